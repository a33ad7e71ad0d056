//! Door phones: who may pair one, how long a code is good, what such a phone may do, and when it ends.

use anyhow::Result;
use model::{CommandId, Moment, Record, RecordId};
use serde_json::{Value, json};
use server::auth::{Email, PAIRING_TIME_MS, Role, invite};
use tests::ground::{BEGIN_MS, DAY_MS, Ground};

use crate::log;
use crate::town::{Answer, Browser, ME, SESSION, Town};

tests::on_both_databases! {
    only_who_runs_an_event_pairs_its_phones
    a_code_is_read_once_and_is_over_after_ten_minutes
    a_door_phone_is_nobody_and_does_nothing_but_mind_its_door
    a_door_phone_ends_the_day_after_its_event
    an_organiser_sees_the_phones_and_ends_one
    a_phone_that_is_paired_again_stays_who_it_is
    an_organiser_has_no_more_than_sixty_codes_open
}

pub const ASK: &str = "/api/v1/door_pair_ask";
pub const ENTER: &str = "/api/v1/door_pair_enter";
pub const PHONES: &str = "/api/v1/door_phones";
pub const END: &str = "/api/v1/door_phone_end";
const PUSH: &str = "/api/v1/push";
const FEED: &str = "/api/v1/feed";

const ORGANISER: &str = "ana@example.org";

fn event(number: u8) -> RecordId {
    RecordId::made_at(BEGIN_MS as u64, [number; 10])
}

fn camp(id: RecordId, begins: Option<&str>) -> Record {
    let mut event = json!({
        "id": id, "kind": "event", "form": "camp", "names": [{"text": "Camp", "use": "official"}],
        "standing": {"state": "active"}, "source": {"title": "A test"}, "verified_on": "2026-01-01",
        "zone": "Asia/Bangkok",
        "registration": {
            "opens": "2025-01-01T08:00+07:00", "closes": "2027-01-01T08:00+07:00", "offer_hours": 24,
            "form": {"version": 1, "questions": []},
        },
    });
    if let Some(day) = begins {
        event["begins"] = json!(day);
    }
    serde_json::from_value(event).expect("the camp is well formed")
}

/// Two camps, and an organiser of the first.
async fn open(ground: Ground) -> Result<(Town, Browser)> {
    ground.commit([camp(event(1), Some("2026-01-10")), camp(event(2), None)]).await?;
    let town = Town::open(ground).await?;
    invite(&town.ground.store, &Email::parse(ORGANISER)?, &Role::Organiser(event(1)), BEGIN_MS).await?;
    let organiser = town.signed_in(ORGANISER).await?;
    Ok((town, organiser))
}

async fn ask(organiser: &mut Browser, event: RecordId, gate: &str) -> Result<Answer> {
    organiser.post(ASK, json!({"event": event, "gate": gate})).await
}

async fn token(organiser: &mut Browser, gate: &str) -> Result<String> {
    let answer = ask(organiser, event(1), gate).await?;
    assert_eq!((answer.status, &answer.json()["ends_in_ms"]), (200, &json!(PAIRING_TIME_MS)), "{}", answer.text);
    Ok(answer.json()["token"].as_str().unwrap().to_owned())
}

async fn enter(phone: &mut Browser, token: &str) -> Result<Value> {
    let answer = phone.post(ENTER, json!({"token": token})).await?;
    assert_eq!((answer.status, answer.all("cache-control")), (200, vec!["private, no-store"]));
    Ok(answer.json())
}

/// A phone that minds a gate of the first camp.
async fn paired(town: &Town, organiser: &mut Browser, gate: &str) -> Result<Browser> {
    let mut phone = town.browser();
    phone.agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36".to_owned();
    let token = token(organiser, gate).await?;
    assert_eq!(enter(&mut phone, &token).await?["entered"], "in");
    Ok(phone)
}

async fn push(browser: &mut Browser, act: Value) -> Result<Value> {
    let person = browser.me().await?.json()["person"].clone();
    let mut command = json!({"id": CommandId::made_at(BEGIN_MS as u64, rand::random()), "made_ms": BEGIN_MS});
    command.as_object_mut().unwrap().extend(act.as_object().unwrap().clone());
    let answer = browser.post(PUSH, json!({"person": person, "commands": [command]})).await?;
    Ok(answer.json()["receipts"][0].clone())
}

