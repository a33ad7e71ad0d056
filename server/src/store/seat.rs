//! Table `seat`: how many places of an event are taken, by counter.

use std::collections::BTreeMap;

use model::RecordId;
use model::registration::SeatCounter;
use sqlx::{AssertSqlSafe, Row};

use super::{StoreError, Tx};

impl Tx {
    /// Until this transaction ends, no other takes or frees a place of this event, or changes a registration for it.
    pub async fn lock_event(&mut self, event: RecordId) -> Result<(), StoreError> {
        let sql = "INSERT INTO seat (event, name, taken) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(event.as_bytes().to_vec()).bind(SeatCounter::ALL);
        query.execute(&mut *self.conn).await?;
        let lock = self.dialect.for_update();
        let sql = AssertSqlSafe(format!("SELECT taken FROM seat WHERE event = $1 AND name = $2{lock}"));
        let query = sqlx::query(sql).bind(event.as_bytes().to_vec()).bind(SeatCounter::ALL);
        query.fetch_one(&mut *self.conn).await?;
        Ok(())
    }

    /// The counters of an event that were ever used.
    pub async fn seats_taken(&mut self, event: RecordId) -> Result<BTreeMap<String, u64>, StoreError> {
        let query = sqlx::query("SELECT name, taken FROM seat WHERE event = $1").bind(event.as_bytes().to_vec());
        let rows = query.fetch_all(&mut *self.conn).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)?.max(0) as u64))).collect()
    }

    /// Takes a place from a counter. Even without the lock, it never takes more than there are: then it is `Contended`.
    pub async fn take_seat(&mut self, event: RecordId, name: &str, places: Option<u32>) -> Result<(), StoreError> {
        let most = places.map_or(i64::MAX, i64::from);
        let sql = "INSERT INTO seat (event, name, taken) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(event.as_bytes().to_vec()).bind(name.to_owned());
        query.execute(&mut *self.conn).await?;
        let sql = "UPDATE seat SET taken = taken + 1 WHERE event = $1 AND name = $2 AND taken < $3";
        let query = sqlx::query(sql).bind(event.as_bytes().to_vec()).bind(name.to_owned()).bind(most);
        let done = query.execute(&mut *self.conn).await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Contended) }
    }

    pub async fn free_seat(&mut self, event: RecordId, name: &str) -> Result<(), StoreError> {
        let sql = "UPDATE seat SET taken = taken - 1 WHERE event = $1 AND name = $2 AND taken > 0";
        let query = sqlx::query(sql).bind(event.as_bytes().to_vec()).bind(name.to_owned());
        query.execute(&mut *self.conn).await?;
        Ok(())
    }
}
