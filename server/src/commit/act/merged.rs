//! An organiser makes two registrations of one person one. `from` ends and its place goes on; `into` stays.
//!
//! Nobody loses by it: if `from` had a place and `into` none yet, the place is kept for `into`. If nobody has signed in
//! for `into`, it becomes that of the person who did for `from`, so they keep their access. If both have a person, each
//! keeps their own sign-in, and the one of `from` is told that the other registration counts.

use model::feed::RegistrationState;
use model::{Outcome, Reason, RegistrationId};

use super::claim::bind;
use super::held::Held;
use super::withdrawn::leave;
use super::work::Work;
use super::{Halt, places};

const ENDED: RegistrationState = RegistrationState::Refused { reason: Reason::PossibleTwin };

pub(super) async fn merged(work: &mut Work, from: RegistrationId, into: RegistrationId) -> Result<Outcome, Halt> {
    work.event()?;
    if from == into {
        return Err(Reason::Malformed.into());
    }
    let from = work.registration(from).await?.ok_or(Reason::NoRegistration)?;
    if from.row.state == ENDED {
        return Ok(Outcome::AlreadyDone);
    }
    let kept = work.registration(into).await?.ok_or(Reason::NoRegistration)?;
    if !from.is_living() || !kept.is_living() {
        return Err(Reason::NoRegistration.into());
    }
    let had_place = from.row.state == RegistrationState::Accepted;
    let heir = from.row.person.filter(|_| kept.row.person.is_none()).zip(from.details.email.clone());
    leave(work, from, ENDED).await?;
    // It may have moved up in the line.
    let mut into = work.registration(into).await?.ok_or(Reason::NoRegistration)?;
    let is_heir = heir.is_some();
    if let Some((person, email)) = heir {
        bind(work, &mut into, person, &email).await?;
    }
    let id = into.row.id;
    if (had_place && keeps_place(work, &mut into).await?) || is_heir {
        work.save(into).await?;
    }
    Ok(Outcome::Merged { into: id })
}

/// Takes the place that has just become free. False if there was no need, or not for these counters.
async fn keeps_place(work: &mut Work, into: &mut Held) -> Result<bool, Halt> {
    let event = into.row.event;
    match into.row.state {
        RegistrationState::Offered { .. } => {}
        RegistrationState::Asked | RegistrationState::Waiting { .. } => {
            let rules = work.rules()?;
            let seats = places::seats_for(&rules, &into.facts(&rules));
            if !places::has_room(work, event, &rules, &seats).await? {
                return Ok(false);
            }
            places::take(work, event, &rules, &seats).await?;
            into.row.seats = seats;
            if into.is_waiting() {
                work.leave_line(event, into.row.arrival).await?;
            }
        }
        RegistrationState::Accepted | RegistrationState::Withdrawn | RegistrationState::Refused { .. } => {
            return Ok(false);
        }
    }
    into.row.state = RegistrationState::Accepted;
    Ok(true)
}
