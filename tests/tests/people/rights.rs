//! A person's rights over the network: the export that is theirs alone, and an account that is gone on every phone.

use std::io::{Cursor, Read};

use anyhow::Result;
use model::{CommandId, Digest, RecordId};
use serde_json::{Value, json};
use server::api::PERSON_HEADER;
use server::auth::{ABSOLUTE_TIME_MS, Role, invite};
use server::commit::attachment::sweep;
use tests::ground::{BEGIN_MS, DAY_MS, Ground};

use crate::town::{Answer, Browser, SESSIONS, Town};

tests::on_both_databases! {
    an_export_says_all_and_to_its_person_alone_for_a_week
    an_erased_account_is_gone_on_every_phone_of_its_person
    who_signs_in_again_is_somebody_new
    codes_of_rooms_are_for_those_who_run_the_event
}

const ANA: &str = "ana.unmistakable@example.org";

async fn person(browser: &mut Browser) -> Result<String> {
    Ok(browser.me().await?.json()["person"].as_str().unwrap_or_default().to_owned())
}

async fn push(browser: &mut Browser, person: &str, act: Value) -> Result<Answer> {
    let mut command = json!({"id": CommandId::made_at(BEGIN_MS as u64, rand::random()), "made_ms": BEGIN_MS});
    command.as_object_mut().expect("an object").extend(act.as_object().expect("an object").clone());
    browser.post("/api/v1/push", json!({"person": person, "commands": [command]})).await
}

async fn feed(browser: &mut Browser, person: &str) -> Result<Answer> {
    browser.post("/api/v1/feed", json!({"person": person, "epoch": "", "cursors": []})).await
}

fn profile() -> Value {
    json!({"act": "profile_changed", "profile": {"name": {"full": "Ana <b>Unmistakable</b>"}, "language": "en"}})
}

async fn an_export_says_all_and_to_its_person_alone_for_a_week(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = town.signed_in(ANA).await?;
    let id = person(&mut ana).await?;
    push(&mut ana, &id, profile()).await?;
    let receipt = push(&mut ana, &id, json!({"act": "export_asked"})).await?.json()["receipts"][0].clone();
    assert_eq!(receipt["outcome"], "accepted");
    let fed = feed(&mut ana, &id).await?.json();
    let rows = fed["pages"][0]["rows"].as_array().expect("rows").clone();
    let export = rows.iter().find(|row| row["entry"] == "export").expect("the export is told").clone();
    assert_eq!(export["until_ms"], json!(BEGIN_MS + 7 * DAY_MS));
    let path = format!("/v1/file/{}", export["file"].as_str().unwrap_or_default());
    let file = ana.send_bytes("GET", &path, &[], b"").await?;
    assert_eq!(
        (file.status, file.all("content-type"), file.all("cache-control")),
        (200, vec!["application/zip"], vec!["private, no-store"])
    );
    assert_eq!(Digest::of(&file.bytes).to_string(), export["file"].as_str().unwrap_or_default());
    let mut zip = zip::ZipArchive::new(Cursor::new(file.bytes))?;
    let mut text = |name: &str| -> Result<String> {
        let mut text = String::new();
        zip.by_name(name)?.read_to_string(&mut text)?;
        Ok(text)
    };
    let data: Value = serde_json::from_str(&text("mangrove.json")?)?;
    assert_eq!(data["account"]["email"], ANA);
    assert_eq!(data["profile"]["name"]["full"], "Ana <b>Unmistakable</b>");
    assert_eq!(data["sessions"].as_array().map(Vec::len), Some(1));
    assert_eq!(data["audit_trail"][0]["act"], "profile_changed");
    assert_eq!(data["told_to_you"][0]["entry"], "profile");
    let page = text("mangrove.html")?;
    assert!(page.contains("Ana &lt;b&gt;Unmistakable&lt;/b&gt;") && page.contains(ANA) && !page.contains("<b>"));
    // Nobody else, and not for ever.
    let mut ben = town.signed_in("ben@example.org").await?;
    assert_eq!(ben.send_bytes("GET", &path, &[], b"").await?.status, 404);
    assert_eq!(sweep(&town.ground.store, BEGIN_MS + 7 * DAY_MS - 1).await?, 0);
    assert_eq!(sweep(&town.ground.store, BEGIN_MS + 7 * DAY_MS).await?, 1);
    assert_eq!(ana.send_bytes("GET", &path, &[], b"").await?.status, 404);
    Ok(())
}

