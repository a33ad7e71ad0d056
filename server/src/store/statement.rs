//! Statements over many rows at once, and the reading of cells.

use model::{Problem, RecordId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::StoreError;
use catalogue::Malformed;

/// Rows that one statement carries; SQLite takes 32,766 values a statement.
pub(super) const ROWS_A_STATEMENT: usize = 400;

/// `$1, $2, …`
pub(super) fn list(count: usize) -> String {
    (1..=count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// `INSERT INTO … VALUES ($1, $2), ($3, $4) …` with what follows.
pub(super) fn insert(into: &str, columns: usize, rows: usize, then: &str) -> AssertSqlSafe<String> {
    let row = |at: usize| {
        let values = (1..=columns).map(|n| format!("${}", at * columns + n)).collect::<Vec<_>>();
        format!("({})", values.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    AssertSqlSafe(format!("INSERT INTO {into} VALUES {} {then}", rows.join(", ")))
}

pub(super) fn id_at(row: &AnyRow, column: usize) -> Result<RecordId, StoreError> {
    let bytes: [u8; 16] = fixed_at(row, column)?;
    RecordId::from_bytes(bytes).map_err(|_| Malformed::Cell("id".to_owned()).into())
}

/// An id of another kind, through its own check.
pub(super) fn uuid_at<T>(
    row: &AnyRow,
    column: usize,
    check: impl Fn([u8; 16]) -> Result<T, Problem>,
) -> Result<T, StoreError> {
    check(fixed_at(row, column)?).map_err(|_| Malformed::Cell("id".to_owned()).into())
}

/// A private value as it is kept.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("our own types have JSON: no map with other keys than texts")
}

pub(super) fn json_at<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|_| Malformed::Cell("json".to_owned()).into())
}

pub(super) fn fixed_at<const N: usize>(row: &AnyRow, column: usize) -> Result<[u8; N], StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(|_| Malformed::EndsEarly.into())
}

pub(super) fn row_at(row: &AnyRow, column: usize) -> Result<catalogue::Row, StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    Ok(catalogue::Row::decode(bytes)?)
}
