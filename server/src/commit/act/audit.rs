//! The audit trail: chains of lines, each with the hash of the line before. One chain for each event, one for each
//! person's own affairs. It holds ids and hashes, so it says nothing about an erased person.

use model::{Digest, PersonId, RecordId};

use crate::store::{AuditLine, Store, StoreError};

/// Lines read at a time.
const PAGE: u32 = 500;

/// What is to be written down.
pub(super) struct Done<'d> {
    pub at_ms: i64,
    pub person: Option<PersonId>,
    pub act: &'d str,
    pub subject: &'d [u8; 16],
    pub content: Digest,
}

/// Whether a chain is as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainState {
    Whole {
        lines: u64,
    },
    /// The first line that was changed, or is missing.
    Broken {
        at: u64,
    },
}

/// The chains that there are.
pub async fn audit_chains(store: &Store) -> Result<Vec<String>, StoreError> {
    store.audit_chains().await
}

/// The name of an event's chain.
pub fn chain_of(event: RecordId) -> String {
    format!("event/{event}")
}

/// The next lines of a chain after a number, at most so many.
pub async fn audit_lines(store: &Store, chain: &str, after: u64, most: u32) -> Result<Vec<AuditLine>, StoreError> {
    let mut tx = store.read().await?;
    let lines = tx.audit_lines(chain, after, most).await?;
    tx.roll_back().await?;
    Ok(lines)
}

/// Reads a whole chain, from one moment of the database.
pub async fn verify_chain(store: &Store, chain: &str) -> Result<ChainState, StoreError> {
    let mut tx = store.read().await?;
    let mut end: Option<(u64, Digest)> = None;
    loop {
        let held = end.map_or(0, |(number, _)| number);
        let lines = tx.audit_lines(chain, held, PAGE).await?;
        if lines.is_empty() {
            let known = tx.audit_end(chain).await?;
            tx.roll_back().await?;
            return Ok(if known == end {
                ChainState::Whole { lines: held }
            } else {
                ChainState::Broken { at: held + 1 }
            });
        }
        for line in lines {
            let wanted = next(chain, end, done(&line));
            if wanted != line {
                tx.roll_back().await?;
                return Ok(ChainState::Broken { at: wanted.number });
            }
            end = Some((line.number, line.hash));
        }
    }
}

/// The line that comes after the end of a chain.
pub(super) fn next(chain: &str, end: Option<(u64, Digest)>, done: Done<'_>) -> AuditLine {
    let (last, before) = end.unwrap_or((0, Digest::of(chain.as_bytes())));
    let number = last + 1;
    let mut hasher = blake3::Hasher::new_derive_key("mangrove audit 2026");
    hasher.update(before.as_bytes()).update(&number.to_le_bytes()).update(&done.at_ms.to_le_bytes());
    match &done.person {
        Some(person) => hasher.update(&[1]).update(person.as_bytes()),
        None => hasher.update(&[0]),
    };
    hasher.update(&(done.act.len() as u64).to_le_bytes()).update(done.act.as_bytes());
    hasher.update(done.subject).update(done.content.as_bytes());
    AuditLine {
        number,
        at_ms: done.at_ms,
        person: done.person,
        act: done.act.to_owned(),
        subject: *done.subject,
        content: done.content,
        hash: Digest::from_bytes(*hasher.finalize().as_bytes()),
    }
}

/// One hash of what came and of what was answered.
pub(super) fn content_of(payload: &Digest, receipt: &[u8]) -> Digest {
    Digest::of(&[payload.as_bytes(), receipt].concat())
}

fn done(line: &AuditLine) -> Done<'_> {
    let AuditLine { at_ms, person, act, subject, content, .. } = line;
    Done { at_ms: *at_ms, person: *person, act, subject, content: *content }
}
