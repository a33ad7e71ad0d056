//! Table `profile`: what each person has told about themselves.

use model::{PersonId, Profile};
use sqlx::Row;

use super::statement::{json, json_at};
use super::{StoreError, Tx};

impl Tx {
    pub async fn profile(&mut self, person: PersonId) -> Result<Option<Profile>, StoreError> {
        let query = sqlx::query("SELECT bytes FROM profile WHERE person = $1").bind(person.as_bytes().to_vec());
        let row = query.fetch_optional(&mut *self.conn).await?;
        row.map(|row| json_at(row.try_get(0)?)).transpose()
    }

    pub async fn put_profile(&mut self, person: PersonId, profile: &Profile, now_ms: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO profile (person, bytes, changed_ms) VALUES ($1, $2, $3) \
             ON CONFLICT (person) DO UPDATE SET bytes = excluded.bytes, changed_ms = excluded.changed_ms";
        let query = sqlx::query(sql).bind(person.as_bytes().to_vec()).bind(json(profile)).bind(now_ms);
        query.execute(&mut *self.conn).await?;
        Ok(())
    }
}
