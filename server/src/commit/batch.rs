//! What is committed together, and what came of it.

use std::collections::BTreeMap;

use catalogue::{Row, cells};
use model::{Record, RecordId};

use super::CommitError;
use crate::store::BatchId;

/// Characters of a batch's title.
const TITLE_CHARS: usize = 200;

/// Records to hold as they are here, and records that are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub id: BatchId,
    /// What a list of batches shows: "ror v1.47", "edit of Universiti Malaya".
    pub title: String,
    pub made_ms: i64,
    pub upserts: Vec<Record>,
    pub removals: Vec<Removal>,
    /// Records as they stood when the batch was thought out; none: it was not there. Such a record is only changed if
    /// it still stands like that, so that nobody's change is taken back by somebody who has not seen it.
    pub made_against: BTreeMap<RecordId, Option<Record>>,
}

/// A record that is gone, and who came after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    pub id: RecordId,
    pub successor: Option<RecordId>,
}

impl Batch {
    pub fn new(title: &str, now_ms: i64) -> Self {
        Batch {
            id: BatchId::made_at(now_ms, rand::random()),
            title: title.chars().take(TITLE_CHARS).collect(),
            made_ms: now_ms,
            upserts: Vec::new(),
            removals: Vec::new(),
            made_against: BTreeMap::new(),
        }
    }

    pub fn with(mut self, records: impl IntoIterator<Item = Record>) -> Self {
        self.upserts.extend(records);
        self
    }

    /// Records as they shall be, each with the record that was seen before.
    pub fn changing(mut self, changes: impl IntoIterator<Item = (Option<Record>, Record)>) -> Self {
        for (before, after) in changes {
            self.made_against.insert(after.id, before);
            self.upserts.push(after);
        }
        self
    }

    /// A record was seen as it stands here.
    pub fn having_seen(mut self, record: Record) -> Self {
        self.made_against.insert(record.id, Some(record));
        self
    }

    pub fn without(mut self, id: RecordId, successor: Option<RecordId>) -> Self {
        self.removals.push(Removal { id, successor });
        self
    }

    pub(super) fn check(&self) -> Result<(), CommitError> {
        for record in &self.upserts {
            if let Some((key, problem)) = record.check().into_iter().next() {
                return Err(CommitError::Refused { id: record.id, key, problem });
            }
        }
        Ok(())
    }

    /// Refuses changes of records that stand otherwise by now than when the batch was made.
    pub(super) fn check_against(&self, changes: &[RowChange]) -> Result<(), CommitError> {
        let stands = |change: &RowChange| {
            let row = change.before.as_ref().filter(|row| !row.is_gone())?;
            cells::to_record(row).ok()
        };
        let is_other = |change: &&RowChange| {
            let seen = self.made_against.get(&change.after.id).filter(|_| !change.relinked);
            seen.is_some_and(|seen| *seen != stands(change))
        };
        let records: Vec<RecordId> = changes.iter().filter(is_other).map(|change| change.after.id).collect();
        if records.is_empty() { Ok(()) } else { Err(CommitError::ChangedMeanwhile { records }) }
    }
}

/// One row before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    pub before: Option<Row>,
    pub after: Row,
    /// The batch did not name this record: a relation of it found its target.
    pub relinked: bool,
}

/// What a batch did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchReport {
    /// None if nothing changed; then there is nothing to undo.
    pub batch: Option<BatchId>,
    pub added: u64,
    pub changed: u64,
    pub removed: u64,
    pub unchanged: u64,
    /// Records outside the batch whose relations found their targets.
    pub relinked: Vec<RecordId>,
}

impl BatchReport {
    pub(super) fn of(batch: &Batch, changes: &[RowChange]) -> Self {
        let mut report = BatchReport {
            batch: (!changes.is_empty()).then_some(batch.id),
            added: 0,
            changed: 0,
            removed: 0,
            unchanged: 0,
            relinked: Vec::new(),
        };
        for change in changes {
            let was_there = change.before.as_ref().is_some_and(|before| !before.is_gone());
            match (change.relinked, change.after.is_gone(), was_there) {
                (true, _, _) => report.relinked.push(change.after.id),
                (false, true, _) => report.removed += 1,
                (false, false, true) => report.changed += 1,
                (false, false, false) => report.added += 1,
            }
        }
        let asked = (batch.upserts.len() + batch.removals.len()) as u64;
        report.unchanged = asked.saturating_sub(report.added + report.changed + report.removed);
        report
    }
}
