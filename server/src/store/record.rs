//! Table `record`: every record as it stands now, as the bytes of its row.

use std::collections::BTreeMap;

use catalogue::Row as RecordRow;
use catalogue::row::GONE;
use model::{Kind, RecordId};
use sqlx::{AssertSqlSafe, Row};

use super::statement::{ROWS_A_STATEMENT, insert, list, row_at};
use super::{Store, StoreError, Tx};

impl Tx {
    /// Those of the records that are held.
    pub async fn rows(&mut self, ids: &[RecordId]) -> Result<BTreeMap<RecordId, RecordRow>, StoreError> {
        self.select_rows(ids, "").await
    }

    /// The same, and nobody else can change them until this transaction ends.
    pub async fn rows_for_update(&mut self, ids: &[RecordId]) -> Result<BTreeMap<RecordId, RecordRow>, StoreError> {
        let lock = self.dialect.for_update();
        self.select_rows(ids, lock).await
    }

    async fn select_rows(&mut self, ids: &[RecordId], lock: &str) -> Result<BTreeMap<RecordId, RecordRow>, StoreError> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let mut held = BTreeMap::new();
        for ids in ids.chunks(ROWS_A_STATEMENT) {
            let sql = format!("SELECT bytes FROM record WHERE id IN ({}) ORDER BY id{lock}", list(ids.len()));
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for id in ids {
                query = query.bind(id.as_bytes().to_vec());
            }
            for row in query.fetch_all(&mut *self.conn).await? {
                let row = row_at(&row, 0)?;
                held.insert(row.id, row);
            }
        }
        Ok(held)
    }

    /// Adds records that are not held. `Contended` if somebody else has just added one of them.
    pub async fn insert_rows(&mut self, rows: &[&RecordRow]) -> Result<(), StoreError> {
        for rows in rows.chunks(ROWS_A_STATEMENT) {
            if self.put_rows(rows, "ON CONFLICT (id) DO NOTHING").await? != rows.len() as u64 {
                return Err(StoreError::Contended);
            }
        }
        Ok(())
    }

    /// Changes records that were read for update.
    pub async fn update_rows(&mut self, rows: &[&RecordRow]) -> Result<(), StoreError> {
        for rows in rows.chunks(ROWS_A_STATEMENT) {
            let then = "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, bytes = excluded.bytes";
            self.put_rows(rows, then).await?;
        }
        Ok(())
    }

    async fn put_rows(&mut self, rows: &[&RecordRow], then: &str) -> Result<u64, StoreError> {
        let mut query = sqlx::query(insert("record (id, kind, bytes)", 3, rows.len(), then));
        for row in rows {
            query = query.bind(row.id.as_bytes().to_vec()).bind(row.kind.clone()).bind(row.encode());
        }
        Ok(query.execute(&mut *self.conn).await?.rows_affected())
    }

    /// The kinds of all rows, gone ones too, in the order of their names.
    pub async fn kinds(&mut self) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query("SELECT DISTINCT kind FROM record").fetch_all(&mut *self.conn).await?;
        let mut kinds = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
        kinds.sort_unstable();
        Ok(kinds)
    }

    /// All rows of one kind that the newest head shows, in the order of their ids.
    pub async fn published_rows(&mut self, kind: &str) -> Result<Vec<RecordRow>, StoreError> {
        let sql = "SELECT r.bytes FROM record r JOIN published p ON p.record = r.id WHERE r.kind = $1 ORDER BY r.id";
        let rows = sqlx::query(sql).bind(kind.to_owned()).fetch_all(&mut *self.conn).await?;
        rows.iter().map(|row| row_at(row, 0)).collect()
    }
}

impl Store {
    /// One record as it stands now; a gone one too.
    pub async fn row(&self, id: RecordId) -> Result<Option<RecordRow>, StoreError> {
        let query = sqlx::query("SELECT bytes FROM record WHERE id = $1").bind(id.as_bytes().to_vec());
        let row = query.fetch_optional(&self.0.pool).await?;
        row.map(|row| row_at(&row, 0)).transpose()
    }

    /// Those of the records that are held.
    pub async fn rows(&self, ids: &[RecordId]) -> Result<BTreeMap<RecordId, RecordRow>, StoreError> {
        let mut tx = self.read().await?;
        let rows = tx.rows(ids).await?;
        tx.roll_back().await?;
        Ok(rows)
    }

    /// The next records of a kind, in the order of their ids, after `after`. Fewer than `most` means that these are all.
    pub async fn rows_of_kind(
        &self,
        kind: Kind,
        after: Option<RecordId>,
        most: u32,
    ) -> Result<Vec<RecordRow>, StoreError> {
        let after = after.map_or(Vec::new(), |id| id.as_bytes().to_vec());
        let sql = "SELECT bytes FROM record WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3";
        let query = sqlx::query(sql).bind(kind.as_str()).bind(after).bind(i64::from(most));
        query.fetch_all(&self.0.pool).await?.iter().map(|row| row_at(row, 0)).collect()
    }

    /// How many records are held, gone ones not counted.
    pub async fn count_records(&self) -> Result<u64, StoreError> {
        let query = sqlx::query("SELECT COUNT(*) FROM record WHERE kind <> $1").bind(GONE);
        let count: i64 = query.fetch_one(&self.0.pool).await?.try_get(0)?;
        Ok(count.max(0) as u64)
    }
}
