//! A leader asks for places for others, who take them over when they sign in.

use anyhow::Result;
use model::feed::{Entry, RegistrationState};
use model::{Command, CountryCode, Email, Outcome, Reason, Scope, limit};
use serde_json::json;
use server::commit::act::claim;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    a_leader_asks_for_others_and_each_sees_what_is_theirs
    places_are_counted_for_others_as_for_oneself
    an_address_is_asked_for_once_and_only_its_leader_and_its_owner_take_it_back
    one_leader_asks_for_so_many_and_no_more
}

fn withdrawn(of: &Command) -> Command {
    command(json!({"act": "withdrawn", "event": event(), "registration": of.id}))
}

async fn a_leader_asks_for_others_and_each_sees_what_is_theirs(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    let asked = nominated("Bounmy", "Bounmy@example.la");
    assert_eq!(send(&ground, 0, &asked).await?, Outcome::Accepted);
    let id = asked.id.into();
    let leaders = as_seen(&ground, Scope::Person(person(0)), id).await?;
    assert!(leaders.for_other && leaders.email.is_none() && leaders.ticket.is_some());
    let desk = as_seen(&ground, Scope::Desk(event()), id).await?;
    assert_eq!((desk.email, desk.for_other), (Some(Email::parse("Bounmy@example.la")?), false));
    let laos = Scope::Country(CountryCode::parse("LA")?);
    assert_eq!(as_seen(&ground, laos, id).await?.email, None);

    let email = Email::parse("bounmy@example.la")?;
    with_address(&ground, 5, "bounmy@example.la").await?;
    assert_eq!(claim(&ground.store, &ground.seals, person(5), &email, NOW_MS).await?, 1);
    let own = part(&ground, 5).await?;
    assert_eq!((own.id, own.state, own.for_other), (id, RegistrationState::Accepted, false));
    // From now on the ticket is its owner's.
    assert!(own.ticket.is_some());
    assert_eq!(as_seen(&ground, Scope::Person(person(0)), id).await?.ticket, None);
    assert_eq!(send(&ground, 5, &plain("withdrawn")).await?, Outcome::Accepted);
    let leaders = as_seen(&ground, Scope::Person(person(0)), id).await?;
    assert!(leaders.for_other && leaders.state == RegistrationState::Withdrawn);
    Ok(())
}

async fn places_are_counted_for_others_as_for_oneself(ground: Ground) -> Result<()> {
    let quotas = json!([{"by": "country", "value": "LA", "places": 2}]);
    open_camp(&ground, json!({"places": 3, "quotas": quotas})).await?;
    let commands: Vec<_> = (0..8).map(|n| (n % 2, nominated(&format!("Guest {n}"), &format!("g{n}@x.la")))).collect();
    let receipts = send_all(&ground, &commands).await?;
    let accepted = receipts.iter().filter(|receipt| receipt.outcome == Outcome::Accepted).count();
    let mut places: Vec<u32> = receipts
        .iter()
        .filter_map(|receipt| match receipt.outcome {
            Outcome::Waiting { place } => Some(place),
            _ => None,
        })
        .collect();
    places.sort_unstable();
    assert_eq!((accepted, places), (2, vec![1, 2, 3, 4, 5, 6]));
    // The third place is for other countries.
    assert_eq!(send(&ground, 3, &registered(3, "vn")).await?, Outcome::Accepted);
    for (changes, reason) in [
        (json!({"form": 2}), Reason::UnknownForm),
        (json!({"answers": {}}), Reason::BadAnswers),
        (json!({"group": "expert"}), Reason::UnknownGroup),
    ] {
        let mut act = serde_json::to_value(nominated("Else", "else@x.la"))?;
        act.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        assert_eq!(send(&ground, 0, &command(act)).await?, refused(reason), "{changes}");
    }
    Ok(())
}

async fn an_address_is_asked_for_once_and_only_its_leader_and_its_owner_take_it_back(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    let first = nominated("Bounmy", "bounmy@example.la");
    let next = nominated("Mai", "mai@example.la");
    assert_eq!(send(&ground, 0, &first).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 0, &next).await?, Outcome::Waiting { place: 1 });
    assert_eq!(send(&ground, 0, &nominated("B.", "BOUNMY@example.la")).await?, Outcome::AlreadyDone);
    with_address(&ground, 5, "bounmy@example.la").await?;
    claim(&ground.store, &ground.seals, person(5), &Email::parse("bounmy@example.la")?, NOW_MS).await?;
    assert_eq!(send(&ground, 0, &nominated("B.", "bounmy@example.la")).await?, Outcome::AlreadyDone);

    assert_eq!(send(&ground, 1, &withdrawn(&first)).await?, refused(Reason::NotYours));
    assert_eq!(send(&ground, 0, &withdrawn(&plain("withdrawn"))).await?, refused(Reason::NoRegistration));
    assert_eq!(send(&ground, 5, &withdrawn(&first)).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 0, &withdrawn(&first)).await?, Outcome::AlreadyDone);
    assert!(matches!(at_desk(&ground, &next).await?, RegistrationState::Offered { .. }));
    assert_eq!(send(&ground, 0, &withdrawn(&next)).await?, Outcome::Accepted);
    assert_eq!(at_desk(&ground, &next).await?, RegistrationState::Withdrawn);
    // The place is free, and may be asked for again.
    assert_eq!(send(&ground, 1, &nominated("Bounmy", "bounmy@example.la")).await?, Outcome::Accepted);
    Ok(())
}

async fn one_leader_asks_for_so_many_and_no_more(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    let most = limit::NOMINATIONS;
    let commands: Vec<_> = (0..=most).map(|n| (0, nominated(&format!("Guest {n}"), &format!("g{n}@x.la")))).collect();
    let receipts = send_all(&ground, &commands).await?;
    let refused_ones = receipts.iter().filter(|receipt| receipt.outcome == refused(Reason::DelegationFull)).count();
    assert_eq!(refused_ones, 1);
    let told = whole_feed(&ground, Scope::Person(person(0))).await?;
    assert_eq!(told.iter().filter(|row| matches!(row.entry, Entry::Registration(_))).count(), most as usize);
    Ok(())
}
