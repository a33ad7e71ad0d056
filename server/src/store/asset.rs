//! Table `asset`: the hashed files of the app's shell. `serve` puts its own there and serves all it finds, so that a
//! phone with an older shell never meets a 404.

use sqlx::Row;

use super::{Encoding, Store, StoreError};

/// One file of the shell, compressed ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    pub path: String,
    pub content_type: String,
    pub raw: Vec<u8>,
    pub brotli: Vec<u8>,
    pub gzip: Vec<u8>,
}

impl Store {
    /// Keeps an asset, or notes that the running program still has it.
    pub async fn keep_asset(&self, asset: &Asset, now_ms: i64) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let sql = "INSERT INTO asset (path, content_type, raw, brotli, gzip, seen_ms) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (path) DO UPDATE SET seen_ms = excluded.seen_ms";
        let query = sqlx::query(sql).bind(asset.path.clone()).bind(asset.content_type.clone()).bind(asset.raw.clone());
        let query = query.bind(asset.brotli.clone()).bind(asset.gzip.clone()).bind(now_ms);
        query.execute(&mut *tx.conn).await?;
        tx.commit().await
    }

    /// An asset's content type and bytes.
    pub async fn asset(&self, path: &str, encoding: Encoding) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        let sql = match encoding {
            Encoding::Raw => "SELECT content_type, raw FROM asset WHERE path = $1",
            Encoding::Gzip => "SELECT content_type, gzip FROM asset WHERE path = $1",
            Encoding::Brotli => "SELECT content_type, brotli FROM asset WHERE path = $1",
        };
        let row = sqlx::query(sql).bind(path.to_owned()).fetch_optional(&self.0.pool).await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    pub async fn delete_assets_unseen_since(&self, since_ms: i64) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        let query = sqlx::query("DELETE FROM asset WHERE seen_ms <= $1").bind(since_ms);
        let deleted = query.execute(&mut *tx.conn).await?.rows_affected();
        tx.commit().await?;
        Ok(deleted)
    }
}
