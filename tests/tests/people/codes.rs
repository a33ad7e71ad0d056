//! Codes: who may enter which, where, how often and how long.

use anyhow::Result;
use server::auth::CODE_TIME_MS;
use tests::ground::Ground;

use crate::town::{ASKING, Answer, SESSION, Town, another};

tests::on_both_databases! {
    a_code_from_a_letter_signs_its_reader_in
    a_known_and_an_unknown_address_get_the_same_answer
    five_wrong_codes_end_it_and_the_right_one_comes_too_late
    many_tries_at_once_are_no_more_than_five
    a_code_ends_after_ten_minutes
    a_code_works_once
    a_code_works_only_in_the_browser_that_asked
    asking_again_ends_the_code_before
    a_slip_of_the_thumb_costs_no_try
    two_spellings_of_an_address_are_one_person
}

const ANA: &str = "ana@example.org";

async fn a_code_from_a_letter_signs_its_reader_in(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    assert_eq!((browser.me().await?.status, browser.me().await?.text.as_str()), (401, "\"sign_in\""));
    let asked = browser.ask(ANA).await?;
    assert_eq!((asked.status, asked.text.as_str()), (200, "{\"ends_in_ms\":600000}"));
    assert_is_guarded(&asked, ASKING, 600);
    let code = town.code(ANA)?;
    let entered = browser.enter(&format!("{} {}", &code[..4], &code[4..])).await?;
    assert_eq!((entered.status, entered.json()["entered"].as_str()), (200, Some("in")));
    assert_is_guarded(&entered, SESSION, 180 * 24 * 60 * 60);
    assert_eq!(browser.cookie(ASKING), "", "the cookie of the code is taken away");
    assert_eq!(browser.cookie(SESSION).len(), 64);
    let me = browser.me().await?;
    assert_eq!(me.json(), entered.json()["me"]);
    assert_eq!(me.json()["email"], ANA);
    assert_eq!(me.json()["roles"], serde_json::json!([]));
    assert_eq!(me.all("cache-control"), ["private, no-store"]);
    Ok(())
}

fn assert_is_guarded(answer: &Answer, name: &str, seconds: u32) {
    let cookies = answer.all("set-cookie");
    let cookie = cookies.iter().find(|cookie| cookie.starts_with(name)).unwrap();
    let rules = format!("; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax");
    assert!(cookie.ends_with(&rules), "{cookie}");
    assert_eq!(answer.all("cache-control"), ["private, no-store"]);
}

async fn a_known_and_an_unknown_address_get_the_same_answer(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    town.signed_in(ANA).await?;
    let plain = |answer: &Answer| {
        let headers = answer.headers.iter().filter(|(name, _)| name != "date" && name != "set-cookie");
        (answer.status, headers.cloned().collect::<Vec<_>>(), answer.text.clone())
    };
    let (mut one, mut other) = (town.browser(), town.browser());
    let (known, unknown) = (one.ask(ANA).await?, other.ask("nobody@example.org").await?);
    assert_eq!(plain(&known), plain(&unknown));
    assert_eq!(one.cookie(ASKING).len(), other.cookie(ASKING).len());
    // Until the limit is met, and there too.
    for _ in 0..10 {
        let (known, unknown) = (one.ask(ANA).await?, other.ask("nobody@example.org").await?);
        if known.status == unknown.status {
            assert_eq!(plain(&known), plain(&unknown));
        }
    }
    assert_eq!((one.ask(ANA).await?.status, other.ask("nobody@example.org").await?.status), (429, 429));
    Ok(())
}