async fn an_erased_account_is_gone_on_every_phone_of_its_person(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let (mut phone, mut tablet) = (town.signed_in(ANA).await?, town.signed_in(ANA).await?);
    let id = person(&mut phone).await?;
    push(&mut phone, &id, profile()).await?;
    assert_eq!(feed(&mut tablet, &id).await?.status, 200);
    let receipt = push(&mut phone, &id, json!({"act": "account_erased"})).await?.json()["receipts"][0].clone();
    assert_eq!(receipt["outcome"], "accepted");
    // The one that asked, whose answer may have been lost; the other one; and one whose session ended long ago.
    let gone = |answer: Answer| (answer.status, answer.text);
    let erased = (410, r#""erased""#.to_owned());
    for browser in [&mut phone, &mut tablet] {
        assert_eq!(gone(feed(browser, &id).await?), erased);
        assert_eq!(gone(push(browser, &id, profile()).await?), erased);
        assert_eq!(browser.post(SESSIONS, json!({})).await?.status, 401);
    }
    town.pass_ms(2 * ABSOLUTE_TIME_MS);
    assert_eq!(gone(feed(&mut tablet, &id).await?), erased);
    let hash = Digest::of(b"x");
    let headers = [("content-type", "application/pdf"), ("content-range", "bytes */100"), (PERSON_HEADER, id.as_str())];
    assert_eq!(tablet.send_bytes("PUT", &format!("/v1/file/{hash}"), &headers, b"").await?.status, 410);
    // Somebody else signs in on the tablet: it is asked about Ana, and forgets her.
    tablet.sign_in(&town, "ben@example.org").await?;
    assert_eq!(gone(feed(&mut tablet, &id).await?), erased);
    // Of nobody it is said that they were erased.
    let other = model::PersonId::made_at(1, [1; 10]).to_string();
    assert_eq!(gone(feed(&mut tablet, &other).await?), (409, r#""other_person""#.to_owned()));
    Ok(())
}

async fn who_signs_in_again_is_somebody_new(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = town.signed_in(ANA).await?;
    let before = person(&mut ana).await?;
    push(&mut ana, &before, profile()).await?;
    push(&mut ana, &before, json!({"act": "account_erased"})).await?;
    let mut ana = town.signed_in(ANA).await?;
    let now = person(&mut ana).await?;
    assert_ne!(now, before);
    let fed = feed(&mut ana, &now).await?.json();
    assert_eq!(fed["pages"][0]["rows"], json!([]));
    assert_eq!(fed["me"]["roles"], json!([]));
    Ok(())
}

async fn codes_of_rooms_are_for_those_who_run_the_event(ground: Ground) -> Result<()> {
    let event = RecordId::made_at(BEGIN_MS as u64, [7; 10]);
    let record = json!({
        "id": event, "kind": "event", "form": "camp", "names": [{"text": "Camp", "use": "official"}],
        "standing": {"state": "active"}, "source": {"title": "A test"}, "verified_on": "2026-01-01",
        "begins": "2026-09-01",
        "sessions": [{"key": "opening", "title": "Opening", "begins": "2026-09-01T09:00+08:00"}],
    });
    ground.commit([serde_json::from_value(record)?]).await?;
    let town = Town::open(ground).await?;
    invite(&town.ground.store, &server::auth::Email::parse(ANA)?, &Role::Organiser(event), BEGIN_MS).await?;
    let mut ana = town.signed_in(ANA).await?;
    let codes = ana.post("/api/v1/room_codes", json!({"event": event})).await?.json();
    let code = codes[0]["code"].as_str().unwrap_or_default();
    assert_eq!(code.len(), 10);
    assert_eq!(codes[0]["path"], json!(format!("/here/{event}/opening#{code}")));
    let mut ben = town.signed_in("ben@example.org").await?;
    assert_eq!(ben.post("/api/v1/room_codes", json!({"event": event})).await?.json(), json!([]));
    assert_eq!(town.browser().post("/api/v1/room_codes", json!({"event": event})).await?.status, 401);
    Ok(())
}
