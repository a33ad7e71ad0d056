//! Table `meta`: the epoch, and nothing else yet.

use sqlx::Row;

use super::statement::fixed_at;
use super::{Store, StoreError, Tx};

const EPOCH: &str = "epoch";

impl Tx {
    /// Random, and another one after a restore: phones then know that revisions start over.
    pub async fn epoch(&mut self) -> Result<[u8; 16], StoreError> {
        let row = sqlx::query("SELECT value FROM meta WHERE name = $1").bind(EPOCH).fetch_one(&mut *self.conn).await?;
        fixed_at(&row, 0)
    }

    pub async fn set_epoch(&mut self, epoch: [u8; 16]) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        sqlx::query(sql).bind(EPOCH).bind(epoch.to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    pub(super) async fn make_epoch_if_new(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT COUNT(*) FROM meta WHERE name = $1";
        let held: i64 = sqlx::query(sql).bind(EPOCH).fetch_one(&mut *self.conn).await?.try_get(0)?;
        if held == 0 { self.set_epoch(rand::random()).await } else { Ok(()) }
    }
}

impl Store {
    /// The epoch as it travels: 32 hex digits.
    pub async fn epoch_text(&self) -> Result<String, StoreError> {
        let query = sqlx::query("SELECT value FROM meta WHERE name = $1").bind(EPOCH);
        let epoch: [u8; 16] = fixed_at(&query.fetch_one(&self.0.pool).await?, 0)?;
        Ok(epoch.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Whether there is a head and it belongs to this database's epoch. After a restore it does not, until published.
    pub async fn head_is_of_this_epoch(&self) -> Result<bool, StoreError> {
        let query = sqlx::query("SELECT value FROM meta WHERE name = $1").bind(EPOCH);
        let epoch: [u8; 16] = fixed_at(&query.fetch_one(&self.0.pool).await?, 0)?;
        Ok(self.head().is_some_and(|head| head.head.epoch == epoch))
    }
}
