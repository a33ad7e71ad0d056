//! Somebody does not come, by their own word or by that of the leader who asked for them. The place goes on in the same
//! transaction.

use model::feed::RegistrationState;
use model::{Outcome, Reason, RegistrationId};

use super::held::Held;
use super::work::Work;
use super::{Actor, Halt, places};
use crate::store::StoreError;

/// Without a registration: one's own.
pub(super) async fn withdrawn(
    work: &mut Work,
    actor: &Actor,
    registration: Option<RegistrationId>,
) -> Result<Outcome, Halt> {
    work.event()?;
    let held = match registration {
        None => work.part_of(actor.person).await?,
        Some(id) => work.registration(id).await?,
    };
    let held = held.ok_or(Reason::NoRegistration)?;
    if ![held.row.person, held.row.leader].contains(&Some(actor.person)) {
        return Err(Reason::NotYours.into());
    }
    match held.row.state {
        RegistrationState::Withdrawn => Ok(Outcome::AlreadyDone),
        RegistrationState::Refused { .. } => Err(Reason::NoRegistration.into()),
        RegistrationState::Asked
        | RegistrationState::Accepted
        | RegistrationState::Waiting { .. }
        | RegistrationState::Offered { .. } => {
            leave(work, held, RegistrationState::Withdrawn).await?;
            Ok(Outcome::Accepted)
        }
    }
}

/// Gives back what they had: a place, or one in the line. `over` is how it ended.
pub(super) async fn leave(work: &mut Work, mut held: Held, over: RegistrationState) -> Result<(), StoreError> {
    let (event, arrival, waited) = (held.row.event, held.row.arrival, held.is_waiting());
    if held.holds_place() {
        places::free(work, event, &held.row.seats).await?;
    }
    held.row.state = over;
    work.save(held).await?;
    if waited {
        work.leave_line(event, arrival).await?;
    }
    Ok(())
}