async fn only_who_runs_an_event_pairs_its_phones(ground: Ground) -> Result<()> {
    let (town, mut organiser) = open(ground).await?;
    assert_eq!(ask(&mut town.browser(), event(1), "North").await?.status, 401);
    let mut nobody = town.signed_in("ben@example.org").await?;
    let mut phone = paired(&town, &mut organiser, "North").await?;
    for role in [Role::Door(event(1)), Role::Organiser(event(2))] {
        invite(&town.ground.store, &Email::parse("eva@example.org")?, &role, BEGIN_MS).await?;
    }
    let mut elsewhere = town.signed_in("eva@example.org").await?;
    let name = phone.me().await?.json()["person"].clone();
    for browser in [&mut nobody, &mut phone, &mut elsewhere] {
        assert_eq!(ask(browser, event(1), "North").await?.status, 403);
        assert_eq!(browser.post(PHONES, json!({"event": event(1)})).await?.status, 403);
        assert_eq!(browser.post(END, json!({"event": event(1), "phone": name})).await?.status, 403);
    }
    assert_eq!(ask(&mut organiser, event(2), "North").await?.status, 403);
    assert_eq!(ask(&mut elsewhere, event(2), "North").await?.status, 200);
    // Nobody ends the phone of another event by naming their own.
    assert_eq!(elsewhere.post(END, json!({"event": event(2), "phone": name})).await?.status, 200);
    assert_eq!(phone.me().await?.status, 200);
    invite(&town.ground.store, &Email::parse("adm@example.org")?, &Role::Admin, BEGIN_MS).await?;
    let mut admin = town.signed_in("adm@example.org").await?;
    assert_eq!(ask(&mut admin, event(1), "North").await?.status, 200);
    assert_eq!(ask(&mut admin, event(9), "North").await?.status, 400, "there is no such event");
    for gate in ["", " ", "a\nb\u{7}", &"g".repeat(500)] {
        assert_eq!(ask(&mut admin, event(1), gate).await?.status, 400, "{gate:?}");
    }
    town.pass_ms(20 * DAY_MS);
    assert_eq!(ask(&mut organiser, event(1), "North").await?.status, 400, "the camp is over");
    Ok(())
}

async fn a_code_is_read_once_and_is_over_after_ten_minutes(ground: Ground) -> Result<()> {
    let (town, mut organiser) = open(ground).await?;
    let first = token(&mut organiser, "North").await?;
    assert_eq!(first.len(), 26, "128 bits");
    let mut phone = town.browser();
    for wrong in ["", "x", &"0".repeat(26), &first[1..], &first.repeat(400)] {
        assert_eq!(enter(&mut phone, wrong).await?, json!({"entered": "over"}), "{wrong}");
    }
    assert_eq!(phone.cookie(SESSION), "");
    let entered = enter(&mut phone, &first).await?;
    let post = &entered["me"]["door"];
    assert_eq!((&entered["entered"], &post["gate"], &post["event"]), (&json!("in"), &json!("North"), &json!(event(1))));
    assert_eq!(enter(&mut town.browser(), &first).await?, json!({"entered": "over"}), "read once");
    let second = token(&mut organiser, "South").await?;
    town.pass_ms(PAIRING_TIME_MS);
    assert_eq!(enter(&mut town.browser(), &second).await?, json!({"entered": "over"}), "too late");
    // Of many phones at once, one.
    let third = token(&mut organiser, "East").await?;
    let mut phones: Vec<Browser> = (0..12).map(|_| town.browser()).collect();
    let tries = phones.iter_mut().map(|phone| enter(phone, &third));
    let came = futures::future::try_join_all(tries).await?;
    assert_eq!(came.iter().filter(|answer| answer["entered"] == "in").count(), 1);
    let (log, metrics) = (log::text(), town.metrics().await?);
    for token in [first, second, third, phone.cookie(SESSION).to_owned()] {
        assert!(!log.contains(&token) && !metrics.contains(&token), "a code is shown");
    }
    Ok(())
}

