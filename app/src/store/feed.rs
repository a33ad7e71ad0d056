//! What the server told of each scope, in the order in which it did: pages of rows, each under its first cursor.
//!
//! **Invariant:** a page is only ever added behind the last one, so a phone that holds a cursor holds all before it.

use model::{FeedRow, Scope};
use serde::{Deserialize, Serialize};

use super::{Change, Room, Store, StoreError};

const FORMAT: u8 = 1;

#[derive(Serialize, Deserialize)]
struct Page {
    format: u8,
    rows: Vec<FeedRow>,
}

/// All rows of a scope. Where a page cannot be read the scope is emptied: it is a copy, and comes again.
pub async fn rows(store: &dyn Store, scope: Scope) -> Result<Vec<FeedRow>, StoreError> {
    let mut rows: Vec<FeedRow> = Vec::new();
    for (_, bytes) in store.list(Room::Feed, &prefix(scope)).await? {
        let Some(page) = serde_json::from_slice::<Page>(&bytes).ok().filter(|page| page.format <= FORMAT) else {
            forget(store, scope).await?;
            return Ok(Vec::new());
        };
        rows.extend(page.rows);
    }
    Ok(rows)
}

/// Adds what came after a cursor. False: another tab was faster; what it brought is there.
pub async fn add(store: &dyn Store, scope: Scope, after: u64, rows: &[FeedRow]) -> Result<bool, StoreError> {
    let Some(first) = rows.first() else { return Ok(true) };
    if first.cursor != after + 1 || rows.windows(2).any(|pair| pair[1].cursor != pair[0].cursor + 1) {
        return Err(StoreError::Failed(format!("rows of {scope} are missing after {after}")));
    }
    let key = format!("{}{:016x}", prefix(scope), first.cursor);
    let page = Page { format: FORMAT, rows: rows.to_vec() };
    let bytes = serde_json::to_vec(&page).map_err(|error| StoreError::Failed(error.to_string()))?;
    store.change(&Change::default().need(Room::Feed, &key, None).put(Room::Feed, &key, bytes)).await
}

/// The scopes of which something is kept.
pub async fn scopes(store: &dyn Store) -> Result<Vec<Scope>, StoreError> {
    let pages = store.list(Room::Feed, "").await?;
    let mut scopes: Vec<Scope> =
        pages.iter().filter_map(|(key, _)| Scope::parse(key.rsplit_once('#')?.0).ok()).collect();
    scopes.dedup();
    Ok(scopes)
}

/// Wipes a scope.
pub async fn forget(store: &dyn Store, scope: Scope) -> Result<(), StoreError> {
    let mut change = Change::default();
    for (key, _) in store.list(Room::Feed, &prefix(scope)).await? {
        change = change.delete(Room::Feed, key);
    }
    store.change(&change).await.map(drop)
}

fn prefix(scope: Scope) -> String {
    format!("{scope}#")
}
