//! Backup and restore. After a restore revisions start over in a new epoch: phones keep their files by name and catch
//! up with what the backup holds.

use std::path::Path;

use thiserror::Error;

use crate::publish::{PublishError, Published, Publisher};
use crate::store::{DumpError, Store};

#[derive(Debug, Error)]
pub enum RestoreError {
    #[error(transparent)]
    Dump(#[from] DumpError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(
        "the backup was published with another key, and phones would not believe this one. Nothing was restored: the \
         database is as empty as it was. Put the backup's head.key into the data folder first, then restore again"
    )]
    OtherKey,
}

/// Writes everything but the key into one new file, while the server runs.
pub async fn backup(store: &Store, path: &Path) -> Result<(), DumpError> {
    store.dump(path).await
}

/// Fills an empty database from a backup and publishes it under a new epoch. Whether phones will believe the key is
/// looked at before anything is kept.
pub async fn restore(publisher: &Publisher, path: &Path, now_ms: i64) -> Result<Published, RestoreError> {
    let mut tx = publisher.store().fill_from(path).await?;
    if let Err(error) = publisher.check(&mut tx).await {
        tx.roll_back().await.map_err(DumpError::from)?;
        return Err(match error {
            PublishError::OtherKey => RestoreError::OtherKey,
            other => other.into(),
        });
    }
    tx.commit().await.map_err(DumpError::from)?;
    Ok(publisher.sign_again(now_ms).await?)
}
