//! Taking a batch back. A record goes back to what it was before only if it still is what the batch made of it; others
//! were changed since, and are named instead. Taking back is a batch of its own, so it can be taken back as well.

use catalogue::Row;
use model::RecordId;

use super::{ATTEMPTS, CommitError, RowChange, apply};
use crate::fault::Point;
use crate::store::{BatchId, Store};

/// What taking a batch back did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoReport {
    /// None if no record could go back.
    pub batch: Option<BatchId>,
    pub restored: u64,
    /// Records that were changed after the batch. They stay as they are.
    pub conflicts: Vec<RecordId>,
}

pub async fn undo(store: &Store, batch: BatchId, now_ms: i64) -> Result<UndoReport, CommitError> {
    for _ in 1..ATTEMPTS {
        match undo_once(store, batch, now_ms).await {
            Err(error) if error.is_retryable() => {}
            done => return done,
        }
    }
    undo_once(store, batch, now_ms).await
}

async fn undo_once(store: &Store, undone: BatchId, now_ms: i64) -> Result<UndoReport, CommitError> {
    let line = store.batch(undone).await?.ok_or(CommitError::NoSuchBatch(undone))?;
    let mut tx = store.write().await?;
    tx.reach(Point::CommitBegun).await;
    tx.lock_links().await?;
    let done = tx.changes_of(undone).await?;
    let ids: Vec<RecordId> = done.iter().map(|change| change.record).collect();
    let mut held = tx.rows_for_update(&ids).await?;
    let mut report = UndoReport { batch: None, restored: 0, conflicts: Vec::new() };
    let mut changes = Vec::new();
    for change in done {
        match held.remove(&change.record) {
            Some(now) if now.hash() == change.after_hash => {
                let after = change.before.unwrap_or_else(|| Row::gone(change.record, None));
                changes.push(RowChange { before: Some(now), after, relinked: false });
            }
            Some(_) | None => report.conflicts.push(change.record),
        }
    }
    if changes.is_empty() {
        tx.roll_back().await?;
        return Ok(report);
    }
    let id = BatchId::made_at(now_ms, rand::random());
    tx.insert_batch(id, &format!("undo of {}", line.title), now_ms, Some(undone)).await?;
    apply(&mut tx, id, &changes).await?;
    tx.reach(Point::CommitWritten).await;
    tx.commit().await?;
    store.reach(Point::Committed).await;
    Ok(UndoReport { batch: Some(id), restored: changes.len() as u64, ..report })
}
