//! Somebody does not come. The place goes on in the same transaction.

use model::feed::RegistrationState;
use model::{Outcome, Reason};

use super::held::Held;
use super::work::Work;
use super::{Actor, Halt, places};
use crate::store::StoreError;

pub(super) async fn withdrawn(work: &mut Work, actor: &Actor) -> Result<Outcome, Halt> {
    work.event()?;
    let held = work.part_of(actor.person).await?.ok_or(Reason::NoRegistration)?;
    match held.row.state {
        RegistrationState::Withdrawn => Ok(Outcome::AlreadyDone),
        RegistrationState::Refused { .. } => Err(Reason::NoRegistration.into()),
        RegistrationState::Asked
        | RegistrationState::Accepted
        | RegistrationState::Waiting { .. }
        | RegistrationState::Offered { .. } => {
            leave(work, held).await?;
            Ok(Outcome::Accepted)
        }
    }
}

/// Gives back what they had: a place, or one in the line.
pub(super) async fn leave(work: &mut Work, mut held: Held) -> Result<(), StoreError> {
    let (event, arrival) = (held.row.event, held.row.arrival);
    let waited = matches!(held.row.state, RegistrationState::Waiting { .. });
    if held.holds_place() {
        places::free(work, event, &held.row.seats).await?;
    }
    held.row.state = RegistrationState::Withdrawn;
    work.save(held).await?;
    if waited {
        work.leave_line(event, arrival).await?;
    }
    Ok(())
}
