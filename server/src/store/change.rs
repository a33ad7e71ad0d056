//! Table `change`: what each batch did to each record. An unstamped change (`revision` is empty) waits for a publisher;
//! the row before it is what `undo` goes back to.

use catalogue::Row as RecordRow;
use model::RecordId;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::{ROWS_A_STATEMENT, fixed_at, id_at, insert, row_at};
use super::{BatchId, Store, StoreError, Tx};

/// What a batch did to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoable {
    pub record: RecordId,
    /// None if the batch added the record.
    pub before: Option<RecordRow>,
    pub after_hash: [u8; 32],
}

/// A record with a change that no head shows yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    pub row: RecordRow,
    /// Its hash in the state root, if a head shows it.
    pub published: Option<[u8; 32]>,
}

impl Tx {
    pub async fn insert_changes(&mut self, batch: BatchId, changes: &[Undoable]) -> Result<(), StoreError> {
        for changes in changes.chunks(ROWS_A_STATEMENT) {
            let into = "change (batch, record, before_bytes, after_hash)";
            let mut query = sqlx::query(insert(into, 4, changes.len(), ""));
            for change in changes {
                let before = change.before.as_ref().map(RecordRow::encode);
                query = query.bind(batch.bytes()).bind(change.record.as_bytes().to_vec());
                query = query.bind(before).bind(change.after_hash.to_vec());
            }
            query.execute(&mut *self.conn).await?;
        }
        Ok(())
    }

    pub async fn changes_of(&mut self, batch: BatchId) -> Result<Vec<Undoable>, StoreError> {
        let sql = "SELECT record, before_bytes, after_hash FROM change WHERE batch = $1 ORDER BY seq";
        let rows = sqlx::query(sql).bind(batch.bytes()).fetch_all(&mut *self.conn).await?;
        rows.iter().map(undoable).collect()
    }

    /// Every record with an unstamped change, as it stands now.
    pub async fn open_rows(&mut self) -> Result<Vec<OpenRow>, StoreError> {
        let sql = "SELECT r.bytes, p.hash FROM record r LEFT JOIN published p ON p.record = r.id \
             WHERE r.id IN (SELECT record FROM change WHERE revision IS NULL) ORDER BY r.id";
        let rows = sqlx::query(sql).fetch_all(&mut *self.conn).await?;
        rows.iter().map(open_row).collect()
    }

    /// Stamps every change that has no revision. There is no cursor that a slow commit could fall behind.
    pub async fn stamp(&mut self, revision: u64) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE change SET revision = $1 WHERE revision IS NULL").bind(revision as i64);
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// The records that changed after one revision and up to another, as they stand now, if a head shows them.
    pub async fn rows_changed(&mut self, after: u64, up_to: u64) -> Result<Vec<RecordRow>, StoreError> {
        let sql = "SELECT r.bytes FROM record r JOIN published p ON p.record = r.id \
             WHERE r.id IN (SELECT record FROM change WHERE revision > $1 AND revision <= $2) ORDER BY r.id";
        let query = sqlx::query(sql).bind(after as i64).bind(up_to as i64);
        query.fetch_all(&mut *self.conn).await?.iter().map(|row| row_at(row, 0)).collect()
    }

    /// Forgets how a record was before: it cannot be undone any more, and its text is in no change. The title of a batch
    /// that changed nothing else may hold the text as well.
    pub async fn forget_before(&mut self, record: RecordId) -> Result<(), StoreError> {
        let sql = "UPDATE batch SET title = 'purged' WHERE id IN (SELECT batch FROM change WHERE record = $1) \
             AND NOT EXISTS (SELECT seq FROM change c WHERE c.batch = batch.id AND c.record <> $1)";
        sqlx::query(sql).bind(record.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        let gone = RecordRow::gone(record, None).encode();
        let query = sqlx::query("UPDATE change SET before_bytes = $1 WHERE record = $2 AND before_bytes IS NOT NULL");
        query.bind(gone).bind(record.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }
}

impl Store {
    /// Whether any commit waits to be published.
    pub async fn has_open_changes(&self) -> Result<bool, StoreError> {
        let query = sqlx::query("SELECT seq FROM change WHERE revision IS NULL LIMIT 1");
        Ok(query.fetch_optional(&self.0.pool).await?.is_some())
    }
}

fn undoable(row: &AnyRow) -> Result<Undoable, StoreError> {
    let before: Option<&[u8]> = row.try_get(1)?;
    let before = before.map(RecordRow::decode).transpose()?;
    Ok(Undoable { record: id_at(row, 0)?, before, after_hash: fixed_at(row, 2)? })
}

fn open_row(row: &AnyRow) -> Result<OpenRow, StoreError> {
    let hash: Option<&[u8]> = row.try_get(1)?;
    let published = if hash.is_some() { Some(fixed_at(row, 1)?) } else { None };
    Ok(OpenRow { row: row_at(row, 0)?, published })
}
