//! The tables, and how an older database becomes a newer one: steps that are only ever added, each done once.

use sqlx::{AssertSqlSafe, Row};

use super::{Store, StoreError};

/// Each step is one version. `BLOB` and `SERIAL KEY` are put into the words of the database.
pub(super) const STEPS: [&str; 6] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
];

pub(super) async fn make(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    let dialect = tx.dialect;
    if let Some(lock) = dialect.lock_schema() {
        sqlx::query(lock).execute(&mut *tx.conn).await?;
    }
    sqlx::query("CREATE TABLE IF NOT EXISTS version (number BIGINT NOT NULL)").execute(&mut *tx.conn).await?;
    let row = sqlx::query("SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM version");
    let found: i64 = row.fetch_one(&mut *tx.conn).await?.try_get(0)?;
    let known = STEPS.len() as i64;
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    for (number, step) in (1..).zip(STEPS).skip(found as usize) {
        for statement in step.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
            sqlx::query(AssertSqlSafe(dialect.translate(statement))).execute(&mut *tx.conn).await?;
        }
        sqlx::query("INSERT INTO version (number) VALUES ($1)").bind(number as i64).execute(&mut *tx.conn).await?;
    }
    tx.make_epoch_if_new().await?;
    tx.commit().await
}
