//! All that is held of one person, table by table: what an export is made of.

use model::feed::ConsentView;
use model::{PersonId, RecordId};
use serde_json::{Value, json};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::{fixed_at, id_at, json_at};
use super::{StoreError, Tx};

impl Tx {
    /// The address and since when.
    pub async fn held_person(&mut self, person: PersonId) -> Result<Option<Value>, StoreError> {
        let sql = "SELECT email, created_ms FROM person WHERE id = $1";
        let rows =
            self.held(sql, person, |row| Ok(json!({"email": text(row, 0)?, "since_ms": number(row, 1)?}))).await?;
        Ok(rows.into_iter().next())
    }

    pub async fn held_sessions(&mut self, person: PersonId) -> Result<Vec<Value>, StoreError> {
        let sql = "SELECT device, made_ms, seen_ms FROM session WHERE person = $1 ORDER BY made_ms, id";
        let session = |row: &AnyRow| {
            Ok(json!({"device": text(row, 0)?, "signed_in_ms": number(row, 1)?, "last_seen_ms": number(row, 2)?}))
        };
        self.held(sql, person, session).await
    }

    pub async fn held_roles(&mut self, person: PersonId) -> Result<Vec<Value>, StoreError> {
        let sql = "SELECT name, about, given_ms FROM role WHERE person = $1 ORDER BY name, about";
        let role =
            |row: &AnyRow| Ok(json!({"role": text(row, 0)?, "about": text(row, 1)?, "given_ms": number(row, 2)?}));
        self.held(sql, person, role).await
    }

    pub async fn held_consents(&mut self, person: PersonId) -> Result<Vec<ConsentView>, StoreError> {
        let sql = "SELECT bytes FROM consent WHERE person = $1 ORDER BY event, purpose";
        self.held(sql, person, |row| json_at(row.try_get(0)?)).await
    }

    /// What they did: the commands themselves are not kept, but what each was about and when it came.
    pub async fn held_commands(&mut self, person: PersonId) -> Result<Vec<Value>, StoreError> {
        let sql = "SELECT id, aggregate, at_ms FROM command WHERE person = $1 ORDER BY at_ms, id";
        let command = |row: &AnyRow| {
            let id: RecordId = id_at(row, 0)?;
            Ok(json!({"id": id, "about": text(row, 1)?, "at_ms": number(row, 2)?}))
        };
        self.held(sql, person, command).await
    }

    /// The lines of the audit trail that name them.
    pub async fn held_audit(&mut self, person: PersonId) -> Result<Vec<Value>, StoreError> {
        let sql = "SELECT chain, number, at_ms, act, hash FROM audit WHERE person = $1 ORDER BY chain, number";
        let line = |row: &AnyRow| {
            let hash = model::Digest::from_bytes(fixed_at(row, 4)?);
            Ok(json!({
                "chain": text(row, 0)?, "line": number(row, 1)?, "at_ms": number(row, 2)?, "act": text(row, 3)?,
                "hash": hash,
            }))
        };
        self.held(sql, person, line).await
    }

    async fn held<T>(
        &mut self,
        sql: &'static str,
        person: PersonId,
        read: impl Fn(&AnyRow) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = sqlx::query(sql).bind(person.as_bytes().to_vec()).fetch_all(&mut *self.conn).await?;
        rows.iter().map(read).collect()
    }
}

fn text(row: &AnyRow, at: usize) -> Result<String, StoreError> {
    Ok(row.try_get(at)?)
}

fn number(row: &AnyRow, at: usize) -> Result<i64, StoreError> {
    Ok(row.try_get(at)?)
}
