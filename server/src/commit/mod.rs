//! The sole writer of truth. A batch becomes changes (`plan`), and the changes become rows in one transaction: the
//! records, what they were before (for `undo`), and one unstamped `change` each, which is how a publisher learns of them.
//!
//! ```text
//! batch ─ plan{link, compare} ─ changes ─ apply{records, foreign ids, change rows} ─ one transaction
//! ```
//! **Invariant:** records change nowhere else, but for `purge`. A row that stays as it is writes nothing, so the same
//! batch twice is the same as once. Never half a batch.

pub mod act;
pub mod attachment;

mod batch;
mod link;
mod plan;
mod undo;

pub use batch::{Batch, BatchReport, Removal, RowChange};
pub use undo::{UndoReport, undo};

use model::{Problem, RecordId};
use thiserror::Error;

use crate::fault::Point;
use crate::store::{BatchId, Store, StoreError, Tx, Undoable};

/// How often a transaction is done again that met another one.
const ATTEMPTS: usize = 8;

#[derive(Debug, Error)]
pub enum CommitError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the record {id} cannot be kept: {key}: {problem}")]
    Refused { id: RecordId, key: &'static str, problem: Problem },
    #[error("changed meanwhile by somebody else: {}. Nothing was written; run it again", list(records))]
    ChangedMeanwhile { records: Vec<RecordId> },
    #[error("there is no batch {0}")]
    NoSuchBatch(BatchId),
}

impl CommitError {
    fn is_retryable(&self) -> bool {
        match self {
            CommitError::Store(error) => error.is_retryable(),
            CommitError::Refused { .. } | CommitError::ChangedMeanwhile { .. } | CommitError::NoSuchBatch(_) => false,
        }
    }
}

/// The first ids, and how many more there are.
fn list(records: &[RecordId]) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = records.iter().take(SHOWN).map(RecordId::to_string).collect();
    let more = records.len().saturating_sub(SHOWN);
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

/// Makes a batch true, whole or not at all.
pub async fn commit(store: &Store, batch: &Batch) -> Result<BatchReport, CommitError> {
    batch.check()?;
    for _ in 1..ATTEMPTS {
        match commit_once(store, batch).await {
            Err(error) if error.is_retryable() => {}
            done => return done,
        }
    }
    commit_once(store, batch).await
}

/// What a batch would change, without changing it.
pub async fn preview(store: &Store, batch: &Batch) -> Result<Vec<RowChange>, CommitError> {
    batch.check()?;
    let mut tx = store.read().await?;
    let changes = plan::plan(&mut tx, batch, plan::Purpose::Preview).await?;
    tx.roll_back().await?;
    Ok(changes)
}

async fn commit_once(store: &Store, batch: &Batch) -> Result<BatchReport, CommitError> {
    let mut tx = store.write().await?;
    tx.reach(Point::CommitBegun).await;
    let changes = plan::plan(&mut tx, batch, plan::Purpose::Apply).await?;
    if let Err(error) = batch.check_against(&changes) {
        tx.roll_back().await?;
        return Err(error);
    }
    let report = BatchReport::of(batch, &changes);
    if changes.is_empty() {
        tx.roll_back().await?;
        return Ok(report);
    }
    tx.insert_batch(batch.id, &batch.title, batch.made_ms, None).await?;
    apply(&mut tx, batch.id, &changes).await?;
    tx.reach(Point::CommitWritten).await;
    tx.commit().await?;
    store.reach(Point::Committed).await;
    Ok(report)
}

/// Writes changes whose rows before were read for update in this transaction.
async fn apply(tx: &mut Tx, batch: BatchId, changes: &[RowChange]) -> Result<(), StoreError> {
    let (held, new): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.before.is_some());
    tx.insert_rows(&new.iter().map(|change| &change.after).collect::<Vec<_>>()).await?;
    tx.update_rows(&held.iter().map(|change| &change.after).collect::<Vec<_>>()).await?;
    link::note(tx, changes).await?;
    let undoable = |change: &RowChange| Undoable {
        record: change.after.id,
        before: change.before.clone(),
        after_hash: change.after.hash(),
    };
    tx.insert_changes(batch, &changes.iter().map(undoable).collect::<Vec<_>>()).await
}
