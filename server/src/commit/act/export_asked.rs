//! Somebody wants to see what is held of them: made at once, from one moment, and kept for them for a week.

use model::feed::{Entry, ExportView};
use model::{Digest, Outcome, Scope};

use super::export::{gather, pack};
use super::work::Work;
use super::{Actor, Halt};
use crate::store::Attachment;

/// How long an export can be fetched.
const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;
const KIND: &str = "application/zip";

pub(super) async fn export_asked(work: &mut Work, actor: &Actor) -> Result<Outcome, Halt> {
    let data = gather(work, actor.person).await?;
    let file = pack(&data);
    let (hash, bytes, until_ms) = (Digest::of(&file), file.len() as u32, work.now_ms + KEPT_MS);
    // One is enough: a newer one says all that the older one does.
    work.tx.delete_exports(actor.person).await?;
    let attachment = Attachment {
        owner: actor.person,
        hash,
        kind: KIND.to_owned(),
        bytes,
        have: bytes,
        whole: true,
        until_ms: Some(until_ms),
    };
    work.tx.insert_attachment(&attachment, work.now_ms).await?;
    work.tx.put_piece(actor.person, &hash, 0, &file).await?;
    work.tell(Scope::Person(actor.person), Entry::Export(ExportView { file: hash, bytes, until_ms }));
    Ok(Outcome::Accepted)
}
