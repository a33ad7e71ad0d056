//! Tables `attachment`, `attachment_piece` and `attachment_use`: files that people handed in, piece by piece, and who
//! names them. Each person has a copy of their own: that a file is known tells nobody that somebody else has it.

use model::{Digest, PersonId, RecordId, RegistrationId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::{fixed_at, id_at, uuid_at};
use super::{Store, StoreError, Tx};

/// A file on its way or whole, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub owner: PersonId,
    pub hash: Digest,
    /// Its media type.
    pub kind: String,
    pub bytes: u32,
    /// How many of them came.
    pub have: u32,
    /// All came, and they are what they say.
    pub whole: bool,
    /// When it is deleted in any case.
    pub until_ms: Option<i64>,
}

const COLUMNS: &str = "owner, hash, kind, bytes, have, whole, until_ms";
const KEY: &str = "owner = $1 AND hash = $2";
/// No registration names it. In what is deleted, each row of `attachment` is called `file`.
const UNUSED: &str = "NOT EXISTS (SELECT 1 FROM attachment_use WHERE attachment_use.hash = file.hash)";

impl Tx {
    pub async fn attachment(&mut self, owner: PersonId, hash: &Digest) -> Result<Option<Attachment>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM attachment WHERE {KEY}"));
        let query = sqlx::query(sql).bind(owner.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(read).transpose()
    }

