//! Somebody came in. Check-ins are only ever added: doors that were apart all count when they meet the server, and who
//! came in twice is seen by both.
//!
//! What is strange is written down all the same, because the person is inside: a place that was taken away meanwhile,
//! or a clock that is far off. The receipt says that a person has to look at it; nothing else waits for that.

use model::command::Way;
use model::feed::{CheckInView, Entry, RegistrationState};
use model::{CommandId, Line, Outcome, Reason, RecordId, RegistrationId, Scope};

use super::work::Work;
use super::{Actor, Halt};
use crate::store::StoreError;

/// A door phone's clock may be off by so much, and its scans may be so late, without anybody having to look.
const USUAL_MS: i64 = 24 * 60 * 60 * 1000;

/// What was seen at the door, as it stands in the command.
pub(super) struct Seen<'c> {
    pub id: CommandId,
    pub registration: RegistrationId,
    pub way: Way,
    pub gate: &'c Line,
    pub seen_ms: i64,
}

pub(super) async fn checked_in(work: &mut Work, actor: &Actor, seen: Seen<'_>) -> Result<Outcome, Halt> {
    let event = work.event()?;
    let row = work.tx.registration(seen.registration).await?.filter(|row| row.event == event);
    let row = row.ok_or(Reason::NoRegistration)?;
    add(work, actor, event, &seen).await?;
    Ok(if row.state == RegistrationState::Accepted {
        outcome(work, seen.seen_ms)
    } else {
        Outcome::Held { reason: Reason::NoRegistration }
    })
}

/// Writes it down and tells doors and desk.
pub(super) async fn add(work: &mut Work, actor: &Actor, event: RecordId, seen: &Seen<'_>) -> Result<(), StoreError> {
    let entry = CheckInView {
        check_in: seen.id,
        event,
        registration: seen.registration,
        way: seen.way,
        gate: seen.gate.clone(),
        seen_ms: seen.seen_ms,
        undone: false,
    };
    work.tx.insert_check_in(&entry, actor.person, work.now_ms).await?;
    tell(work, entry);
    Ok(())
}

pub(super) fn tell(work: &mut Work, entry: CheckInView) {
    work.tell(Scope::Desk(entry.event), Entry::CheckIn(entry.clone()));
    work.tell(Scope::Door(entry.event), Entry::CheckIn(entry));
}

/// What is answered to somebody who has a place.
pub(super) fn outcome(work: &Work, seen_ms: i64) -> Outcome {
    if work.now_ms.abs_diff(seen_ms) <= USUAL_MS.unsigned_abs() {
        Outcome::Accepted
    } else {
        Outcome::Held { reason: Reason::LateClaim }
    }
}
