//! A slip at the door is taken back. The entry stays and says so; what was undone once stays undone.

use model::feed::{CheckInView, RegistrationState};
use model::{CommandId, Outcome, Reason};

use super::held::Held;
use super::work::Work;
use super::{Halt, checked_in, withdrawn};
use crate::store::StoreError;

pub(super) async fn check_in_undone(work: &mut Work, check_in: CommandId) -> Result<Outcome, Halt> {
    let event = work.event()?;
    let entry = work.tx.check_in(check_in).await?.filter(|entry| entry.event == event);
    let entry = entry.ok_or(Reason::UnknownCheckIn)?;
    if entry.undone {
        return Ok(Outcome::AlreadyDone);
    }
    work.tx.undo_check_in(check_in).await?;
    give_back(work, &entry).await?;
    checked_in::tell(work, CheckInView { undone: true, ..entry });
    Ok(Outcome::Accepted)
}

/// Who walked in and was not there after all has no place either, unless a door saw them another time.
async fn give_back(work: &mut Work, entry: &CheckInView) -> Result<(), StoreError> {
    let walked_in = CommandId::from(entry.registration) == entry.check_in;
    if !walked_in || work.tx.check_ins(entry.registration).await?.iter().any(|other| !other.undone) {
        return Ok(());
    }
    let Some(row) = work.tx.registration(entry.registration).await? else { return Ok(()) };
    let held = Held::read(row)?;
    if held.is_living() { withdrawn::leave(work, held, RegistrationState::Withdrawn).await } else { Ok(()) }
}
