//! Two registrations of one person become one, and the person keeps their place and their access.

use anyhow::Result;
use model::feed::{Entry, RegistrationState};
use model::{Command, Email, Outcome, Reason, Scope};
use serde_json::json;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    the_one_ends_and_its_place_goes_on
    the_place_stays_with_who_had_one
    who_signed_in_keeps_the_registration_that_stays
    what_is_over_cannot_be_merged
}

const ENDED: RegistrationState = RegistrationState::Refused { reason: Reason::PossibleTwin };

async fn merge(ground: &Ground, from: &Command, into: &Command) -> Result<Outcome> {
    let merged = json!({"act": "merged", "event": event(), "from": from.id, "into": into.id});
    send_as(ground, &organiser(), &command(merged)).await
}

async fn the_one_ends_and_its_place_goes_on(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 2})).await?;
    let all: Vec<_> = (0..3).map(|number| registered(number, "vn")).collect();
    for (number, command) in (0..).zip(&all) {
        send(&ground, number, command).await?;
    }
    assert_eq!(merge(&ground, &all[1], &all[0]).await?, Outcome::Merged { into: all[0].id.into() });
    assert_eq!(merge(&ground, &all[1], &all[0]).await?, Outcome::AlreadyDone);
    assert_eq!(state(&ground, 1).await?, ENDED);
    assert_eq!(state(&ground, 0).await?, RegistrationState::Accepted);
    assert!(matches!(state(&ground, 2).await?, RegistrationState::Offered { .. }));
    Ok(())
}

async fn the_place_stays_with_who_had_one(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    let all: Vec<_> = (0..3).map(|number| registered(number, "vn")).collect();
    for (number, command) in (0..).zip(&all) {
        send(&ground, number, command).await?;
    }
    // The organiser keeps the later one, which waited behind another.
    merge(&ground, &all[0], &all[2]).await?;
    assert_eq!(state(&ground, 2).await?, RegistrationState::Accepted);
    assert_eq!(state(&ground, 1).await?, RegistrationState::Waiting { place: 1 });
    assert_eq!(send(&ground, 3, &registered(3, "vn")).await?, Outcome::Waiting { place: 2 });
    Ok(())
}

async fn who_signed_in_keeps_the_registration_that_stays(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    with_address(&ground, 1, "mai@example.la").await?;
    let (first, own, asked) = (registered(0, "vn"), registered(1, "la"), nominated("Mai", "mai@work.la"));
    send(&ground, 0, &first).await?;
    assert_eq!(send(&ground, 1, &own).await?, Outcome::Waiting { place: 1 });
    assert_eq!(send(&ground, 2, &asked).await?, Outcome::Waiting { place: 2 });
    assert_eq!(merge(&ground, &own, &asked).await?, Outcome::Merged { into: asked.id.into() });
    // Both rows are in their feed: the one that ended, and the one that is theirs now, where it stands in the line.
    let theirs = Scope::Person(person(1));
    assert_eq!(as_seen(&ground, theirs, own.id.into()).await?.state, ENDED);
    assert_eq!(as_seen(&ground, theirs, asked.id.into()).await?.state, RegistrationState::Waiting { place: 1 });
    let desk = as_seen(&ground, Scope::Desk(event()), asked.id.into()).await?;
    assert_eq!(desk.email, Some(Email::parse("mai@example.la")?));
    send(&ground, 0, &plain("withdrawn")).await?;
    assert_eq!(send(&ground, 1, &plain("offer_accepted")).await?, Outcome::Accepted);
    Ok(())
}

async fn what_is_over_cannot_be_merged(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    let (one, other) = (registered(0, "vn"), registered(1, "vn"));
    send(&ground, 0, &one).await?;
    send(&ground, 1, &other).await?;
    assert_eq!(merge(&ground, &one, &one).await?, refused(Reason::Malformed));
    assert_eq!(merge(&ground, &one, &plain("withdrawn")).await?, refused(Reason::NoRegistration));
    send(&ground, 1, &plain("withdrawn")).await?;
    assert_eq!(merge(&ground, &one, &other).await?, refused(Reason::NoRegistration));
    assert_eq!(merge(&ground, &other, &one).await?, refused(Reason::NoRegistration));
    let of_others = json!({"act": "merged", "event": event(), "from": one.id, "into": other.id});
    assert_eq!(send(&ground, 0, &command(of_others)).await?, refused(Reason::NotYours));
    let rows = whole_feed(&ground, Scope::Desk(event())).await?;
    let states = rows.iter().filter(|row| matches!(row.entry, Entry::Registration(_))).count();
    assert_eq!(states, 3);
    Ok(())
}
