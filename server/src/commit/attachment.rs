//! Files that people hand in: they come in pieces, before the command that names them, and count once they are whole.
//!
//! ```text
//! piece ─ follows what came? ─ kept ─ the last one? ─ hash, kind, no bomb, no program ─ whole
//! ```
//! A phone on a bad network asks how far the server is (a piece without bytes) and goes on from there.
//!
//! **Invariant:** a file that is not whole is handed out to nobody, and no answer may name it.

use model::registration::{FileFault, FileKind};
use model::{Digest, PersonId, limit};

use super::ATTEMPTS;
use super::act::Actor;
use crate::store::{Attachment, Store, StoreError, Tx};

/// What is still on its way after this long will not come any more.
pub const UNFINISHED_MS: i64 = 7 * DAY_MS;
/// What no registration names after this long is nobody's.
pub const UNUSED_MS: i64 = 30 * DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Some bytes of a file. Without bytes it only asks.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'p> {
    pub hash: Digest,
    pub kind: FileKind,
    /// Of the whole file.
    pub file_bytes: u32,
    /// Where the piece begins in it.
    pub begins: u32,
    pub bytes: &'p [u8],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// So many bytes are here; the next piece begins there.
    Have(u32),
    Whole,
    Refused(FileFault),
}

/// A file for somebody who may have it.
pub struct Opened {
    /// Its media type.
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// Takes a piece, in the name of its owner.
pub async fn take(store: &Store, owner: PersonId, piece: Piece<'_>, now_ms: i64) -> Result<Taken, StoreError> {
    for _ in 1..ATTEMPTS {
        match take_once(store, owner, piece, now_ms).await {
            Err(error) if error.is_retryable() => {}
            done => return done,
        }
    }
    take_once(store, owner, piece, now_ms).await
}

async fn take_once(store: &Store, owner: PersonId, piece: Piece<'_>, now_ms: i64) -> Result<Taken, StoreError> {
    let mut tx = store.write().await?;
    // Two phones of one person that begin at once count together.
    tx.lock_feed(model::Scope::Person(owner)).await?;
    let taken = take_in(&mut tx, owner, piece, now_ms).await?;
    tx.commit().await?;
    Ok(taken)
}

async fn take_in(tx: &mut Tx, owner: PersonId, piece: Piece<'_>, now_ms: i64) -> Result<Taken, StoreError> {
    let here = match tx.attachment(owner, &piece.hash).await? {
        Some(here) if here.whole => return Ok(Taken::Whole),
        Some(here) if here.bytes == piece.file_bytes && here.kind == piece.kind.media_type() => here,
        // Begun in another way, perhaps by an app that was wrong: it begins anew.
        held => {
            if let Some(fault) = fault_before(tx, owner, &piece, held.as_ref()).await? {
                return Ok(Taken::Refused(fault));
            }
            tx.delete_attachment(owner, &piece.hash).await?;
            let new = new(owner, &piece);
            tx.insert_attachment(&new, now_ms).await?;
            new
        }
    };
    let length = piece.bytes.len() as u32;
    if length == 0 || here.have != piece.begins || length > here.bytes - here.have {
        return Ok(Taken::Have(here.have));
    }
    if !tx.add_piece(owner, &piece.hash, piece.begins, piece.bytes, now_ms).await? {
        return Err(StoreError::Contended);
    }
    if here.have + length < here.bytes {
        return Ok(Taken::Have(here.have + length));
    }
    finish(tx, owner, &piece).await
}

/// What can be said before any byte came.
async fn fault_before(
    tx: &mut Tx,
    owner: PersonId,
    piece: &Piece<'_>,
    held: Option<&Attachment>,
) -> Result<Option<FileFault>, StoreError> {
    if piece.file_bytes == 0 || piece.file_bytes as usize > limit::FILE_ANSWER_BYTES {
        return Ok(Some(FileFault::TooLarge));
    }
    let all: u64 = tx.attachments_of(owner).await?.iter().map(|file| u64::from(file.bytes)).sum();
    let others = all - held.map_or(0, |held| u64::from(held.bytes));
    let is_full = others + u64::from(piece.file_bytes) > limit::ATTACHMENTS_BYTES as u64;
    Ok(is_full.then_some(FileFault::NoRoom))
}

fn new(owner: PersonId, piece: &Piece<'_>) -> Attachment {
    let (hash, kind, bytes) = (piece.hash, piece.kind.media_type().to_owned(), piece.file_bytes);
    Attachment { owner, hash, kind, bytes, have: 0, whole: false, until_ms: None }
}

/// All bytes are here: either it is what it says, or none of it stays.
async fn finish(tx: &mut Tx, owner: PersonId, piece: &Piece<'_>) -> Result<Taken, StoreError> {
    let bytes = tx.attachment_bytes(owner, &piece.hash).await?;
    let checked = if Digest::of(&bytes) == piece.hash { piece.kind.check(&bytes) } else { Err(FileFault::OtherBytes) };
    match checked {
        Ok(()) => {
            tx.set_whole(owner, &piece.hash).await?;
            Ok(Taken::Whole)
        }
        Err(fault) => {
            tx.delete_attachment(owner, &piece.hash).await?;
            Ok(Taken::Refused(fault))
        }
    }
}

/// A whole file, if this person may read it: their own, or one that a registration of an event names which they run.
pub async fn open(store: &Store, reader: &Actor, hash: &Digest) -> Result<Option<Opened>, StoreError> {
    let owners = store.owners_of_attachment(hash).await?;
    let own = owners.iter().find(|owner| **owner == reader.person);
    let owner = match own {
        Some(own) => Some(own),
        None => {
            let events = store.events_of_attachment(hash).await?;
            owners.first().filter(|_| events.iter().any(|event| reader.runs(*event)))
        }
    };
    let Some(owner) = owner else { return Ok(None) };
    let mut tx = store.read().await?;
    let held = tx.attachment(*owner, hash).await?;
    let opened = match held.filter(|file| file.whole) {
        Some(file) => Some(Opened { kind: file.kind, bytes: tx.attachment_bytes(*owner, hash).await? }),
        None => None,
    };
    tx.roll_back().await?;
    Ok(opened)
}

/// Deletes what will not come, what is nobody's, and what is over. Gives how many files.
pub async fn sweep(store: &Store, now_ms: i64) -> Result<u64, StoreError> {
    let mut tx = store.write().await?;
    let unfinished = tx.delete_unfinished(now_ms - UNFINISHED_MS).await?;
    let unused = tx.delete_unused(now_ms - UNUSED_MS).await?;
    let over = tx.delete_over(now_ms).await?;
    tx.commit().await?;
    Ok(unfinished + unused + over)
}
