//! From a batch to the rows that really change.

use std::collections::BTreeMap;

use catalogue::{Row, cells};
use model::RecordId;

use super::{Batch, RowChange, link};
use crate::store::{StoreError, Tx};

/// Whether the rows are going to be written, and so have to be kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Preview,
    Apply,
}

/// The rows as they will stand, each with the row before; none that stays as it is.
pub(super) async fn plan(tx: &mut Tx, batch: &Batch, purpose: Purpose) -> Result<Vec<RowChange>, StoreError> {
    let mut wanted: BTreeMap<RecordId, Row> = BTreeMap::new();
    for removal in &batch.removals {
        wanted.insert(removal.id, Row::gone(removal.id, removal.successor));
    }
    for record in &batch.upserts {
        wanted.insert(record.id, cells::to_row(record));
    }
    if purpose == Purpose::Apply && link::concerns(&batch.upserts) {
        tx.lock_links().await?;
    }
    link::link_wanted(tx, &batch.upserts, &mut wanted).await?;
    let pointing = link::pointing_at(tx, &batch.upserts, &wanted).await?;
    let ids: Vec<RecordId> = wanted.keys().chain(pointing.keys()).copied().collect();
    let mut held = match purpose {
        Purpose::Preview => tx.rows(&ids).await?,
        Purpose::Apply => tx.rows_for_update(&ids).await?,
    };
    let mut changes = Vec::new();
    for after in wanted.into_values() {
        let before = held.remove(&after.id);
        let never_held = before.is_none() && after.is_gone();
        if !never_held && before.as_ref() != Some(&after) {
            changes.push(RowChange { before, after, relinked: false });
        }
    }
    for (id, targets) in pointing {
        let Some(before) = held.remove(&id) else { continue };
        let after = link::relinked(&before, &targets);
        if after != before {
            changes.push(RowChange { before: Some(before), after, relinked: true });
        }
    }
    Ok(changes)
}
