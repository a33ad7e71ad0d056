//! What somebody did about an event that is no command: an event saved, a list taken away, a role given. It stands in the
//! event's audit trail like a command.

use model::{Digest, PersonId, RecordId};

use super::work::Work;
use super::{ATTEMPTS, ActError};
use crate::keys::Seals;
use crate::store::{Store, StoreError};

/// What was done, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Note<'n> {
    /// None: it is noted with what the person does otherwise.
    pub event: Option<RecordId>,
    pub person: PersonId,
    pub act: &'n str,
    /// The hash of what it was about.
    pub content: Digest,
}

pub async fn note(store: &Store, seals: &Seals, note: Note<'_>, now_ms: i64) -> Result<(), ActError> {
    for _ in 1..ATTEMPTS {
        match note_once(store, seals, note, now_ms).await {
            Err(error) if error.is_retryable() => {}
            done => return Ok(done?),
        }
    }
    Ok(note_once(store, seals, note, now_ms).await?)
}

async fn note_once(store: &Store, seals: &Seals, note: Note<'_>, now_ms: i64) -> Result<(), StoreError> {
    let mut work = Work::open(store, seals, note.event, note.person, now_ms).await?;
    let subject = note.event.map_or(*note.person.as_bytes(), |event| *event.as_bytes());
    work.write_audit(Some(note.person), note.act, &subject, note.content).await?;
    work.tx.commit().await
}
