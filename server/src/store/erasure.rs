//! Table `erasure`, and the deleting itself: what is personal goes from every table, and a line says that it went.
//!
//! **Invariant:** a table that holds something of a person or of a registration stands in one of the lists here.

use model::{Aggregate, CommandId, PersonId, RecordId, RegistrationId};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row};

use super::statement::{fixed_at, json, json_at, uuid_at};
use super::{About, Store, StoreError, Tx};

/// Tables with a column `registration` that says whose a row is.
const OF_REGISTRATION: [&str; 6] = ["attendance", "certificate", "attachment_use", "check_in", "likeness", "letter_to"];
/// Tables with a column `person`. A session and a role go before the person.
const OF_PERSON: [&str; 4] = ["session", "role", "profile", "consent"];

/// How much was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ErasureCounts {
    pub registrations: u64,
    pub files: u64,
    pub feed_rows: u64,
    /// Rows of all other tables.
    pub rows: u64,
}

/// A line about something that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// A person's id, which names nobody any more, or an event's.
    pub about: About,
    pub at_ms: i64,
    pub why: String,
    pub counts: ErasureCounts,
}

/// Why a person is no longer there.
const ACCOUNT: &str = "account";

impl Tx {
    /// Writes down that something was erased; twice at one moment is added up.
    pub async fn note_erasure(&mut self, erasure: &Erasure) -> Result<(), StoreError> {
        let sql = "SELECT counts FROM erasure WHERE about = $1 AND at_ms = $2";
        let query = sqlx::query(sql).bind(erasure.about.to_vec()).bind(erasure.at_ms);
        let before = query.fetch_optional(&mut *self.conn).await?;
        let before: ErasureCounts = before.map(|row| json_at(row.try_get(0)?)).transpose()?.unwrap_or_default();
        let counts = erasure.counts.plus(before);
        let sql = "INSERT INTO erasure (about, at_ms, why, counts) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (about, at_ms) DO UPDATE SET counts = excluded.counts";
        let query = sqlx::query(sql).bind(erasure.about.to_vec()).bind(erasure.at_ms).bind(erasure.why.clone());
        query.bind(json(&counts)).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// A registration and all that hangs on it, but feeds and files. Gives how many rows of other tables.
    pub async fn delete_registration(&mut self, id: RegistrationId) -> Result<u64, StoreError> {
        let mut rows = 0;
        for table in OF_REGISTRATION {
            rows += self.delete_where(table, "registration", id.as_bytes()).await?;
        }
        self.delete_where("registration", "id", id.as_bytes()).await?;
        Ok(rows)
    }

    /// A person and all that is theirs, but registrations, feeds and files. Gives how many rows.
    pub async fn delete_person(&mut self, person: PersonId, email: &str) -> Result<u64, StoreError> {
        let mut rows = 0;
        for table in OF_PERSON {
            rows += self.delete_where(table, "person", person.as_bytes()).await?;
        }
        let codes = sqlx::query("UPDATE sign_in_code SET open = 0, email = '' WHERE LOWER(email) = LOWER($1)");
        codes.bind(email.to_owned()).execute(&mut *self.conn).await?;
        Ok(rows + self.delete_where("person", "id", person.as_bytes()).await?)
    }

    /// Places that they asked for for others stay theirs for whom they did; who asked is forgotten.
    pub async fn forget_leader(&mut self, person: PersonId) -> Result<u64, StoreError> {
        let query = sqlx::query("UPDATE registration SET leader = NULL WHERE leader = $1");
        Ok(query.bind(person.as_bytes().to_vec()).execute(&mut *self.conn).await?.rows_affected())
    }

    /// Letters of which no copy is kept any more. Who may read them has them in their feed.
    pub async fn delete_letters_without_readers(&mut self) -> Result<u64, StoreError> {
        let sql = "DELETE FROM letter WHERE NOT EXISTS (SELECT 1 FROM letter_to WHERE letter_to.letter = letter.id)";
        Ok(sqlx::query(sql).execute(&mut *self.conn).await?.rows_affected())
    }

    pub async fn delete_consents_of_event(&mut self, event: RecordId) -> Result<u64, StoreError> {
        self.delete_where("consent", "event", event.as_bytes()).await
    }

    async fn delete_where(&mut self, table: &str, column: &str, id: &[u8; 16]) -> Result<u64, StoreError> {
        let sql = AssertSqlSafe(format!("DELETE FROM {table} WHERE {column} = $1"));
        Ok(sqlx::query(sql).bind(id.to_vec()).execute(&mut *self.conn).await?.rows_affected())
    }

    /// The receipts of all commands about an aggregate, whoever's.
    pub async fn receipts_about(&mut self, aggregate: Aggregate) -> Result<Vec<(CommandId, Vec<u8>)>, StoreError> {
        let query = sqlx::query("SELECT id, receipt FROM command WHERE aggregate = $1").bind(aggregate.to_string());
        let rows = query.fetch_all(&mut *self.conn).await?;
        rows.iter().map(|row| Ok((uuid_at(row, 0, CommandId::from_bytes)?, row.try_get(1)?))).collect()
    }

    /// The receipts of a person's commands.
    pub async fn receipts_of(&mut self, person: PersonId) -> Result<Vec<(CommandId, Vec<u8>)>, StoreError> {
        let query = sqlx::query("SELECT id, receipt FROM command WHERE person = $1").bind(person.as_bytes().to_vec());
        let rows = query.fetch_all(&mut *self.conn).await?;
        rows.iter().map(|row| Ok((uuid_at(row, 0, CommandId::from_bytes)?, row.try_get(1)?))).collect()
    }

    /// A receipt is for ever the same, but for what was erased from it.
    pub async fn replace_receipt(&mut self, id: CommandId, receipt: &[u8]) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE command SET receipt = $2 WHERE id = $1").bind(id.as_bytes().to_vec());
        query.bind(receipt.to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// How many people have a role.
    pub async fn count_role(&mut self, name: &str) -> Result<u64, StoreError> {
        let query = sqlx::query("SELECT COUNT(DISTINCT person) FROM role WHERE name = $1").bind(name.to_owned());
        Ok(query.fetch_one(&mut *self.conn).await?.try_get::<i64, _>(0)?.max(0) as u64)
    }
}

impl Store {
    /// Whether somebody of this id had their account erased.
    pub async fn is_erased(&self, person: PersonId) -> Result<bool, StoreError> {
        let query = sqlx::query("SELECT COUNT(*) FROM erasure WHERE about = $1 AND why = $2");
        let row = query.bind(person.as_bytes().to_vec()).bind(ACCOUNT).fetch_one(&self.0.pool).await?;
        Ok(row.try_get::<i64, _>(0)? > 0)
    }

    /// All that was erased, the newest first.
    pub async fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let sql = "SELECT about, at_ms, why, counts FROM erasure ORDER BY at_ms DESC, about";
        let rows = sqlx::query(sql).fetch_all(&self.0.pool).await?;
        let read = |row: &sqlx::any::AnyRow| {
            let (at_ms, why) = (row.try_get(1)?, row.try_get(2)?);
            Ok(Erasure { about: fixed_at(row, 0)?, at_ms, why, counts: json_at(row.try_get(3)?)? })
        };
        rows.iter().map(read).collect()
    }
}

impl Erasure {
    pub fn of_account(person: PersonId, at_ms: i64, counts: ErasureCounts) -> Self {
        Erasure { about: *person.as_bytes(), at_ms, why: ACCOUNT.to_owned(), counts }
    }

    /// The event is over for as long as it said that it keeps things.
    pub fn of_event(event: RecordId, at_ms: i64, counts: ErasureCounts) -> Self {
        Erasure { about: *event.as_bytes(), at_ms, why: "retention".to_owned(), counts }
    }
}

impl ErasureCounts {
    pub fn plus(self, other: Self) -> Self {
        ErasureCounts {
            registrations: self.registrations + other.registrations,
            files: self.files + other.files,
            feed_rows: self.feed_rows + other.feed_rows,
            rows: self.rows + other.rows,
        }
    }
}
