//! Table `head`: the signed head. Each process keeps it in memory and looks for a newer one each second.

use std::sync::Arc;

use catalogue::SignedHead;
use sqlx::Row;
use tokio::sync::watch;

use super::{Store, StoreError, Tx};

const SELECT: &str = "SELECT bytes FROM head WHERE slot = 1";

impl Tx {
    pub async fn head(&mut self) -> Result<Option<SignedHead>, StoreError> {
        let row = sqlx::query(SELECT).fetch_optional(&mut *self.conn).await?;
        row.map(|row| Ok(SignedHead::open(row.try_get(0)?, None)?)).transpose()
    }

    pub async fn set_head(&mut self, head: &SignedHead) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO head (slot, bytes) VALUES (1, $1) ON CONFLICT (slot) DO UPDATE SET bytes = excluded.bytes";
        sqlx::query(sql).bind(head.bytes.clone()).execute(&mut *self.conn).await?;
        Ok(())
    }

    pub async fn delete_head(&mut self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM head").execute(&mut *self.conn).await?;
        Ok(())
    }
}

impl Store {
    /// The newest head that this process has seen. None before the first publication.
    pub fn head(&self) -> Option<Arc<SignedHead>> {
        self.0.head.borrow().clone()
    }

    /// Tells of every new head.
    pub fn watch_head(&self) -> watch::Receiver<Option<Arc<SignedHead>>> {
        self.0.head.subscribe()
    }

    /// Looks whether any process has published.
    pub async fn refresh_head(&self) -> Result<(), StoreError> {
        let row = sqlx::query(SELECT).fetch_optional(&self.0.pool).await?;
        let bytes: Option<Vec<u8>> = row.map(|row| row.try_get(0)).transpose()?;
        if self.head().map(|head| head.bytes.clone()) == bytes {
            return Ok(());
        }
        let head = bytes.map(|bytes| SignedHead::open(&bytes, None)).transpose()?.map(Arc::new);
        self.0.answers.clear();
        self.0.head.send_replace(head);
        Ok(())
    }
}
