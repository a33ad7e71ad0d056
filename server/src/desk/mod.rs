//! What organisers do beside commands: an event with its form, lists to take away, the audit trail, and who may do what.
//!
//! These need the network and answer at once. Each is noted in the event's audit trail.
//!
//! **Invariant:** whoever asks is judged here, before anything is read.

mod audit;
mod event;
mod export;
mod roles;

pub use audit::{AUDIT_LINES, TrailLine, trail};
pub use event::{Saved, save};
pub use export::{File, Form, export};
pub use roles::{give, holders, take};

use model::{Digest, RecordId};
use thiserror::Error;

use crate::auth::Porter;
use crate::commit::CommitError;
use crate::commit::act::{ActError, Actor, Note, Role, note};
use crate::sheets::SheetError;
use crate::store::StoreError;

#[derive(Debug, Error)]
pub enum DeskError {
    #[error("not for this person")]
    NotAllowed,
    #[error("there is no such event")]
    NoSuchEvent,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Sheet(#[from] SheetError),
}

/// Whoever is allowed to at this event, or nobody.
fn allow(actor: &Actor, event: RecordId) -> Result<(), DeskError> {
    if actor.runs(event) { Ok(()) } else { Err(DeskError::NotAllowed) }
}

fn is_admin(actor: &Actor) -> bool {
    actor.roles.contains(&Role::Admin)
}

async fn noted(
    porter: &Porter,
    actor: &Actor,
    event: Option<RecordId>,
    act: &str,
    content: &[u8],
) -> Result<(), DeskError> {
    let content = Digest::of(content);
    let line = Note { event, person: actor.person, act, content };
    Ok(note(porter.store(), porter.seals(), line, porter.now_ms()).await?)
}
