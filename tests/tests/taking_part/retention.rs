//! What an event keeps so many days is gone on the day after, from every table and feed; what is younger stays.

use anyhow::Result;
use model::feed::Entry;
use model::view::PersonView;
use model::{Moment, Outcome, RecordId, Scope};
use serde_json::json;
use server::commit::act::retention_due;
use tests::ground::{DAY_MS, Ground};

use crate::camp::*;

tests::on_both_databases! {
    an_event_is_forgotten_on_the_day_that_it_said_and_not_before
    an_event_that_is_gone_is_forgotten_after_the_usual_time
    a_large_event_is_forgotten_in_steps
}

async fn an_event_is_forgotten_on_the_day_that_it_said_and_not_before(ground: Ground) -> Result<()> {
    let consents = json!([{"purpose": "photo", "required": false, "texts": {"en": "Photos may be taken."}}]);
    open_camp(&ground, json!({"keep_days": 30, "places": 2, "consents": consents})).await?;
    let later = RecordId::made_at(9, [9; 10]);
    ground.commit([camp(later, json!({"keep_days": 60}))]).await?;
    for number in 0..3 {
        send(&ground, number, &registered(number, "vn")).await?;
    }
    let mut act = serde_json::to_value(registered(0, "vn").act)?;
    act["event"] = json!(later);
    assert_eq!(send(&ground, 0, &command(act)).await?, Outcome::Accepted);
    // The camp is on one day, and its zone is that of its registration.
    let due_ms = Moment::parse("2026-09-02T00:00+08:00")?.unix_ms() + 30 * DAY_MS;
    let erase = async |now_ms| retention_due(&ground.store, &ground.seals, now_ms).await;
    assert_eq!(erase(due_ms - 1).await?, 0);
    assert_eq!(part(&ground, 1).await?.name.full.as_str(), "Person 1");
    assert_eq!(erase(due_ms).await?, 3);
    assert_eq!(erase(due_ms).await?, 0);
    for scope in [Scope::Desk(event()), Scope::Door(event()), Scope::Person(person(1))] {
        let rows = whole_feed(&ground, scope).await?;
        assert!(!serde_json::to_string(&rows)?.contains("Person 1"), "{scope}");
    }
    let last = whole_feed(&ground, Scope::Desk(event())).await?.pop().map(|row| row.entry);
    assert_eq!(last, Some(Entry::Erased { registration: None }));
    let mut view = PersonView::default();
    whole_feed(&ground, Scope::Person(person(0))).await?.into_iter().for_each(|row| view.take(row));
    assert!(view.of_event(event()).is_none() && view.of_event(later).is_some());
    let lines = ground.store.erasures().await?;
    let [line] = &lines[..] else { panic!("one line: {lines:?}") };
    assert_eq!((line.about, line.why.as_str()), (*event().as_bytes(), "retention"));
    assert_eq!(line.counts.registrations, 3);
    // A phone that was away sends what waits: nothing comes back by it.
    assert!(matches!(send_at(&ground, 1, &plain("withdrawn"), due_ms).await?.outcome, Outcome::Refused { .. }));
    Ok(())
}

async fn an_event_that_is_gone_is_forgotten_after_the_usual_time(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    let mut bare = serde_json::to_value(camp(event(), json!({})))?;
    bare.as_object_mut().expect("a record").remove("registration");
    ground.commit([serde_json::from_value(bare)?]).await?;
    let erase = async |now_ms| retention_due(&ground.store, &ground.seals, now_ms).await;
    let usual_ms = i64::from(model::registration::Registration::KEEP_DAYS) * DAY_MS;
    assert_eq!(erase(NOW_MS + usual_ms - 1).await?, 0);
    assert_eq!(erase(NOW_MS + usual_ms).await?, 1);
    Ok(())
}

async fn a_large_event_is_forgotten_in_steps(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"keep_days": 1})).await?;
    for number in 0..205 {
        send(&ground, number, &registered(number, "vn")).await?;
    }
    assert_eq!(retention_due(&ground.store, &ground.seals, NOW_MS + 400 * DAY_MS).await?, 205);
    let desk = whole_feed(&ground, Scope::Desk(event())).await?;
    assert!(!serde_json::to_string(&desk)?.contains("Person"), "the last step empties it");
    assert_eq!(ground.store.erasures().await?[0].counts.registrations, 205);
    Ok(())
}
