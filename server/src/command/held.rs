//! Reading records out of the store.

use catalogue::{Row, cells};
use model::{Kind, Record};
use server::import::Held;
use server::store::Store;

use super::CommandError;

/// Rows read at a time.
const PAGE: u32 = 2_000;

/// All records, for a plan to be made against.
pub async fn all(store: &Store) -> Result<Held, CommandError> {
    let mut held = Held::default();
    for kind in Kind::ALL {
        for record in of_kind(store, kind).await? {
            held.put(record);
        }
    }
    Ok(held)
}

/// All records of a kind, by id.
pub async fn of_kind(store: &Store, kind: Kind) -> Result<Vec<Record>, CommandError> {
    let mut records: Vec<Record> = Vec::new();
    loop {
        let after = records.last().map(|record| record.id);
        let rows = store.rows_of_kind(kind, after, PAGE).await?;
        let is_last = rows.len() < PAGE as usize;
        for row in &rows {
            records.push(record(row)?);
        }
        if is_last {
            return Ok(records);
        }
    }
}

pub fn record(row: &Row) -> Result<Record, CommandError> {
    cells::to_record(row).map_err(|cause| CommandError::Unreadable { id: row.id, cause })
}
