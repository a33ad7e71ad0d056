//! Somebody does not want the place that was offered. The next is asked in the same transaction.

use model::feed::RegistrationState;
use model::{Outcome, Reason};

use super::withdrawn::leave;
use super::work::Work;
use super::{Actor, Halt};

pub(super) async fn offer_declined(work: &mut Work, actor: &Actor) -> Result<Outcome, Halt> {
    work.event()?;
    let held = work.part_of(actor.person).await?.ok_or(Reason::NoRegistration)?;
    match held.row.state {
        RegistrationState::Offered { .. } => {
            leave(work, held, RegistrationState::Withdrawn).await?;
            Ok(Outcome::Accepted)
        }
        RegistrationState::Withdrawn => Ok(Outcome::AlreadyDone),
        RegistrationState::Refused { reason: Reason::OfferOver } => Err(Reason::OfferOver.into()),
        RegistrationState::Asked
        | RegistrationState::Accepted
        | RegistrationState::Waiting { .. }
        | RegistrationState::Refused { .. } => Err(Reason::NoOffer.into()),
    }
}
