//! Somebody no longer agrees. It is always taken: whether they can still take part is for the organiser to say.

use model::{Line, Outcome, Reason, RecordId};

use super::work::Work;
use super::{Actor, Halt};

pub(super) async fn consent_withdrawn(
    work: &mut Work,
    actor: &Actor,
    event: Option<RecordId>,
    purpose: &Line,
) -> Result<Outcome, Halt> {
    let before = work.tx.consent(actor.person, event, purpose).await?;
    let mut view = before.ok_or(Reason::NoConsent)?;
    if !view.given {
        return Ok(Outcome::AlreadyDone);
    }
    view.given = false;
    view.changed_ms = work.now_ms;
    work.save_consent(actor.person, view).await?;
    Ok(Outcome::Accepted)
}