async fn a_door_phone_is_nobody_and_does_nothing_but_mind_its_door(ground: Ground) -> Result<()> {
    let (town, mut organiser) = open(ground).await?;
    let registered = json!({
        "act": "registered", "event": event(1), "form": 1, "answers": {}, "consents": [], "name": {"full": "Lan"},
    });
    let lan = push(&mut organiser, registered.clone()).await?;
    assert_eq!(lan["outcome"], "accepted");
    let mut phone = paired(&town, &mut organiser, "North").await?;
    let me = phone.me().await?.json();
    assert_eq!((&me["email"], &me["roles"]), (&json!(""), &json!([{"role": "door", "event": event(1)}])));
    let refused = json!({"outcome": "refused", "reason": "not_yours"});
    let profile = json!({"act": "profile_changed", "profile": {"name": {"full": "Door"}, "language": "en"}});
    let consent = json!({"act": "consent_withdrawn", "purpose": "news"});
    let decided = json!({"act": "decided", "event": event(1), "registration": lan["command"], "decision": "refuse"});
    let withdrawn = json!({"act": "withdrawn", "event": event(1)});
    let scanned = json!({"act": "attendance_scanned", "event": event(1), "session": "a", "code": "b", "seen_ms": 1});
    let (erased, export) = (json!({"act": "account_erased"}), json!({"act": "export_asked"}));
    let scan = |event: RecordId| {
        json!({"act": "checked_in", "event": event, "registration": lan["command"], "way": "scan", "gate": "North",
            "seen_ms": BEGIN_MS})
    };
    for act in [registered, profile, consent, decided, withdrawn, scanned, erased, export, scan(event(2))] {
        let receipt = push(&mut phone, act.clone()).await?;
        assert_eq!((&receipt["outcome"], &receipt["reason"]), (&refused["outcome"], &refused["reason"]), "{act}");
    }
    let receipt = push(&mut phone, scan(event(1))).await?;
    assert_eq!(receipt["outcome"], "accepted");
    let scope = format!("door/{}", event(1));
    assert_eq!(receipt["feeds"][0][0], scope);
    // It reads its door, and nothing else, whatever it asks for.
    let cursors: Vec<Value> = [format!("desk/{}", event(1)), format!("door/{}", event(2)), "country/TH".to_owned()]
        .iter()
        .map(|scope| json!({"scope": scope, "after": 0}))
        .collect();
    let fed = phone.post(FEED, json!({"person": me["person"], "epoch": "", "cursors": cursors})).await?.json();
    let pages = fed["pages"].as_array().unwrap();
    let scopes: Vec<&str> = pages.iter().filter_map(|page| page["scope"].as_str()).collect();
    assert_eq!(scopes, [format!("person/{}", me["person"].as_str().unwrap()), scope]);
    let entries: Vec<&str> =
        pages[1]["rows"].as_array().unwrap().iter().filter_map(|row| row["entry"].as_str()).collect();
    assert_eq!(entries, ["roster", "check_in"]);
    Ok(())
}

async fn a_door_phone_ends_the_day_after_its_event(ground: Ground) -> Result<()> {
    let (town, mut organiser) = open(ground).await?;
    invite(&town.ground.store, &Email::parse(ORGANISER)?, &Role::Organiser(event(2)), BEGIN_MS).await?;
    let mut phone = paired(&town, &mut organiser, "North").await?;
    let ends_ms = Moment::parse("2026-01-12T00:00+07:00")?.unix_ms();
    assert_eq!(phone.me().await?.json()["door"]["ends_ms"], ends_ms);
    let mut undated = town.browser();
    let code = ask(&mut organiser, event(2), "Gate").await?.json()["token"].clone();
    assert_eq!(enter(&mut undated, code.as_str().unwrap()).await?["me"]["door"]["ends_ms"], BEGIN_MS + 14 * DAY_MS);
    town.pass_ms(ends_ms - BEGIN_MS - 1);
    assert_eq!(phone.me().await?.status, 200);
    town.pass_ms(1);
    assert_eq!((phone.me().await?.status, undated.me().await?.status), (401, 200));
    assert_eq!(organiser.post(PHONES, json!({"event": event(1)})).await?.json(), json!([]));
    town.pass_ms(BEGIN_MS + 14 * DAY_MS - ends_ms);
    assert_eq!(undated.me().await?.status, 401);
    Ok(())
}

