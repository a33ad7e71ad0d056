//! Sessions: each sign-in makes a new one, a person sees and ends them, and they end by themselves.

use anyhow::Result;
use serde_json::{Value, json};
use server::auth::{ABSOLUTE_TIME_MS, IDLE_TIME_MS};
use tests::ground::{BEGIN_MS, DAY_MS, Ground};

use crate::town::{ASKING, Browser, SESSION, SESSION_END, SESSIONS, SIGN_OUT, Town};

tests::on_both_databases! {
    each_sign_in_makes_a_new_token_and_ends_the_session_before
    nobody_signs_another_in_with_a_planted_cookie
    a_person_sees_their_sessions_and_ends_one
    nobody_ends_or_sees_the_session_of_another
    signing_out_ends_the_session_for_whoever_kept_its_cookie
    a_session_that_is_not_used_ends_after_thirty_days
    a_session_ends_after_half_a_year_however_much_it_is_used
    the_store_holds_neither_token_nor_code_and_forgets_the_address_of_a_code
    a_person_has_no_more_than_forty_sessions
}

const ANA: &str = "ana@example.org";

async fn list(browser: &mut Browser) -> Result<Vec<Value>> {
    Ok(browser.post(SESSIONS, json!({})).await?.json().as_array().unwrap().clone())
}

async fn each_sign_in_makes_a_new_token_and_ends_the_session_before(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.signed_in(ANA).await?;
    let mut before = browser.clone();
    browser.sign_in(&town, ANA).await?;
    assert_ne!(browser.cookie(SESSION), before.cookie(SESSION));
    assert_eq!((browser.me().await?.status, before.me().await?.status), (200, 401));
    assert_eq!(list(&mut browser).await?.len(), 1);
    Ok(())
}

async fn nobody_signs_another_in_with_a_planted_cookie(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    // A made-up token, and one of a session of the attacker's own: signing in with them makes neither Ana's.
    let made_up = "5a".repeat(32);
    let mut attacker = town.signed_in("mallory@example.org").await?;
    for planted in [made_up.clone(), attacker.cookie(SESSION).to_owned()] {
        let mut victim = town.browser();
        victim.jar.push((SESSION.to_owned(), planted.clone()));
        victim.sign_in(&town, ANA).await?;
        assert_ne!(victim.cookie(SESSION), planted);
        let mut thief = town.browser();
        thief.jar.push((SESSION.to_owned(), planted));
        assert_eq!(thief.me().await?.status, 401);
    }
    assert_eq!(attacker.me().await?.status, 401);
    // The attacker's asking cookie in Ana's browser: her own asking replaces it.
    attacker.ask("mallory@example.org").await?;
    let mut victim = town.browser();
    victim.jar.push((ASKING.to_owned(), attacker.cookie(ASKING).to_owned()));
    victim.sign_in(&town, ANA).await?;
    assert_eq!(victim.me().await?.json()["email"], ANA);
    Ok(())
}

async fn a_person_sees_their_sessions_and_ends_one(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut phone = town.browser();
    phone.agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36".to_owned();
    phone.sign_in(&town, ANA).await?;
    town.pass_ms(DAY_MS);
    let mut desk = town.signed_in(ANA).await?;
    let sessions = list(&mut desk).await?;
    let shown: Vec<_> = sessions.iter().map(|line| (&line["device"], &line["this"], &line["made_ms"])).collect();
    let (empty, named) = (json!(""), json!("Chrome, Android"));
    let (now, before) = (json!(BEGIN_MS + DAY_MS), json!(BEGIN_MS));
    assert_eq!(shown, [(&empty, &json!(true), &now), (&named, &json!(false), &before)]);
    let ended = desk.post(SESSION_END, json!({"id": sessions[1]["id"]})).await?;
    assert_eq!((ended.status, ended.all("set-cookie").len()), (200, 0));
    assert_eq!((phone.me().await?.status, desk.me().await?.status), (401, 200));
    let own = desk.post(SESSION_END, json!({"id": sessions[0]["id"]})).await?;
    assert_eq!((own.status, desk.cookie(SESSION)), (200, ""));
    assert_eq!(desk.post(SESSIONS, json!({})).await?.status, 401);
    Ok(())
}

