//! Table `role`: what a person may do beside taking part. What the words mean, `auth` knows.

use sqlx::Row;

use model::PersonId;

use super::{Store, StoreError, Tx};

/// A role in the words of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleWords {
    pub name: String,
    /// The event or the country; empty for an admin.
    pub about: String,
}

impl Tx {
    /// Gives a role. True if the person did not have it.
    pub async fn give_role(&mut self, person: PersonId, role: &RoleWords, now_ms: i64) -> Result<bool, StoreError> {
        let sql = "INSERT INTO role (person, name, about, given_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(person.as_bytes().to_vec()).bind(role.name.clone()).bind(role.about.clone());
        Ok(query.bind(now_ms).execute(&mut *self.conn).await?.rows_affected() > 0)
    }

    /// Takes a role away. True if the person had it.
    pub async fn take_role(&mut self, person: PersonId, role: &RoleWords) -> Result<bool, StoreError> {
        let query = sqlx::query("DELETE FROM role WHERE person = $1 AND name = $2 AND about = $3");
        let query = query.bind(person.as_bytes().to_vec()).bind(role.name.clone()).bind(role.about.clone());
        Ok(query.execute(&mut *self.conn).await?.rows_affected() > 0)
    }
}

impl Store {
    pub async fn roles(&self, person: PersonId) -> Result<Vec<RoleWords>, StoreError> {
        let query = sqlx::query("SELECT name, about FROM role WHERE person = $1 ORDER BY name, about");
        let rows = query.bind(person.as_bytes().to_vec()).fetch_all(&self.0.pool).await?;
        rows.iter().map(|row| Ok(RoleWords { name: row.try_get(0)?, about: row.try_get(1)? })).collect()
    }
}
