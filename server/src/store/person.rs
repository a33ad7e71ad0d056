//! Table `person`: who signed in or was invited. Nothing but the address and the day is known of them here.

use model::{Email, PersonId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::uuid_at;
use super::{Store, StoreError, Tx};

/// A person as the table holds them.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    /// As it was first written.
    pub email: String,
    /// As two spellings of it are compared.
    pub email_key: String,
    pub created_ms: i64,
}

const COLUMNS: &str = "SELECT id, email, email_key, created_ms FROM person";

impl Tx {
    /// Puts a person in, unless the address is known. Returns the person of the address.
    pub async fn ensure_person(&mut self, person: &Person) -> Result<Person, StoreError> {
        let sql = "INSERT INTO person (id, email, email_key, created_ms) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (email_key) DO NOTHING";
        let query = sqlx::query(sql)
            .bind(person.id.as_bytes().to_vec())
            .bind(person.email.clone())
            .bind(person.email_key.clone());
        query.bind(person.created_ms).execute(&mut *self.conn).await?;
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE email_key = $1"));
        read(&sqlx::query(sql).bind(person.email_key.clone()).fetch_one(&mut *self.conn).await?)
    }
}

impl Tx {
    /// Where a person is written to.
    pub async fn email_of(&mut self, person: PersonId) -> Result<Option<Email>, StoreError> {
        let query = sqlx::query("SELECT email FROM person WHERE id = $1").bind(person.as_bytes().to_vec());
        let row = query.fetch_optional(&mut *self.conn).await?;
        let email: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
        Ok(email.and_then(|email| Email::parse(&email).ok()))
    }

    /// The person who signs in with an address.
    pub async fn person_at(&mut self, email: &Email) -> Result<Option<PersonId>, StoreError> {
        let query = sqlx::query("SELECT id FROM person WHERE email_key = $1").bind(email.key());
        let row = query.fetch_optional(&mut *self.conn).await?;
        row.as_ref().map(|row| uuid_at(row, 0, PersonId::from_bytes)).transpose()
    }
}

impl Store {
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1"));
        let row = sqlx::query(sql).bind(id.as_bytes().to_vec()).fetch_optional(&self.0.pool).await?;
        row.as_ref().map(read).transpose()
    }

    pub async fn person_of(&self, email_key: &str) -> Result<Option<Person>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE email_key = $1"));
        let row = sqlx::query(sql).bind(email_key.to_owned()).fetch_optional(&self.0.pool).await?;
        row.as_ref().map(read).transpose()
    }
}

fn read(row: &AnyRow) -> Result<Person, StoreError> {
    let (email, email_key, created_ms) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    Ok(Person { id: uuid_at(row, 0, PersonId::from_bytes)?, email, email_key, created_ms })
}
