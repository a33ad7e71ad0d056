//! Limits: a hall survives behind one network address, and the guessing of one account does not.

use anyhow::Result;
use futures::StreamExt;
use server::auth::CODE_TIME_MS;
use tests::ground::{DAY_MS, Ground};

use crate::town::{Town, another, code_in};

tests::on_both_databases! {
    a_hall_behind_one_network_address_signs_in_and_a_flood_from_one_does_not
    one_address_is_not_pestered_and_its_owner_elsewhere_is_not_shut_out
    the_codes_of_one_account_cannot_be_guessed_from_anywhere
}

const HOUR_MS: i64 = DAY_MS / 24;
const ANA: &str = "ana@example.org";
/// People in the hall, and addresses that one network may ask for in an hour.
const HALL: usize = 500;
const NETWORK: usize = 1_000;
const AT_ONCE: usize = 16;

async fn a_hall_behind_one_network_address_signs_in_and_a_flood_from_one_does_not(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let address = |number: usize| format!("guest{number}@example.org");
    let ask = async |number: usize| {
        let mut browser = town.browser();
        let status = browser.ask(&address(number)).await.unwrap().status;
        (number, status, browser)
    };
    let asked: Vec<_> = futures::stream::iter(0..HALL).map(ask).buffer_unordered(AT_ONCE).collect().await;
    let letters = town.letters();
    assert_eq!(letters.len(), HALL);
    for (number, status, mut browser) in asked {
        assert_eq!(status, 200);
        let to = format!("To: {}\r\n", address(number));
        let code = code_in(letters.iter().find(|letter| letter.contains(&to)).unwrap())?;
        assert_eq!(browser.entered(&code).await?, "in");
    }
    let more: Vec<_> = futures::stream::iter(HALL..NETWORK).map(ask).buffer_unordered(AT_ONCE).collect().await;
    assert!(more.iter().all(|(_, status, _)| *status == 200));
    let refused = town.browser().ask(&address(NETWORK)).await?;
    assert_eq!((refused.status, refused.all("retry-after")), (429, vec!["600"]));
    assert_eq!(refused.text, "{\"too_many\":{\"retry_after_ms\":600000}}");
    assert_eq!(town.browser().ask(&address(0)).await?.status, 200, "who is in the hall may ask again");
    assert_eq!(town.browser_in("198.51.100.4").ask(&address(NETWORK)).await?.status, 200);
    assert!(town.metrics().await?.contains("mangrove_sign_in_total{step=\"limited_network\"} 1"));
    town.pass_ms(HOUR_MS);
    assert_eq!(town.browser().ask(&address(NETWORK)).await?.status, 200);
    Ok(())
}

async fn one_address_is_not_pestered_and_its_owner_elsewhere_is_not_shut_out(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    for _ in 0..6 {
        assert_eq!(town.browser().ask(ANA).await?.status, 200);
    }
    let refused = town.browser().ask("ANA@example.org").await?;
    assert_eq!((refused.status, refused.text.as_str()), (429, "{\"too_many\":{\"retry_after_ms\":900000}}"));
    assert_eq!(town.letters().len(), 6);
    let mut owner = town.browser_in("198.51.100.4");
    owner.sign_in(&town, ANA).await?;
    for network in 0..13 {
        assert_eq!(town.browser_in(&format!("192.0.2.{network}")).ask(ANA).await?.status, 200);
    }
    assert_eq!(town.browser_in("192.0.2.99").ask(ANA).await?.status, 429, "20 letters an hour are enough");
    town.pass_ms(HOUR_MS);
    assert_eq!(town.browser().ask(ANA).await?.status, 200);
    Ok(())
}

async fn the_codes_of_one_account_cannot_be_guessed_from_anywhere(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut owner = town.signed_in(ANA).await?;
    let mut wrong = 0;
    let mut last = 200;
    for round in 0..60 {
        // Out of the hour's limits, to meet the day's.
        let mut guesser = town.browser_in(&format!("192.0.2.{round}"));
        town.pass_ms(HOUR_MS / 20);
        last = guesser.ask(ANA).await?.status;
        if last != 200 {
            break;
        }
        let code = town.code(ANA)?;
        for _ in 0..5 {
            guesser.enter(&another(&code)).await?;
            wrong += 1;
        }
    }
    assert_eq!((wrong, last), (100, 429));
    assert!(town.metrics().await?.contains("mangrove_sign_in_total{step=\"limited_account\"} 1"));
    assert_eq!(owner.me().await?.status, 200, "who is signed in stays signed in");
    // Other people notice nothing.
    town.signed_in("ben@example.org").await?;
    town.pass_ms(DAY_MS + CODE_TIME_MS);
    town.browser().sign_in(&town, ANA).await?;
    Ok(())
}
