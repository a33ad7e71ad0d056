//! An event that its organiser saves over the network: who may, what is said to be wrong, and its form's version.

use anyhow::Result;
use model::RecordId;
use serde_json::{Value, json};
use server::auth::{Email, Role, invite};
use tests::ground::{BEGIN_MS, Ground, id, institution};

use crate::town::{Answer, Browser, Town};

tests::on_both_databases! {
    who_makes_an_event_runs_it_and_others_do_not
    all_that_is_wrong_with_an_event_is_said_with_its_place
    other_questions_are_another_version_of_the_form
    nobodys_change_is_taken_back_by_who_has_not_seen_it
}

pub const SAVE: &str = "/api/v1/event_save";

pub fn camp_id() -> RecordId {
    RecordId::made_at(BEGIN_MS as u64, [9; 10])
}

/// A camp as the app sends it.
pub fn camp() -> Value {
    let country = |code: &str| json!({"key": code, "label": {"en": code.to_uppercase(), "zh-Hans": code}});
    json!({
        "id": camp_id(), "kind": "event", "form": "camp", "names": [{"text": "Camp", "use": "official"}],
        "begins": "2026-09-01", "registration": {
            "opens": "2026-01-01T08:00+08:00", "closes": "2026-04-11T08:00+08:00", "offer_hours": 24, "places": 5,
            "form": {"version": 1, "questions": [{"key": "country", "label": {"en": "Country", "zh-Hans": "国家"},
                "ask": "choice", "tells": "country", "options": [country("vn"), country("th")]}]},
        },
    })
}

pub async fn admin(town: &Town) -> Result<Browser> {
    invite(&town.ground.store, &Email::parse("ana@example.org")?, &Role::Admin, BEGIN_MS).await?;
    town.signed_in("ana@example.org").await
}

/// An event as the server holds it, as a phone sees it.
pub async fn held(town: &Town) -> Result<Value> {
    let row = town.ground.store.row(camp_id()).await?.expect("the event is held");
    Ok(serde_json::to_value(catalogue::cells::to_record(&row)?)?)
}

pub async fn save(browser: &mut Browser, before: Option<Value>, event: Value) -> Result<Answer> {
    browser.post(SAVE, json!({"before": before, "event": event})).await
}

async fn who_makes_an_event_runs_it_and_others_do_not(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = admin(&town).await?;
    let mut ben = town.signed_in("ben@example.org").await?;
    assert_eq!(save(&mut town.browser(), None, camp()).await?.status, 401);
    let refused = save(&mut ben, None, camp()).await?;
    assert_eq!((refused.status, refused.text.as_str()), (403, "\"not_allowed\""));
    let made = save(&mut ana, None, camp()).await?;
    assert_eq!(made.json(), json!({"saved": "saved", "id": camp_id(), "form": 1}));
    assert_eq!(made.all("cache-control"), ["private, no-store"]);
    let organiser = json!({"role": "organiser", "event": camp_id()});
    assert!(ana.me().await?.json()["roles"].as_array().unwrap().contains(&organiser));

    // Somebody who runs another event, and then this one.
    let email = Email::parse("ben@example.org")?;
    invite(&town.ground.store, &email, &Role::Organiser(id(5)), BEGIN_MS).await?;
    let before = held(&town).await?;
    let mut after = before.clone();
    after["registration"]["places"] = json!(50);
    assert_eq!(save(&mut ben, Some(before.clone()), after.clone()).await?.status, 403);
    invite(&town.ground.store, &email, &Role::Organiser(camp_id()), BEGIN_MS).await?;
    assert_eq!(save(&mut ben, Some(before), after).await?.json()["saved"], "saved");
    assert_eq!(held(&town).await?["registration"]["places"], 50);
    // What is no event is not made one, and nobody makes a second.
    town.ground.commit([institution(7, "A university")]).await?;
    let mut other = camp();
    other["id"] = json!(id(7));
    assert_eq!(save(&mut ana, None, other.clone()).await?.status, 403);
    other["id"] = json!(id(8));
    assert_eq!(save(&mut ben, None, other).await?.status, 403);
    Ok(())
}

async fn all_that_is_wrong_with_an_event_is_said_with_its_place(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = admin(&town).await?;
    let mut event = camp();
    event["begins"] = json!("soon");
    event["registration"]["quotas"] = json!([{"by": "group", "value": "startup"}]);
    event["registration"]["form"]["questions"][0]["ask"] = json!("riddle");
    let answer = save(&mut ana, None, event).await?.json();
    let places: Vec<&str> =
        answer["problems"].as_array().unwrap().iter().map(|problem| problem["place"].as_str().unwrap()).collect();
    assert_eq!(places, ["begins", "registration.quotas[0]", "registration.form.questions[0]"]);
    assert!(town.ground.store.row(camp_id()).await?.is_none());
    assert_eq!(ana.post(SAVE, json!({"before": null, "event": []})).await?.status, 400);
    Ok(())
}

async fn other_questions_are_another_version_of_the_form(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = admin(&town).await?;
    save(&mut ana, None, camp()).await?;
    let before = held(&town).await?;
    let mut after = before.clone();
    after["registration"]["places"] = json!(6);
    after["registration"]["form"]["version"] = json!(77);
    assert_eq!(save(&mut ana, Some(before), after).await?.json()["form"], 1);
    let before = held(&town).await?;
    let mut after = before.clone();
    after["registration"]["form"]["questions"][0]["required"] = json!(true);
    assert_eq!(save(&mut ana, Some(before), after).await?.json()["form"], 2);
    assert_eq!(held(&town).await?["registration"]["form"]["version"], 2);
    Ok(())
}

async fn nobodys_change_is_taken_back_by_who_has_not_seen_it(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let mut ana = admin(&town).await?;
    save(&mut ana, None, camp()).await?;
    let seen = held(&town).await?;
    let with_places = |places: u32| {
        let mut event = seen.clone();
        event["registration"]["places"] = json!(places);
        event
    };
    assert_eq!(save(&mut ana, Some(seen.clone()), with_places(10)).await?.json()["saved"], "saved");
    assert_eq!(save(&mut ana, Some(seen.clone()), with_places(20)).await?.json(), json!({"saved": "changed"}));
    assert_eq!(save(&mut ana, None, with_places(20)).await?.json(), json!({"saved": "changed"}));
    assert_eq!(held(&town).await?["registration"]["places"], 10);
    // What changes by itself is nobody's change.
    let mut counted = held(&town).await?;
    counted["registration"]["taken"] = json!({"count": 3, "waiting": 0, "as_of_ms": 5});
    counted["verified_on"] = json!("2020");
    assert_eq!(save(&mut ana, Some(counted.clone()), with_places(20)).await?.json()["saved"], "saved");
    assert_eq!(held(&town).await?["registration"]["taken"], Value::Null, "the server counts");
    Ok(())
}