async fn nobody_ends_or_sees_the_session_of_another(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = town.signed_in(ANA).await?;
    let mut ben = town.signed_in("ben@example.org").await?;
    let id = list(&mut ana).await?[0]["id"].clone();
    assert!(list(&mut ben).await?.iter().all(|line| line["id"] != id));
    assert_eq!(ben.post(SESSION_END, json!({"id": id})).await?.status, 200, "as for one that is not there");
    assert_eq!(town.browser().post(SESSION_END, json!({"id": id})).await?.status, 401);
    assert_eq!(ana.me().await?.status, 200);
    for bad in [json!({"id": "x"}), json!({}), json!({"id": 5})] {
        assert_eq!(ana.post(SESSION_END, bad).await?.status, 400);
    }
    Ok(())
}

async fn signing_out_ends_the_session_for_whoever_kept_its_cookie(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.signed_in(ANA).await?;
    let mut copy = browser.clone();
    assert_eq!(browser.post(SIGN_OUT, json!({})).await?.status, 200);
    assert_eq!(browser.cookie(SESSION), "");
    assert_eq!(copy.me().await?.status, 401);
    assert_eq!(browser.post(SIGN_OUT, json!({})).await?.status, 200, "twice is no error");
    Ok(())
}

async fn a_session_that_is_not_used_ends_after_thirty_days(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.signed_in(ANA).await?;
    town.pass_ms(IDLE_TIME_MS - 1);
    assert_eq!(browser.me().await?.status, 200);
    town.pass_ms(IDLE_TIME_MS - 1);
    assert_eq!(browser.me().await?.status, 200, "it was used in between");
    town.pass_ms(IDLE_TIME_MS);
    assert_eq!(browser.me().await?.status, 401);
    let mut other = town.signed_in(ANA).await?;
    assert_eq!(list(&mut other).await?.len(), 1);
    Ok(())
}

async fn a_session_ends_after_half_a_year_however_much_it_is_used(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.signed_in(ANA).await?;
    for _ in 0..(ABSOLUTE_TIME_MS / (20 * DAY_MS) - 1) {
        town.pass_ms(20 * DAY_MS);
        assert_eq!(browser.me().await?.status, 200);
    }
    town.pass_ms(20 * DAY_MS - 1);
    assert_eq!(browser.me().await?.status, 200);
    town.pass_ms(1);
    assert_eq!(browser.me().await?.status, 401);
    Ok(())
}

async fn the_store_holds_neither_token_nor_code_and_forgets_the_address_of_a_code(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.signed_in(ANA).await?;
    let mut asking = town.browser();
    asking.ask("ben@example.org").await?;
    let pool = sqlx::AnyPool::connect(&town.ground.database.url()).await?;
    let tokens: Vec<Vec<u8>> = sqlx::query_scalar("SELECT token FROM session").fetch_all(&pool).await?;
    let hex: String = tokens[0].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_ne!(hex, browser.cookie(SESSION));
    let mut guess = town.browser();
    guess.jar.push((SESSION.to_owned(), hex));
    assert_eq!(guess.me().await?.status, 401, "what the store holds opens nothing");
    let emails = "SELECT email FROM sign_in_code ORDER BY email";
    let held: Vec<String> = sqlx::query_scalar(emails).fetch_all(&pool).await?;
    assert_eq!(held, ["", "ben@example.org"]);
    town.pass_ms(DAY_MS / 2);
    asking.ask("cai@example.org").await?;
    let held: Vec<String> = sqlx::query_scalar(emails).fetch_all(&pool).await?;
    assert_eq!(held, ["", "", "cai@example.org"]);
    town.pass_ms(DAY_MS);
    asking.ask("cai@example.org").await?;
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sign_in_code").fetch_one(&pool).await?;
    assert_eq!(rows, 1);
    assert_eq!(browser.me().await?.status, 200);
    Ok(())
}

async fn a_person_has_no_more_than_forty_sessions(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut first = town.signed_in(ANA).await?;
    let mut last = first.clone();
    for n in 0..40 {
        town.pass_ms(DAY_MS / 4);
        last = town.browser_in(&format!("192.0.2.{n}"));
        last.sign_in(&town, ANA).await?;
    }
    assert_eq!(list(&mut last).await?.len(), 40);
    assert_eq!(first.me().await?.status, 401, "the one that was not seen for longest gave way");
    Ok(())
}