async fn five_wrong_codes_end_it_and_the_right_one_comes_too_late(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    browser.ask(ANA).await?;
    let code = town.code(ANA)?;
    for left in (1..5).rev() {
        let answer = browser.enter(&another(&code)).await?.json();
        assert_eq!((&answer["entered"], &answer["tries_left"]), (&"wrong".into(), &left.into()));
    }
    assert_eq!(browser.entered(&another(&code)).await?, "over");
    assert_eq!(browser.entered(&code).await?, "over");
    assert_eq!(browser.me().await?.status, 401);
    assert!(town.metrics().await?.contains("mangrove_sign_in_total{step=\"wrong_code\"} 5"));
    Ok(())
}

async fn many_tries_at_once_are_no_more_than_five(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    browser.ask(ANA).await?;
    let code = town.code(ANA)?;
    let mut tries = Vec::new();
    for n in 1..=40 {
        let mut browser = browser.clone();
        let guess = format!("{:08}", (code.parse::<u32>()? + n) % 100_000_000);
        tries.push(tokio::spawn(async move { browser.entered(&guess).await.unwrap() }));
    }
    let done = futures::future::try_join_all(tries).await?;
    assert_eq!(done.iter().filter(|entered| *entered == "wrong").count(), 4, "and the fifth ends it");
    assert!(town.metrics().await?.contains("mangrove_sign_in_total{step=\"wrong_code\"} 5"));
    assert_eq!(browser.entered(&code).await?, "over");
    Ok(())
}

async fn a_code_ends_after_ten_minutes(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    browser.ask(ANA).await?;
    town.pass_ms(CODE_TIME_MS);
    let code = town.code(ANA)?;
    assert_eq!(browser.entered(&code).await?, "over");
    browser.ask(ANA).await?;
    town.pass_ms(CODE_TIME_MS - 1);
    let code = town.code(ANA)?;
    assert_eq!(browser.entered(&code).await?, "in");
    Ok(())
}

async fn a_code_works_once(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    browser.ask(ANA).await?;
    let mut copy = browser.clone();
    let code = town.code(ANA)?;
    assert_eq!(browser.entered(&code).await?, "in");
    assert_eq!(copy.entered(&code).await?, "over");
    assert_eq!(copy.me().await?.status, 401);
    Ok(())
}

async fn a_code_works_only_in_the_browser_that_asked(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    browser.ask(ANA).await?;
    let code = town.code(ANA)?;
    let mut other = town.browser();
    assert_eq!(other.entered(&code).await?, "over", "without the cookie");
    other.ask("mallory@example.org").await?;
    assert_eq!(other.entered(&code).await?, "wrong", "with the cookie of another code");
    assert_eq!(browser.entered(&code).await?, "in");
    Ok(())
}

async fn asking_again_ends_the_code_before(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    browser.ask(ANA).await?;
    let (first, mut before) = (town.code(ANA)?, browser.clone());
    browser.ask(ANA).await?;
    let second = town.code(ANA)?;
    assert_eq!(before.entered(&first).await?, "over");
    assert_eq!(browser.entered(&second).await?, "in");
    Ok(())
}

async fn a_slip_of_the_thumb_costs_no_try(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    browser.ask(ANA).await?;
    for typed in ["", "1234", "abcdefgh", "1234567890123"] {
        let answer = browser.enter(typed).await?.json();
        assert_eq!((&answer["entered"], &answer["tries_left"]), (&"wrong".into(), &5.into()), "{typed}");
    }
    let code = town.code(ANA)?;
    assert_eq!(browser.entered(&code).await?, "in");
    Ok(())
}

async fn two_spellings_of_an_address_are_one_person(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut first = town.signed_in("Ana@Example.org").await?;
    let person = first.me().await?.json()["person"].clone();
    // The letter goes to the address that was confirmed.
    let mut second = town.browser();
    second.ask(" ana@EXAMPLE.ORG ").await?;
    assert!(town.letters().iter().all(|letter| letter.contains("To: Ana@example.org\r\n")));
    let code = town.code("Ana@example.org")?;
    assert_eq!(second.entered(&code).await?, "in");
    assert_eq!(second.me().await?.json()["person"], person);
    Ok(())
}
