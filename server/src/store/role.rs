//! Table `role`: what a person may do beside taking part. What the words mean, `auth` knows.

use sqlx::Row;

use model::PersonId;

use super::statement::uuid_at;
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

/// Who has a role.
#[derive(Clone, PartialEq, Eq)]
pub struct RoleHolder {
    pub person: PersonId,
    pub email: String,
    pub role: RoleWords,
    pub given_ms: i64,
}

impl Store {
    /// Who has a role that is about this, the first given first.
    pub async fn holders_of(&self, about: &str) -> Result<Vec<RoleHolder>, StoreError> {
        let sql = "SELECT r.person, p.email, r.name, r.about, r.given_ms FROM role r JOIN person p ON p.id = r.person \
             WHERE r.about = $1 ORDER BY r.given_ms, p.email, r.name";
        let rows = sqlx::query(sql).bind(about.to_owned()).fetch_all(&self.0.pool).await?;
        let holder = |row: &sqlx::any::AnyRow| {
            let role = RoleWords { name: row.try_get(2)?, about: row.try_get(3)? };
            let (email, given_ms) = (row.try_get(1)?, row.try_get(4)?);
            Ok(RoleHolder { person: uuid_at(row, 0, PersonId::from_bytes)?, email, role, given_ms })
        };
        rows.iter().map(holder).collect()
    }

    pub async fn roles(&self, person: PersonId) -> Result<Vec<RoleWords>, StoreError> {
        let query = sqlx::query("SELECT name, about FROM role WHERE person = $1 ORDER BY name, about");
        let rows = query.bind(person.as_bytes().to_vec()).fetch_all(&self.0.pool).await?;
        rows.iter().map(|row| Ok(RoleWords { name: row.try_get(0)?, about: row.try_get(1)? })).collect()
    }
}
