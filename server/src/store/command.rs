//! Table `command`: every command that was answered, with the bytes of its receipt.

use model::{Aggregate, CommandId, Digest, PersonId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::{fixed_at, uuid_at};
use super::{Store, StoreError, Tx};

/// A command that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    pub id: CommandId,
    pub person: PersonId,
    /// The hash of the bytes that came.
    pub payload: Digest,
    pub receipt: Vec<u8>,
}

const SELECT: &str = "SELECT id, person, payload, receipt FROM command WHERE id = $1";

impl Tx {
    pub async fn command(&mut self, id: CommandId) -> Result<Option<CommandLine>, StoreError> {
        let query = sqlx::query(SELECT).bind(id.as_bytes().to_vec());
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(line).transpose()
    }

    /// Keeps a command. `Contended` if it has just been answered elsewhere.
    pub async fn insert_command(
        &mut self,
        line: &CommandLine,
        client: [u8; 16],
        aggregate: Aggregate,
        at_ms: i64,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO command (id, person, client, aggregate, payload, receipt, at_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING";
        let query = sqlx::query(sql).bind(line.id.as_bytes().to_vec()).bind(line.person.as_bytes().to_vec());
        let query = query.bind(client.to_vec()).bind(aggregate.to_string()).bind(line.payload.as_bytes().to_vec());
        let done = query.bind(line.receipt.clone()).bind(at_ms).execute(&mut *self.conn).await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Contended) }
    }
}

impl Store {
    /// What was answered to a command, if it came.
    pub async fn command(&self, id: CommandId) -> Result<Option<CommandLine>, StoreError> {
        let query = sqlx::query(SELECT).bind(id.as_bytes().to_vec());
        query.fetch_optional(&self.0.pool).await?.as_ref().map(line).transpose()
    }
}

fn line(row: &AnyRow) -> Result<CommandLine, StoreError> {
    Ok(CommandLine {
        id: uuid_at(row, 0, CommandId::from_bytes)?,
        person: uuid_at(row, 1, PersonId::from_bytes)?,
        payload: Digest::from_bytes(fixed_at(row, 2)?),
        receipt: row.try_get(3)?,
    })
}
