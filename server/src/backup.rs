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
}

/// Writes everything but the key into one new file, while the server runs.
pub async fn backup(store: &Store, path: &Path) -> Result<(), DumpError> {
    store.dump(path).await
}

/// Fills an empty database from a backup and publishes it under a new epoch.
pub async fn restore(publisher: &Publisher, path: &Path, now_ms: i64) -> Result<Published, RestoreError> {
    publisher.store().fill_from(path).await?;
    Ok(publisher.sign_again(now_ms).await?)
}
