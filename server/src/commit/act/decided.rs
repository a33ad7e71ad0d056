//! An organiser decides about one registration. Nobody is accepted beyond the places that there are; what a decision
//! frees goes on in the same transaction.

use model::command::Decision;
use model::feed::RegistrationState;
use model::{Outcome, Reason, RegistrationId, TermKey};

use super::held::Held;
use super::withdrawn::leave;
use super::work::Work;
use super::{Halt, places, twins};

const REFUSED: RegistrationState = RegistrationState::Refused { reason: Reason::ByOrganiser };

pub(super) async fn decided(work: &mut Work, id: RegistrationId, decision: &Decision) -> Result<Outcome, Halt> {
    work.event()?;
    let held = work.registration(id).await?.ok_or(Reason::NoRegistration)?;
    match decision {
        Decision::Accept => accept(work, held).await,
        Decision::Refuse => refuse(work, held).await,
        Decision::Wait => wait(work, held).await,
        Decision::Move { group } => move_to(work, held, group).await,
    }
}

/// Before all who wait, and also somebody who was refused.
async fn accept(work: &mut Work, mut held: Held) -> Result<Outcome, Halt> {
    let (event, arrival, waited) = (held.row.event, held.row.arrival, held.is_waiting());
    match held.row.state {
        RegistrationState::Accepted => return Ok(Outcome::AlreadyDone),
        // The place is theirs already.
        RegistrationState::Offered { .. } => {}
        RegistrationState::Withdrawn => return Err(Reason::NoRegistration.into()),
        RegistrationState::Asked | RegistrationState::Waiting { .. } | RegistrationState::Refused { .. } => {
            let rules = work.rules()?;
            has_no_other(work, &held).await?;
            let seats = places::seats_for(&rules, &held.facts(&rules));
            if !places::has_room(work, event, &rules, &seats).await? {
                return Err(Reason::Full.into());
            }
            places::take(work, event, &rules, &seats).await?;
            held.row.seats = seats;
        }
    }
    held.row.state = RegistrationState::Accepted;
    twins::save(work, held).await?;
    if waited {
        work.leave_line(event, arrival).await?;
    }
    Ok(Outcome::Accepted)
}

async fn refuse(work: &mut Work, held: Held) -> Result<Outcome, Halt> {
    if held.row.state == REFUSED {
        return Ok(Outcome::AlreadyDone);
    }
    if !held.is_living() {
        return Err(Reason::NoRegistration.into());
    }
    leave(work, held, REFUSED).await?;
    Ok(Outcome::Accepted)
}

/// To the end of the line. Where nobody else waits and a place is free, the line offers it to them at once: nobody waits
/// for whom there is room.
async fn wait(work: &mut Work, mut held: Held) -> Result<Outcome, Halt> {
    let (event, arrival, waited) = (held.row.event, held.row.arrival, held.is_waiting());
    let others = work.tx.count_waiting(event).await? - u32::from(waited);
    match held.row.state {
        RegistrationState::Withdrawn => return Err(Reason::NoRegistration.into()),
        RegistrationState::Waiting { place } if place > others => return Ok(Outcome::AlreadyDone),
        RegistrationState::Refused { .. } => has_no_other(work, &held).await?,
        RegistrationState::Asked
        | RegistrationState::Accepted
        | RegistrationState::Waiting { .. }
        | RegistrationState::Offered { .. } => {}
    }
    if held.holds_place() {
        places::free(work, event, &held.row.seats).await?;
    }
    if let Ok(rules) = work.rules() {
        held.row.seats = places::seats_for(&rules, &held.facts(&rules));
    }
    held.row.arrival = work.tx.next_arrival(event).await?;
    held.row.state = RegistrationState::Waiting { place: others + 1 };
    if waited {
        // Before the new row is written, or it would move up too.
        work.leave_line(event, arrival).await?;
    }
    twins::save(work, held).await?;
    Ok(Outcome::Accepted)
}

async fn move_to(work: &mut Work, mut held: Held, group: &TermKey) -> Result<Outcome, Halt> {
    let rules = work.rules()?;
    if !rules.takes_group(Some(group)) {
        return Err(Reason::UnknownGroup.into());
    }
    if !held.is_living() {
        return Err(Reason::NoRegistration.into());
    }
    if held.details.group.as_ref() == Some(group) {
        return Ok(Outcome::AlreadyDone);
    }
    held.details.group = Some(group.clone());
    let facts = held.facts(&rules);
    places::exchange(work, &rules, &mut held, &facts).await?;
    work.save(held).await?;
    Ok(Outcome::Accepted)
}

/// Nobody has two parts in one event: who was refused may have asked again since.
async fn has_no_other(work: &mut Work, held: &Held) -> Result<(), Halt> {
    let other = match (held.row.person, &held.row.address) {
        (Some(person), _) => work.part_of(person).await?,
        (None, Some(address)) => {
            work.tx.registration_given(held.row.event, address).await?.map(Held::read).transpose()?
        }
        (None, None) => None,
    };
    match other {
        Some(other) if other.is_living() && other.row.id != held.row.id => Err(Reason::PossibleTwin.into()),
        Some(_) | None => Ok(()),
    }
}