    /// What a person handed in; exports are not among it.
    pub async fn attachments_of(&mut self, owner: PersonId) -> Result<Vec<Attachment>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM attachment WHERE owner = $1 AND until_ms IS NULL ORDER BY hash");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(owner.as_bytes().to_vec());
        query.fetch_all(&mut *self.conn).await?.iter().map(read).collect()
    }

    /// Puts in a file; its bytes come in pieces.
    pub async fn insert_attachment(&mut self, file: &Attachment, now_ms: i64) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO attachment ({COLUMNS}, touched_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (owner, hash) DO NOTHING"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(file.owner.as_bytes().to_vec());
        let query = query.bind(file.hash.as_bytes().to_vec()).bind(file.kind.clone()).bind(i64::from(file.bytes));
        let query = query.bind(i64::from(file.have)).bind(i64::from(file.whole)).bind(file.until_ms).bind(now_ms);
        let done = query.execute(&mut *self.conn).await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Contended) }
    }

    /// Adds the piece that follows what came before. False: other bytes came there first.
    pub async fn add_piece(
        &mut self,
        owner: PersonId,
        hash: &Digest,
        begins: u32,
        bytes: &[u8],
        now_ms: i64,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE attachment SET have = have + $4, touched_ms = $5 \
             WHERE owner = $1 AND hash = $2 AND have = $3 AND whole = 0 AND have + $4 <= bytes";
        let query = sqlx::query(sql).bind(owner.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
        let query = query.bind(i64::from(begins)).bind(bytes.len() as i64).bind(now_ms);
        if query.execute(&mut *self.conn).await?.rows_affected() == 0 {
            return Ok(false);
        }
        self.put_piece(owner, hash, begins, bytes).await?;
        Ok(true)
    }

    pub async fn put_piece(
        &mut self,
        owner: PersonId,
        hash: &Digest,
        begins: u32,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO attachment_piece (owner, hash, begins, bytes) VALUES ($1, $2, $3, $4)";
        let query = sqlx::query(sql).bind(owner.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
        query.bind(i64::from(begins)).bind(bytes.to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// All bytes that came, in their order.
    pub async fn attachment_bytes(&mut self, owner: PersonId, hash: &Digest) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT bytes FROM attachment_piece WHERE owner = $1 AND hash = $2 ORDER BY begins";
        let query = sqlx::query(sql).bind(owner.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
        let mut whole = Vec::new();
        for row in query.fetch_all(&mut *self.conn).await? {
            whole.extend_from_slice(row.try_get::<&[u8], _>(0)?);
        }
        Ok(whole)
    }

    pub async fn set_whole(&mut self, owner: PersonId, hash: &Digest) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE attachment SET whole = 1 WHERE owner = $1 AND hash = $2");
        let query = query.bind(owner.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    pub async fn delete_attachment(&mut self, owner: PersonId, hash: &Digest) -> Result<(), StoreError> {
        for table in ["attachment_piece", "attachment"] {
            let sql = sqlx::AssertSqlSafe(format!("DELETE FROM {table} WHERE {KEY}"));
            let query = sqlx::query(sql).bind(owner.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
            query.execute(&mut *self.conn).await?;
        }
        Ok(())
    }

    /// Deletes a person's exports, or all that is theirs and that no registration of somebody else's names.
    pub async fn delete_exports(&mut self, owner: PersonId) -> Result<(), StoreError> {
        self.delete_attachments("file.owner = $1 AND file.until_ms IS NOT NULL", owner.as_bytes().to_vec())
            .await
            .map(drop)
    }

    pub async fn delete_attachments_of(&mut self, owner: PersonId) -> Result<u64, StoreError> {
        let which = format!("file.owner = $1 AND (file.until_ms IS NOT NULL OR {UNUSED})");
        self.delete_attachments(&which, owner.as_bytes().to_vec()).await
    }

    /// Deletes what is still on its way and did not move since then.
    pub async fn delete_unfinished(&mut self, since_ms: i64) -> Result<u64, StoreError> {
        self.delete_attachments("file.whole = 0 AND file.touched_ms <= $1", since_ms).await
    }

    /// Deletes what nobody's registration has named since then.
    pub async fn delete_unused(&mut self, since_ms: i64) -> Result<u64, StoreError> {
        self.delete_attachments(&format!("file.until_ms IS NULL AND file.touched_ms <= $1 AND {UNUSED}"), since_ms)
            .await
    }

    /// Deletes what has come to its end.
    pub async fn delete_over(&mut self, now_ms: i64) -> Result<u64, StoreError> {
        self.delete_attachments("file.until_ms <= $1", now_ms).await
    }

    /// Deletes files of these hashes that no registration names any more.
    pub async fn delete_unused_of(&mut self, hashes: &[Digest]) -> Result<u64, StoreError> {
        let mut deleted = 0;
        for hash in hashes {
            let which = format!("file.hash = $1 AND file.until_ms IS NULL AND {UNUSED}");
            deleted += self.delete_attachments(&which, hash.as_bytes().to_vec()).await?;
        }
        Ok(deleted)
    }

    /// The files that a registration names, from now on.
    pub async fn set_attachment_uses(
        &mut self,
        registration: RegistrationId,
        event: RecordId,
        hashes: &[Digest],
    ) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM attachment_use WHERE registration = $1");
        query.bind(registration.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        for hash in hashes {
            let sql = "INSERT INTO attachment_use (registration, hash, event) VALUES ($1, $2, $3) \
                 ON CONFLICT DO NOTHING";
            let query = sqlx::query(sql).bind(registration.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
            query.bind(event.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        }
        Ok(())
    }

    pub async fn is_attachment_used(
        &mut self,
        registration: RegistrationId,
        hash: &Digest,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query("SELECT COUNT(*) FROM attachment_use WHERE registration = $1 AND hash = $2");
        let query = query.bind(registration.as_bytes().to_vec()).bind(hash.as_bytes().to_vec());
        Ok(query.fetch_one(&mut *self.conn).await?.try_get::<i64, _>(0)? > 0)
    }

    /// The pieces go with their file, in this order so that none is left behind.
    async fn delete_attachments<'q, V>(&mut self, which: &str, value: V) -> Result<u64, StoreError>
    where
        V: Clone + sqlx::Encode<'q, sqlx::Any> + sqlx::Type<sqlx::Any> + 'q,
    {
        let sql = format!(
            "DELETE FROM attachment_piece WHERE EXISTS (SELECT 1 FROM attachment AS file \
             WHERE file.owner = attachment_piece.owner AND file.hash = attachment_piece.hash AND {which})"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(value.clone()).execute(&mut *self.conn).await?;
        let sql = sqlx::AssertSqlSafe(format!("DELETE FROM attachment AS file WHERE {which}"));
        Ok(sqlx::query(sql).bind(value).execute(&mut *self.conn).await?.rows_affected())
    }
}

impl Store {
    /// The events whose registrations name a file.
    pub async fn events_of_attachment(&self, hash: &Digest) -> Result<Vec<RecordId>, StoreError> {
        let query = sqlx::query("SELECT DISTINCT event FROM attachment_use WHERE hash = $1 ORDER BY event");
        let rows = query.bind(hash.as_bytes().to_vec()).fetch_all(&self.0.pool).await?;
        rows.iter().map(|row| id_at(row, 0)).collect()
    }

    /// Who handed in these bytes, whole.
    pub async fn owners_of_attachment(&self, hash: &Digest) -> Result<Vec<PersonId>, StoreError> {
        let query = sqlx::query("SELECT owner FROM attachment WHERE hash = $1 AND whole = 1 ORDER BY owner");
        let rows = query.bind(hash.as_bytes().to_vec()).fetch_all(&self.0.pool).await?;
        rows.iter().map(|row| uuid_at(row, 0, PersonId::from_bytes)).collect()
    }
}

fn read(row: &AnyRow) -> Result<Attachment, StoreError> {
    let number = |at| row.try_get::<i64, _>(at).map(|number| u32::try_from(number.max(0)).unwrap_or(u32::MAX));
    Ok(Attachment {
        owner: uuid_at(row, 0, PersonId::from_bytes)?,
        hash: Digest::from_bytes(fixed_at(row, 1)?),
        kind: row.try_get(2)?,
        bytes: number(3)?,
        have: number(4)?,
        whole: row.try_get::<i64, _>(5)? != 0,
        until_ms: row.try_get(6)?,
    })
}
