//! What is done in quiet moments: old files go, and files in use are compressed as well as can be.

use super::horizon::KEPT_MS;
use super::{LAST_QUALITY, PublishError, Publisher, pack};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SweepReport {
    pub files: u64,
    pub assets: u64,
}

impl Publisher {
    /// Deletes files that no head has named for 90 days, and files of a shell that no program has had for as long.
    pub async fn sweep(&self, now_ms: i64) -> Result<SweepReport, PublishError> {
        let since_ms = now_ms - KEPT_MS;
        let mut tx = self.store.write().await?;
        let files = tx.delete_files_unused_since(since_ms).await?;
        tx.commit().await?;
        let assets = self.store.delete_assets_unseen_since(since_ms).await?;
        Ok(SweepReport { files, assets })
    }

    /// Compresses one file again, at the highest quality. False if there was none left to do.
    pub async fn recompress_one(&self) -> Result<bool, PublishError> {
        let Some((name, raw)) = self.store.file_below_quality(LAST_QUALITY).await? else { return Ok(false) };
        let brotli = tokio::task::spawn_blocking(move || pack::brotli(&raw, LAST_QUALITY)).await?;
        let mut tx = self.store.write().await?;
        tx.set_brotli(name, &brotli, LAST_QUALITY).await?;
        tx.commit().await?;
        Ok(true)
    }
}
