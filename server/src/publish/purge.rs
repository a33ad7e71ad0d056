//! Purge: a text that must not be read any more, anywhere. The one exception to "what was published never changes".

use catalogue::Row;
use model::RecordId;

use super::{PublishError, Published, Publisher, Wish};
use crate::store::{BatchId, Undoable};

impl Publisher {
    /// Replaces a record by a tombstone, cuts the base anew, moves the horizon to now, and takes the bytes of every
    /// file of older heads. The text is then in no file, no change and no free page of the database; it may still be in
    /// a backup. None if no such record is held, or ever was.
    pub async fn purge(&self, id: RecordId, now_ms: i64) -> Result<Option<Published>, PublishError> {
        if !self.withdraw(id, now_ms).await? {
            return Ok(None);
        }
        let published = self.publish_as(Wish::Purge, now_ms).await?;
        self.store.erase_deleted().await?;
        Ok(Some(published))
    }

    /// Takes the text out of the truth: the record, and what it was before.
    async fn withdraw(&self, id: RecordId, now_ms: i64) -> Result<bool, PublishError> {
        let mut tx = self.store.write().await?;
        let Some(held) = tx.rows_for_update(&[id]).await?.remove(&id) else {
            tx.roll_back().await?;
            return Ok(false);
        };
        let gone = if held.is_gone() { held } else { Row::gone(id, None) };
        let batch = BatchId::made_at(now_ms, rand::random());
        tx.insert_batch(batch, &format!("purge of {id}"), now_ms, None).await?;
        tx.update_rows(&[&gone]).await?;
        tx.note_foreign(&[id], &[], &[]).await?;
        let change = Undoable { record: id, before: Some(gone.clone()), after_hash: gone.hash() };
        tx.insert_changes(batch, &[change]).await?;
        tx.forget_before(id).await?;
        tx.commit().await?;
        Ok(true)
    }
}
