//! Table `session`: browsers that are signed in, each found by the hash of what its cookie holds.

use std::fmt;

use model::{PersonId, RecordId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::code::Hash;
use super::statement::{id_at, uuid_at};
use super::{Store, StoreError, Tx};

/// A session's name on the screen and in the list. It opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(RecordId);

impl SessionId {
    pub fn made_at(now_ms: i64, random: [u8; 10]) -> Self {
        SessionId(RecordId::made_at(now_ms.max(0) as u64, random))
    }

    pub fn of(id: RecordId) -> Self {
        SessionId(id)
    }

    /// As it travels.
    pub fn as_record_id(&self) -> RecordId {
        self.0
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.as_bytes().to_vec()
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A session as the table holds it, without its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub person: PersonId,
    /// Browser and system, for the person to know it by.
    pub device: String,
    pub made_ms: i64,
    pub seen_ms: i64,
    /// A moment after which it is over, whoever uses it.
    pub ends_ms: Option<i64>,
}

const COLUMNS: &str = "SELECT id, person, device, made_ms, seen_ms, ends_ms FROM session";

impl Tx {
    pub async fn insert_session(&mut self, session: &Session, token: &Hash) -> Result<(), StoreError> {
        let sql = "INSERT INTO session (id, token, person, device, made_ms, seen_ms, ends_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let query =
            sqlx::query(sql).bind(session.id.bytes()).bind(token.to_vec()).bind(session.person.as_bytes().to_vec());
        let query =
            query.bind(session.device.clone()).bind(session.made_ms).bind(session.seen_ms).bind(session.ends_ms);
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Ends the session of a token. True if there was one.
    pub async fn end_session_of(&mut self, token: &Hash) -> Result<bool, StoreError> {
        let query = sqlx::query("DELETE FROM session WHERE token = $1").bind(token.to_vec());
        Ok(query.execute(&mut *self.conn).await?.rows_affected() > 0)
    }

    /// Ends a session of a person; nobody can end another's. True if there was one.
    pub async fn end_session(&mut self, person: PersonId, id: SessionId) -> Result<bool, StoreError> {
        let query = sqlx::query("DELETE FROM session WHERE id = $1 AND person = $2");
        let done = query.bind(id.bytes()).bind(person.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        Ok(done.rows_affected() > 0)
    }

    /// Deletes sessions that were made or seen too long ago, or have come to their own end.
    pub async fn drop_ended_sessions(
        &mut self,
        made_before_ms: i64,
        seen_before_ms: i64,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM session WHERE made_ms <= $1 OR seen_ms <= $2 OR ends_ms <= $3");
        query.bind(made_before_ms).bind(seen_before_ms).bind(now_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Keeps so many sessions of a person, those seen last.
    pub async fn keep_newest_sessions(&mut self, person: PersonId, most: u32) -> Result<(), StoreError> {
        let sql = "DELETE FROM session WHERE person = $1 AND id NOT IN \
             (SELECT id FROM session WHERE person = $1 ORDER BY seen_ms DESC, id DESC LIMIT $2)";
        sqlx::query(sql).bind(person.as_bytes().to_vec()).bind(i64::from(most)).execute(&mut *self.conn).await?;
        Ok(())
    }
}

impl Store {
    pub async fn session_of(&self, token: &Hash) -> Result<Option<Session>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE token = $1"));
        let row = sqlx::query(sql).bind(token.to_vec()).fetch_optional(&self.0.pool).await?;
        row.as_ref().map(read).transpose()
    }

    /// A person's sessions, seen last first.
    pub async fn sessions(&self, person: PersonId) -> Result<Vec<Session>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE person = $1 ORDER BY seen_ms DESC, id DESC"));
        let rows = sqlx::query(sql).bind(person.as_bytes().to_vec()).fetch_all(&self.0.pool).await?;
        rows.iter().map(read).collect()
    }

    pub async fn see_session(&self, id: SessionId, now_ms: i64) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let query = sqlx::query("UPDATE session SET seen_ms = $2 WHERE id = $1 AND seen_ms < $2");
        query.bind(id.bytes()).bind(now_ms).execute(&mut *tx.conn).await?;
        tx.commit().await
    }
}

fn read(row: &AnyRow) -> Result<Session, StoreError> {
    let (device, made_ms, seen_ms, ends_ms) = (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
    Ok(Session {
        id: SessionId(id_at(row, 0)?),
        person: uuid_at(row, 1, PersonId::from_bytes)?,
        device,
        made_ms,
        seen_ms,
        ends_ms,
    })
}
