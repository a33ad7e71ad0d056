//! The waiting line: who comes next, and for how long.

use anyhow::Result;
use model::feed::RegistrationState;
use model::{Email, Outcome, Reason};
use serde_json::json;
use server::commit::act::{claim, pass_on_offers};
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    a_withdrawal_promotes_the_next_in_the_same_transaction
    an_offer_ends_and_passes_on
    a_place_given_to_another_stays_taken_until_they_come
    places_that_are_added_reach_those_who_wait
}

const UNTIL_MS: i64 = NOW_MS + 24 * HOUR_MS;

/// One has the place, and so many wait.
async fn with_line(ground: &Ground, waiting: u32) -> Result<()> {
    open_camp(ground, json!({"places": 1})).await?;
    for number in 0..=waiting {
        send(ground, number, &registered(number, "vn")).await?;
    }
    Ok(())
}

async fn a_withdrawal_promotes_the_next_in_the_same_transaction(ground: Ground) -> Result<()> {
    with_line(&ground, 3).await?;
    assert_eq!(send(&ground, 0, &plain("withdrawn")).await?, Outcome::Accepted);
    assert_eq!(state(&ground, 0).await?, RegistrationState::Withdrawn);
    assert_eq!(state(&ground, 1).await?, RegistrationState::Offered { until_ms: UNTIL_MS });
    assert_eq!(state(&ground, 2).await?, RegistrationState::Waiting { place: 1 });
    assert_eq!(state(&ground, 3).await?, RegistrationState::Waiting { place: 2 });
    // The place is kept for them: who comes now waits.
    assert_eq!(send(&ground, 4, &registered(4, "vn")).await?, Outcome::Waiting { place: 3 });
    assert_eq!(send(&ground, 2, &plain("offer_accepted")).await?, refused(Reason::NoOffer));
    assert_eq!(send(&ground, 1, &plain("offer_accepted")).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 1, &plain("offer_accepted")).await?, Outcome::AlreadyDone);
    // From the middle of the line.
    send(&ground, 3, &plain("withdrawn")).await?;
    assert_eq!(state(&ground, 2).await?, RegistrationState::Waiting { place: 1 });
    assert_eq!(state(&ground, 4).await?, RegistrationState::Waiting { place: 2 });
    // Who comes back is the last.
    assert_eq!(send(&ground, 0, &registered(0, "vn")).await?, Outcome::Waiting { place: 3 });
    Ok(())
}

async fn an_offer_ends_and_passes_on(ground: Ground) -> Result<()> {
    with_line(&ground, 3).await?;
    send(&ground, 0, &plain("withdrawn")).await?;
    assert_eq!(pass_on_offers(&ground.store, &ground.seals, UNTIL_MS - 1).await?, 0);
    assert_eq!(pass_on_offers(&ground.store, &ground.seals, UNTIL_MS).await?, 1);
    assert_eq!(pass_on_offers(&ground.store, &ground.seals, UNTIL_MS).await?, 0);
    assert_eq!(state(&ground, 1).await?, RegistrationState::Refused { reason: Reason::OfferOver });
    let second = UNTIL_MS + 24 * HOUR_MS;
    assert_eq!(state(&ground, 2).await?, RegistrationState::Offered { until_ms: second });
    let late = send_at(&ground, 1, &plain("offer_accepted"), UNTIL_MS).await?;
    assert_eq!(late.outcome, refused(Reason::OfferOver));
    // Nobody looked: the offer is over all the same when its owner comes too late.
    let late = send_at(&ground, 2, &plain("offer_accepted"), second).await?;
    assert_eq!(late.outcome, refused(Reason::OfferOver));
    assert!(matches!(state(&ground, 3).await?, RegistrationState::Offered { .. }));
    let declined = send_at(&ground, 3, &plain("offer_declined"), second).await?;
    assert_eq!(declined.outcome, Outcome::Accepted);
    let last = send_at(&ground, 4, &registered(4, "vn"), second).await?;
    assert_eq!(last.outcome, Outcome::Accepted);
    Ok(())
}

async fn a_place_given_to_another_stays_taken_until_they_come(ground: Ground) -> Result<()> {
    with_line(&ground, 1).await?;
    let to = json!({"act": "substitute_named", "event": event(), "name": {"full": "Mai"}, "email": "Mai@Example.org"});
    assert_eq!(send(&ground, 1, &command(to.clone())).await?, refused(Reason::NoRegistration));
    let named = command(to);
    assert_eq!(send(&ground, 0, &named).await?, Outcome::Accepted);
    assert_eq!(state(&ground, 0).await?, RegistrationState::Withdrawn);
    assert_eq!(state(&ground, 1).await?, RegistrationState::Waiting { place: 1 });
    let email = Email::parse("mai@example.org")?;
    assert_eq!(claim(&ground.store, &ground.seals, person(9), &Email::parse("other@example.org")?, NOW_MS).await?, 0);
    assert_eq!(claim(&ground.store, &ground.seals, person(9), &email, NOW_MS).await?, 1);
    assert_eq!(claim(&ground.store, &ground.seals, person(9), &email, NOW_MS).await?, 0);
    let mai = part(&ground, 9).await?;
    assert_eq!((mai.id, mai.state, mai.name.full.as_str()), (named.id.into(), RegistrationState::Accepted, "Mai"));
    assert!(mai.answers.is_empty(), "the answers were another person's");
    // They answer when they come, even after the end.
    let answers = json!({"country": {"choice": "th"}});
    let answers = command(json!({"act": "answers_changed", "event": event(), "form": 3, "answers": answers}));
    assert_eq!(send_at(&ground, 9, &answers, CLOSED_MS).await?.outcome, Outcome::Accepted);
    Ok(())
}

async fn places_that_are_added_reach_those_who_wait(ground: Ground) -> Result<()> {
    with_line(&ground, 2).await?;
    open_camp(&ground, json!({"places": 2})).await?;
    assert_eq!(pass_on_offers(&ground.store, &ground.seals, NOW_MS).await?, 1);
    assert_eq!(state(&ground, 1).await?, RegistrationState::Offered { until_ms: UNTIL_MS });
    assert_eq!(state(&ground, 2).await?, RegistrationState::Waiting { place: 1 });
    Ok(())
}
