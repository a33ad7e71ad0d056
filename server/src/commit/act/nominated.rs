//! The leader of a delegation asks for a place for somebody else, who takes it over by signing in with their address.
//!
//! Somebody of this address who registered by themselves is not mentioned to the leader, whom it does not concern: the
//! organiser gets the two suggested as one person.

use model::feed::RegistrationState;
use model::{Email, Outcome, Reason, RecordId, limit};

use super::asking::{Guest, Wish, ask};
use super::held::Held;
use super::work::Work;
use super::{Actor, Halt};
use crate::store::StoreError;

pub(super) async fn nominated(work: &mut Work, actor: &Actor, wish: Wish<'_>, email: &Email) -> Result<Outcome, Halt> {
    let event = work.event()?;
    work.rules()?;
    if let Some(held) = nominated_before(work, event, email).await? {
        if held.is_living() {
            return Ok(Outcome::AlreadyDone);
        }
        if held.row.state == (RegistrationState::Refused { reason: Reason::ByOrganiser }) {
            return Err(Reason::ByOrganiser.into());
        }
    }
    if work.tx.count_led(event, actor.person).await? >= limit::NOMINATIONS {
        return Err(Reason::DelegationFull.into());
    }
    ask(work, Guest::Other { email: email.clone(), leader: actor.person }, wish).await
}

/// What a leader asked for this address, whether its owner has signed in since or not.
async fn nominated_before(work: &mut Work, event: RecordId, email: &Email) -> Result<Option<Held>, StoreError> {
    let given = work.tx.registration_given(event, &email.key()).await?.map(Held::read).transpose()?;
    if given.as_ref().is_some_and(Held::is_living) {
        return Ok(given);
    }
    let taken_over = match work.tx.person_at(email).await? {
        Some(person) => work.part_of(person).await?.filter(|held| held.row.leader.is_some()),
        None => None,
    };
    Ok(taken_over.or(given))
}
