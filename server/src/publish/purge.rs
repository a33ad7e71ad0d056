//! Purge: a text that must not be read any more, anywhere. The one exception to "what was published never changes".

use catalogue::Row;
use model::RecordId;

use super::{PublishError, Published, Publisher, Wish};
use crate::store::{BatchId, StoreError, Tx, Undoable};

impl Publisher {
    /// Replaces a record by a tombstone, cuts the base anew, moves the horizon to now, and takes the bytes of every
    /// file of older heads. The text is then in no file, no change and no free page of the database; it may still be in
    /// a backup. None if no such record is held, or ever was. All of it is one publication: if that fails, the record
    /// and the files are as they were.
    pub async fn purge(&self, id: RecordId, now_ms: i64) -> Result<Option<Published>, PublishError> {
        match self.publish_as(Wish::Purge(id), now_ms).await? {
            Published::Nothing => Ok(None),
            published => {
                self.store.erase_deleted().await?;
                Ok(Some(published))
            }
        }
    }
}

/// Takes the text out of the truth: the record, and what it was before. False if there is nothing to take.
pub(super) async fn withdraw(tx: &mut Tx, id: RecordId, now_ms: i64) -> Result<bool, StoreError> {
    let Some(held) = tx.rows_for_update(&[id]).await?.remove(&id) else { return Ok(false) };
    let gone = if held.is_gone() { held } else { Row::gone(id, None) };
    let batch = BatchId::made_at(now_ms, rand::random());
    tx.insert_batch(batch, &format!("purge of {id}"), now_ms, None).await?;
    tx.update_rows(&[&gone]).await?;
    tx.note_foreign(&[id], &[], &[]).await?;
    let change = Undoable { record: id, before: Some(gone.clone()), after_hash: gone.hash() };
    tx.insert_changes(batch, &[change]).await?;
    tx.forget_before(id).await?;
    Ok(true)
}
