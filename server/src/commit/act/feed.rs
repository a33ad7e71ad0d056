//! Reading a feed. Whether somebody may read a scope is decided before.

use model::{FeedRow, Scope};

use super::ActError;
use crate::store::Store;

/// Rows that one answer carries.
pub const FEED_ROWS: u32 = 500;

/// The rows after a cursor, at most so many, in their order. Fewer than asked for means that these are all.
pub async fn feed(store: &Store, scope: Scope, after: u64, most: u32) -> Result<Vec<FeedRow>, ActError> {
    Ok(store.feed(scope, after, most.min(FEED_ROWS)).await?)
}
