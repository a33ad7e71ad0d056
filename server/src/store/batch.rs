//! Table `batch`: what was committed together, and can be taken back together.

use std::fmt;

use model::{Problem, RecordId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::id_at;
use super::{Store, StoreError, Tx};

/// A batch's id: a UUID of version 7, like a record's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(RecordId);

impl BatchId {
    pub fn made_at(now_ms: i64, random: [u8; 10]) -> Self {
        BatchId(RecordId::made_at(now_ms.max(0) as u64, random))
    }

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        RecordId::parse(raw).map(BatchId)
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.as_bytes().to_vec()
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One batch, as a list of them shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLine {
    pub id: BatchId,
    pub title: String,
    pub made_ms: i64,
    pub undoes: Option<BatchId>,
    pub changes: u64,
}

const LINE: &str = "SELECT b.id, b.title, b.made_ms, b.undoes, COUNT(c.seq) \
     FROM batch b LEFT JOIN change c ON c.batch = b.id";

impl Tx {
    pub async fn insert_batch(
        &mut self,
        id: BatchId,
        title: &str,
        made_ms: i64,
        undoes: Option<BatchId>,
    ) -> Result<(), StoreError> {
        let query = sqlx::query("INSERT INTO batch (id, title, made_ms, undoes) VALUES ($1, $2, $3, $4)");
        let query = query.bind(id.bytes()).bind(title.to_owned()).bind(made_ms).bind(undoes.map(|id| id.bytes()));
        query.execute(&mut *self.conn).await?;
        Ok(())
    }
}

impl Store {
    /// The newest batches first.
    pub async fn batches(&self, most: u32) -> Result<Vec<BatchLine>, StoreError> {
        let sql = "GROUP BY b.id, b.title, b.made_ms, b.undoes ORDER BY b.made_ms DESC, b.id DESC LIMIT $1";
        let sql = sqlx::AssertSqlSafe(format!("{LINE} {sql}"));
        let rows = sqlx::query(sql).bind(i64::from(most)).fetch_all(&self.0.pool).await?;
        rows.iter().map(line).collect()
    }

    pub async fn batch(&self, id: BatchId) -> Result<Option<BatchLine>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE b.id = $1 GROUP BY b.id, b.title, b.made_ms, b.undoes"));
        let row = sqlx::query(sql).bind(id.bytes()).fetch_optional(&self.0.pool).await?;
        row.as_ref().map(line).transpose()
    }
}

fn line(row: &AnyRow) -> Result<BatchLine, StoreError> {
    let undoes: Option<&[u8]> = row.try_get(3)?;
    Ok(BatchLine {
        id: BatchId(id_at(row, 0)?),
        title: row.try_get(1)?,
        made_ms: row.try_get(2)?,
        undoes: if undoes.is_some() { Some(BatchId(id_at(row, 3)?)) } else { None },
        changes: row.try_get::<i64, _>(4)?.max(0) as u64,
    })
}