async fn an_organiser_sees_the_phones_and_ends_one(ground: Ground) -> Result<()> {
    let (town, mut organiser) = open(ground).await?;
    let mut north = paired(&town, &mut organiser, "North").await?;
    let mut south = paired(&town, &mut organiser, "South").await?;
    let lines = organiser.post(PHONES, json!({"event": event(1)})).await?.json();
    let mut gates: Vec<&str> = lines.as_array().unwrap().iter().filter_map(|line| line["gate"].as_str()).collect();
    gates.sort_unstable();
    assert_eq!(gates, ["North", "South"]);
    assert!(lines.as_array().unwrap().iter().all(|line| line["device"] == "Chrome, Android"));
    let ended = north.me().await?.json()["person"].clone();
    assert_eq!(organiser.post(END, json!({"event": event(1), "phone": ended})).await?.status, 200);
    assert_eq!((north.me().await?.status, south.me().await?.status), (401, 200));
    let answer = north.post(PUSH, json!({"person": ended, "commands": []})).await?;
    assert_eq!(answer.status, 401);
    assert_eq!(organiser.post(PHONES, json!({"event": event(1)})).await?.json().as_array().unwrap().len(), 1);
    assert_eq!(organiser.post(END, json!({"event": event(1), "phone": ended})).await?.status, 200, "twice is no error");
    Ok(())
}

async fn a_phone_that_is_paired_again_stays_who_it_is(ground: Ground) -> Result<()> {
    let (town, mut organiser) = open(ground).await?;
    invite(&town.ground.store, &Email::parse(ORGANISER)?, &Role::Organiser(event(2)), BEGIN_MS).await?;
    let mut phone = paired(&town, &mut organiser, "North").await?;
    let before = (phone.me().await?.json()["person"].clone(), phone.cookie(SESSION).to_owned());
    let again = token(&mut organiser, "South").await?;
    let entered = enter(&mut phone, &again).await?;
    assert_eq!((&entered["me"]["person"], &entered["me"]["door"]["gate"]), (&before.0, &json!("South")));
    assert_ne!(phone.cookie(SESSION), before.1);
    assert_eq!(organiser.post(PHONES, json!({"event": event(1)})).await?.json().as_array().unwrap().len(), 1);
    // For another event it is another, and minds the first door no more.
    let code = ask(&mut organiser, event(2), "Gate").await?.json()["token"].clone();
    let entered = enter(&mut phone, code.as_str().unwrap()).await?;
    assert_ne!(entered["me"]["person"], before.0);
    assert_eq!(entered["me"]["roles"], json!([{"role": "door", "event": event(2)}]));
    assert_eq!(organiser.post(PHONES, json!({"event": event(1)})).await?.json(), json!([]));
    // An organiser's own phone that reads a code is the door's from then on.
    let code = token(&mut organiser, "West").await?;
    let entered = enter(&mut organiser, &code).await?;
    assert_eq!((&entered["me"]["email"], organiser.post(ME, json!({})).await?.status), (&json!(""), 200));
    assert_eq!(ask(&mut organiser, event(1), "East").await?.status, 403);
    Ok(())
}

async fn an_organiser_has_no_more_than_sixty_codes_open(ground: Ground) -> Result<()> {
    let (town, mut organiser) = open(ground).await?;
    for number in 0..60 {
        token(&mut organiser, &format!("Gate {number}")).await?;
    }
    let answer = ask(&mut organiser, event(1), "One more").await?;
    assert_eq!((answer.status, answer.all("retry-after")), (429, vec!["600"]));
    town.pass_ms(PAIRING_TIME_MS);
    token(&mut organiser, "One more").await?;
    Ok(())
}
