//! What a phone forgets: everything about people, when it minds the door no more. What it saw stays until it is sent.

use app::store::door::wipe_if_over;
use app::store::feed;
use model::Scope;
use model::command::Way;

use crate::hall::{DAY_MS, Hall, event, now_ms};

#[tokio::test]
async fn a_phone_that_the_organiser_ended_forgets_the_people_and_keeps_what_it_saw() {
    let hall = Hall::open().await;
    let (lan, _) = hall.guest(1, "Lan", event(1)).await;
    let (north, south) = (hall.pair("North", 0).await, hall.pair("South", 0).await);
    assert!(!wipe_if_over(&*north.store, now_ms()).await.unwrap());
    hall.is_down.set(true);
    north.let_in(lan, Way::Scan).await;
    hall.end("North").await;
    hall.is_down.set(false);
    assert!(north.exchange().await.is_err());
    assert!(wipe_if_over(&*north.store, now_ms()).await.unwrap());
    assert!(!wipe_if_over(&*north.store, now_ms()).await.unwrap());
    let door = north.door().await;
    assert!(door.is_over(now_ms()) && door.door.roster.is_empty());
    assert_eq!(north.look().await.unsent(), 1);
    assert!(feed::rows(&*north.store, Scope::Door(event(1))).await.unwrap().is_empty());
    // The other goes on.
    south.exchange().await.unwrap();
    assert_eq!(south.door().await.door.roster.len(), 1);
}

#[tokio::test]
async fn a_phone_forgets_the_people_when_the_event_is_over_though_no_network_tells_it() {
    let hall = Hall::open().await;
    hall.guest(1, "Lan", event(1)).await;
    let behind_ms = -300 * DAY_MS;
    let phone = hall.pair("North", behind_ms).await;
    hall.is_down.set(true);
    let ends_ms = phone.door().await.ends_ms;
    assert!(!wipe_if_over(&*phone.store, ends_ms + behind_ms - 120_000).await.unwrap());
    assert!(wipe_if_over(&*phone.store, ends_ms + behind_ms + 120_000).await.unwrap());
    assert!(phone.door().await.door.roster.is_empty());
}
