//! Relations to records that are known by an id others gave them.
//!
//! A relation to a record that we do not hold has the id derived from its foreign id, so it links by itself when that
//! record arrives. It may also be that an operator made the record first, under an id of its own, and that the record
//! bears the foreign id. Then relations are pointed to it here: those of the batch on their way in, and those already
//! held when the record arrives.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{Row, cells};
use model::{ForeignId, Record, RecordId};

use super::RowChange;
use crate::store::{StoreError, Tx};

/// The column of a row that holds the targets of its relations, 16 bytes each.
const TARGETS: &str = "rel";

/// From the derived id of a foreign id to the record that bears it.
pub(super) type Targets = BTreeMap<RecordId, RecordId>;

/// Whether committing these records may link any.
pub(super) fn concerns(records: &[Record]) -> bool {
    records.iter().any(|record| {
        record.relations.iter().any(|relation| relation.foreign.is_some())
            || record.ids.iter().any(|id| id.record_id() != record.id)
    })
}

/// Points relations of the batch, whose targets are derived ids, to the records that bear the foreign ids.
pub(super) async fn link_wanted(
    tx: &mut Tx,
    upserts: &[Record],
    wanted: &mut BTreeMap<RecordId, Row>,
) -> Result<(), StoreError> {
    let named: BTreeSet<&ForeignId> = upserts.iter().flat_map(unresolved).collect();
    if named.is_empty() {
        return Ok(());
    }
    let named: Vec<&ForeignId> = named.into_iter().collect();
    let mut bearers = tx.bearers(&named).await?;
    // What the batch says about its own records counts, not what was noted before.
    bearers.values_mut().for_each(|records| records.retain(|record| !wanted.contains_key(record)));
    for record in upserts {
        for id in record.ids.iter().filter(|id| named.binary_search(id).is_ok()) {
            bearers.entry(id.clone()).or_default().push(record.id);
        }
    }
    let targets = targets(&bearers);
    for row in wanted.values_mut() {
        *row = relinked(row, &targets);
    }
    Ok(())
}

/// Records outside the batch that have a relation to a foreign id which a record of the batch bears.
pub(super) async fn pointing_at(
    tx: &mut Tx,
    upserts: &[Record],
    wanted: &BTreeMap<RecordId, Row>,
) -> Result<BTreeMap<RecordId, Targets>, StoreError> {
    let borne = upserts.iter().flat_map(|record| record.ids.iter().filter(|id| id.record_id() != record.id));
    let borne: Vec<&ForeignId> = borne.collect::<BTreeSet<_>>().into_iter().collect();
    let pointers = tx.pointers(&borne).await?;
    let named: Vec<&ForeignId> = pointers.keys().collect();
    let mut bearers = tx.bearers(&named).await?;
    for record in upserts {
        for id in record.ids.iter().filter(|id| pointers.contains_key(*id)) {
            bearers.entry(id.clone()).or_default().push(record.id);
        }
    }
    let targets = targets(&bearers);
    let mut pointing: BTreeMap<RecordId, Targets> = BTreeMap::new();
    for (foreign, records) in &pointers {
        let Some((derived, target)) = targets.get_key_value(&foreign.record_id()) else { continue };
        for record in records.iter().filter(|record| !wanted.contains_key(record)) {
            pointing.entry(*record).or_default().insert(*derived, *target);
        }
    }
    Ok(pointing)
}

/// The row with its relations pointed to where they belong. Everything else stays byte for byte.
pub(super) fn relinked(row: &Row, targets: &Targets) -> Row {
    let mut row = row.clone();
    let id = row.id;
    if let Some(cell) = row.cells.get_mut(TARGETS) {
        for target in cell.chunks_exact_mut(16) {
            let derived = <[u8; 16]>::try_from(&*target).ok().and_then(|bytes| RecordId::from_bytes(bytes).ok());
            // A record that names one of its own other ids does not point to itself.
            if let Some(found) = derived.and_then(|derived| targets.get(&derived)).filter(|found| **found != id) {
                target.copy_from_slice(found.as_bytes());
            }
        }
    }
    row
}

/// Notes which foreign ids the changed records bear and name from now on.
pub(super) async fn note(tx: &mut Tx, changes: &[RowChange]) -> Result<(), StoreError> {
    let (mut records, mut bears, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes.iter().filter(|change| !change.relinked) {
        let id = change.after.id;
        records.push(id);
        // A row of a kind that this version does not know is kept, and takes no part in linking.
        let Ok(record) = cells::to_record(&change.after) else { continue };
        bears.extend(record.ids.iter().map(|foreign| (foreign.clone(), id)));
        names.extend(record.relations.iter().filter_map(|relation| Some((relation.foreign.clone()?, id))));
    }
    tx.note_foreign(&records, &bears, &names).await
}

fn unresolved(record: &Record) -> impl Iterator<Item = &ForeignId> {
    let foreign = |relation: &'_ model::Relation| relation.foreign.as_ref().map(ForeignId::record_id);
    let derived = record.relations.iter().filter(move |relation| foreign(relation) == Some(relation.target));
    derived.filter_map(|relation| relation.foreign.as_ref())
}

/// A record that has the derived id itself needs no pointing; of several bearers the one with the lowest id counts.
fn targets(bearers: &BTreeMap<ForeignId, Vec<RecordId>>) -> Targets {
    let mut targets = Targets::new();
    for (foreign, records) in bearers {
        let derived = foreign.record_id();
        if let Some(first) = records.iter().min().filter(|_| !records.contains(&derived)) {
            targets.insert(derived, *first);
        }
    }
    targets
}
