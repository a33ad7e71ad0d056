//! Two doors with no network: each says what it knows, and both say the same when they have met the server.

use std::time::Instant;

use app::state::door::{Stop, Word};
use app::state::mine::How;
use catalogue::SignedTicket;
use model::command::Way;
use model::view::DoorRefusal;
use model::{Outcome, Reason, TicketCode};

use crate::hall::{Hall, event, now_ms};

const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

#[tokio::test]
async fn two_doors_apart_let_people_in_and_know_the_same_afterwards() {
    let hall = Hall::open().await;
    let (lan, lans) = hall.guest(1, "Nguyễn Thị Lan", event(1)).await;
    let (mei, _) = hall.guest(2, "陈美玲", event(1)).await;
    let (mai, _) = hall.guest(3, "Đặng Mai", event(1)).await;
    // One phone's clock is ten years behind, the other's ten years ahead.
    let (north, south) = (hall.pair("North", -TEN_YEARS_MS).await, hall.pair("South", TEN_YEARS_MS).await);
    assert_eq!((north.door().await.expected(), south.door().await.door.inside()), (3, 0));

    hall.is_down.set(true);
    let door = north.door().await;
    let verdict = door.scanned(&lans, (north.clock)());
    assert_eq!((verdict.word, verdict.who), (Word::Admit, Some(lan)));
    assert_eq!(verdict.name.as_ref().map(|name| name.as_str()), Some("Nguyễn Thị Lan"));
    let first = north.let_in(lan, Way::Scan).await;
    let Word::AlreadyIn(entries) = north.door().await.scanned(&lans, (north.clock)()).word else { panic!("in") };
    assert_eq!((entries.len(), entries[0].gate.as_str()), (1, "North"));
    // The other door cannot know it.
    assert_eq!(south.door().await.scanned(&lans, (south.clock)()).word, Word::Admit);
    south.let_in(lan, Way::Scan).await;
    // By a typed code, and by name in any spelling.
    let code = south.door().await.door.roster[&mei].ticket;
    let typed = TicketCode::of(&code).to_string().to_lowercase();
    assert_eq!(south.door().await.typed(&typed).who, Some(mei));
    assert_eq!(south.door().await.typed("0000-0000-0000").word, Word::Stop(Stop::NotOnList));
    for typed in ["nguyen lan", "LAN  thi", "美玲", "dang mai"] {
        assert_eq!(north.door().await.find(typed).len(), 1, "{typed}");
    }
    assert!(north.door().await.find("  ").is_empty());
    south.let_in(mei, Way::Scan).await;
    assert_eq!(north.door().await.known(mai).word, Word::Admit);
    let slip = north.let_in(mai, Way::Name).await;
    north.undo(slip).await;
    let walked_in = south.walk_in("Bounmy").await;
    let door = south.door().await;
    assert_eq!(door.door.name(walked_in.into()).map(|name| name.as_str()), Some("Bounmy"));
    assert_eq!((door.door.inside(), door.expected(), south.look().await.unsent()), (3, 4, 3));
    assert_eq!(north.exchange().await.unwrap_err().to_string(), "no network");
    assert_eq!(north.look().await.unsent(), 3);

    hall.is_down.set(false);
    for phone in [&north, &south, &north] {
        phone.exchange().await.unwrap();
    }
    let (at_north, at_south) = (north.door().await, south.door().await);
    assert_eq!(at_north.door, at_south.door);
    let [(who, entries)] = &at_north.door.doubled()[..] else { panic!("Lan came in twice") };
    let mut gates: Vec<&str> = entries.iter().map(|entry| entry.gate.as_str()).collect();
    gates.sort_unstable();
    assert_eq!((*who, gates), (lan, vec!["North", "South"]));
    assert_eq!((at_north.door.inside(), at_north.expected()), (3, 4));
    assert!(at_north.door.check_ins[&slip].undone);
    assert!(at_north.door.check_ins[&first].seen_ms.abs_diff(now_ms()) < 120_000, "by the server's clock");
    assert!(north.look().await.waiting.is_empty() && south.look().await.waiting.is_empty());
    // Each door takes back its own last entries.
    assert_eq!(at_north.last().iter().map(|entry| entry.registration).collect::<Vec<_>>(), [lan]);
}

