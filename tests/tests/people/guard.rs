//! What is refused before anybody looks at it, and what is never told.

use anyhow::Result;
use serde_json::json;
use tests::ground::Ground;

use crate::town::{ASK, ASKING, ENTER, ME, SESSION, SESSION_END, SESSIONS, SIGN_OUT, Town, another};
use crate::{doors, log};

tests::on_both_databases! {
    another_sites_page_changes_nothing_and_learns_nothing
    what_is_no_request_is_refused_and_costs_nothing
    no_address_code_or_token_is_in_the_log_the_metrics_or_a_url
}

const PATHS: [&str; 10] =
    [ASK, ENTER, SIGN_OUT, SESSIONS, SESSION_END, ME, doors::ASK, doors::ENTER, doors::PHONES, doors::END];

async fn another_sites_page_changes_nothing_and_learns_nothing(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.signed_in("ana@example.org").await?;
    let letters = town.letters().len();
    let others = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "https://mangrove.example.elsewhere.example"),
        ("origin", "null"),
    ];
    for path in PATHS {
        for other in others {
            let body = json!({"email": "ana@example.org", "language": "en", "code": "12345678"});
            let answer = browser.clone().post_with(path, &[other], body).await?;
            assert_eq!((answer.status, answer.all("set-cookie").len()), (403, 0), "{path} {other:?}");
        }
        let got = browser.clone().send("GET", path, &[], "").await?;
        assert_eq!((got.status, got.all("set-cookie").len()), (405, 0), "{path}");
    }
    assert_eq!(town.letters().len(), letters);
    for own in [("origin", "https://mangrove.example"), ("sec-fetch-site", "same-origin")] {
        assert_eq!(browser.post_with(ME, &[own], json!({})).await?.status, 200);
    }
    Ok(())
}

async fn what_is_no_request_is_refused_and_costs_nothing(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut browser = town.browser();
    for body in ["", "{", "[]", "null", "{\"email\":5}", "<html>", "{\"email\":\"a@b.org\"}"] {
        let answer = browser.send("POST", ASK, &[], body).await?;
        assert_eq!((answer.status, answer.text.as_str()), (400, "\"invalid\""), "{body}");
        assert_eq!(answer.all("cache-control"), ["private, no-store"]);
    }
    let long = format!("{}@example.org", "a".repeat(5_000));
    for email in ["", "ana", "ana@x", "a\r\nBcc: b@x.org", "<script>@x.org", "a@b.org,c@d.org", &long] {
        assert_eq!(browser.ask(email).await?.status, 400, "{email}");
    }
    assert_eq!(browser.ask(&"a".repeat(server::http::BODY_BYTES)).await?.status, 413);
    assert_eq!(browser.entered("12345678").await?, "over");
    for cookie in ["short", &"g".repeat(64), &"0".repeat(64), &"0".repeat(4_000)] {
        browser.jar = vec![(SESSION.to_owned(), cookie.to_owned()), (ASKING.to_owned(), cookie.to_owned())];
        assert_eq!(browser.me().await?.status, 401);
        assert_eq!(browser.entered("12345678").await?, "over");
    }
    assert_eq!(town.letters().len(), 0);
    Ok(())
}

async fn no_address_code_or_token_is_in_the_log_the_metrics_or_a_url(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let name = format!("quiet{}", town.serving.address().port());
    let email = format!("{name}@quiet.example");
    let mut browser = town.browser();
    let mut secrets = vec![name.clone()];
    for _ in 0..7 {
        browser.ask(&email).await?;
        secrets.push(browser.cookie(ASKING).to_owned());
    }
    browser.network = "198.51.100.77".to_owned();
    browser.ask(&email).await?;
    let code = town.code(&email)?;
    browser.enter(&another(&code)).await?;
    browser.enter(&code).await?;
    browser.me().await?;
    secrets.extend([code.clone(), format!("{} {}", &code[..4], &code[4..]), browser.cookie(SESSION).to_owned()]);
    let (log, metrics) = (log::text(), town.metrics().await?);
    assert!(log.contains("a sign-in was refused"), "the log is listened to");
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        assert!(!metrics.contains(secret.as_str()), "the metrics hold {secret}");
        let line = log.lines().find(|line| line.contains(secret.as_str()));
        assert!(line.is_none(), "the log holds {secret}: {line:?}");
    }
    let steps: Vec<&str> = metrics.lines().filter(|line| line.starts_with("mangrove_sign_in_total")).collect();
    for step in ["asked\"} 7", "limited_address\"} 1", "letter_sent\"} 7", "wrong_code\"} 1", "entered\"} 1"] {
        assert!(steps.iter().any(|line| line.ends_with(step)), "{step} is not in {steps:?}");
    }
    Ok(())
}
