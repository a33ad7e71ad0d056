//! Somebody takes the place that was offered. It was theirs already; now it stays.

use model::feed::RegistrationState;
use model::{Outcome, Reason};

use super::work::Work;
use super::{Actor, Halt};

pub(super) async fn offer_accepted(work: &mut Work, actor: &Actor) -> Result<Outcome, Halt> {
    work.event()?;
    let mut held = work.part_of(actor.person).await?.ok_or(Reason::NoRegistration)?;
    match held.row.state {
        RegistrationState::Offered { .. } => {
            held.row.state = RegistrationState::Accepted;
            work.save(held).await?;
            Ok(Outcome::Accepted)
        }
        RegistrationState::Accepted => Ok(Outcome::AlreadyDone),
        RegistrationState::Refused { reason: Reason::OfferOver } => Err(Reason::OfferOver.into()),
        RegistrationState::Asked
        | RegistrationState::Waiting { .. }
        | RegistrationState::Withdrawn
        | RegistrationState::Refused { .. } => Err(Reason::NoOffer.into()),
    }
}
