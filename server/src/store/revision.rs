//! Table `revision`: what was published when, and how far back the deltas' bytes reach.

use catalogue::StateRoot;
use sqlx::Row;

use super::statement::fixed_at;
use super::{Store, StoreError, Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionLine {
    pub number: u64,
    pub root: StateRoot,
    pub published_ms: i64,
    pub rows_changed: u64,
    pub delta_bytes_so_far: u64,
}

impl Tx {
    pub async fn insert_revision(&mut self, line: &RevisionLine) -> Result<(), StoreError> {
        let sql = "INSERT INTO revision (number, root, published_ms, rows_changed, delta_bytes_so_far) \
             VALUES ($1, $2, $3, $4, $5)";
        let query = sqlx::query(sql).bind(line.number as i64).bind(line.root.to_bytes().to_vec());
        let query = query.bind(line.published_ms).bind(line.rows_changed as i64).bind(line.delta_bytes_so_far as i64);
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Bytes of all one-revision deltas up to a revision; none before the first.
    pub async fn delta_bytes_so_far(&mut self, revision: u64) -> Result<u64, StoreError> {
        let query = sqlx::query("SELECT delta_bytes_so_far FROM revision WHERE number = $1").bind(revision as i64);
        let bytes: i64 = query.fetch_optional(&mut *self.conn).await?.map_or(Ok(0), |row| row.try_get(0))?;
        Ok(bytes.max(0) as u64)
    }

    /// The oldest revision, not before `least`, that is young enough and has few enough delta bytes after it.
    pub async fn oldest_revision(
        &mut self,
        least: u64,
        published_since_ms: i64,
        bytes_so_far_since: u64,
    ) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT MIN(number) FROM revision \
             WHERE number >= $1 AND published_ms >= $2 AND delta_bytes_so_far >= $3";
        let query = sqlx::query(sql).bind(least as i64).bind(published_since_ms).bind(bytes_so_far_since as i64);
        let number: Option<i64> = query.fetch_one(&mut *self.conn).await?.try_get(0)?;
        Ok(number.map(|number| number.max(0) as u64))
    }
}

impl Store {
    /// The newest publications first.
    pub async fn revisions(&self, most: u32) -> Result<Vec<RevisionLine>, StoreError> {
        let sql = "SELECT number, root, published_ms, rows_changed, delta_bytes_so_far FROM revision \
             ORDER BY number DESC LIMIT $1";
        let rows = sqlx::query(sql).bind(i64::from(most)).fetch_all(&self.0.pool).await?;
        let line = |row: &sqlx::any::AnyRow| {
            Ok(RevisionLine {
                number: row.try_get::<i64, _>(0)?.max(0) as u64,
                root: StateRoot::from_bytes(fixed_at(row, 1)?),
                published_ms: row.try_get(2)?,
                rows_changed: row.try_get::<i64, _>(3)?.max(0) as u64,
                delta_bytes_so_far: row.try_get::<i64, _>(4)?.max(0) as u64,
            })
        };
        rows.iter().map(line).collect()
    }
}