#[tokio::test]
async fn a_door_without_network_turns_away_what_is_no_ticket_for_it() {
    let hall = Hall::open().await;
    let (_, good) = hall.guest(1, "Lan", event(1)).await;
    let (_, elsewhere) = hall.guest(2, "Mai", event(2)).await;
    let (_, gone) = hall.guest(3, "Bay", event(1)).await;
    let phone = hall.pair("North", 0).await;
    hall.withdraw(3).await;
    phone.exchange().await.unwrap();
    hall.is_down.set(true);
    let door = phone.door().await;
    let stop = |text: &str| match door.scanned(text, now_ms()).word {
        Word::Stop(stop) => Some(stop),
        Word::Admit | Word::AlreadyIn(_) => None,
    };
    assert_eq!(stop(&good), None);
    assert_eq!(stop(&format!(" {good}\n")), None);
    for other in ["", "https://example.org/", "WIFI:S:hall;;", &"0".repeat(5_000), &good[1..]] {
        assert_eq!(stop(other), Some(Stop::Unreadable), "{other}");
    }
    assert_eq!(stop(&elsewhere), Some(Stop::Ticket(DoorRefusal::OtherEvent)));
    assert_eq!(stop(&gone), Some(Stop::Ticket(DoorRefusal::Revoked)));
    // The ticket of somebody who never registered, made by somebody without the key.
    let key = ed25519();
    let opened = door.key.and_then(|key| SignedTicket::open(&elsewhere, &key).ok()).unwrap();
    let (from_ms, until_ms) = (opened.ticket().valid_from_ms(), opened.ticket().valid_until_ms());
    let stranger = model::RegistrationId::made_at(1, [1; 10]);
    let made_up = model::Ticket::parse(event(1), stranger, None, from_ms, until_ms).unwrap();
    assert_eq!(stop(SignedTicket::sign(made_up, &key).token()), Some(Stop::Forged));
    // Two days later it is over, by the clock that the server told.
    let late = door.scanned(&good, now_ms() + 5 * crate::hall::DAY_MS).word;
    assert_eq!(late, Word::Stop(Stop::Ticket(DoorRefusal::NoLongerValid)));
    // One that is newer than the roster is good by its signature; one by another key, by the roster.
    hall.is_down.set(false);
    let (newer, newers) = hall.guest(4, "Chi", event(1)).await;
    assert_eq!((stop(&newers), door.scanned(&newers, now_ms()).who), (None, Some(newer)));
    let other_key = app::state::door::DoorLook { key: Some([7; 32]), ..door.clone() };
    assert_eq!(other_key.scanned(&good, now_ms()).word, Word::Admit);
    assert_eq!(other_key.scanned(&newers, now_ms()).word, Word::Stop(Stop::Forged));
    let begun = Instant::now();
    for _ in 0..20 {
        door.scanned(&good, now_ms());
    }
    println!("a ticket is checked in {:?} (unoptimised)", begun.elapsed() / 20);
}

fn ed25519() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[9; 32])
}

#[tokio::test]
async fn a_walk_in_for_whom_there_was_no_place_comes_back_to_the_door() {
    let hall = Hall::open().await;
    hall.guest(1, "Lan", event(1)).await;
    let phone = hall.pair("North", 0).await;
    hall.places(1).await;
    hall.is_down.set(true);
    phone.walk_in("Bounmy").await;
    assert_eq!(phone.door().await.door.inside(), 1);
    hall.is_down.set(false);
    phone.exchange().await.unwrap();
    let look = phone.look().await;
    assert_eq!(look.waiting.len(), 1);
    assert_eq!(look.waiting[0].how, How::NeedsYou(Outcome::Refused { reason: Reason::Full }));
    assert_eq!(phone.door().await.door.inside(), 0);
}
