//! Offers that are over pass on, also when nobody acts; and places that were added to an event reach those who wait.

use model::{Digest, PersonId, RecordId};

use super::work::Work;
use super::{ATTEMPTS, ActError, places};
use crate::keys::Seals;
use crate::store::{Store, StoreError};

/// Settles every event that has somebody to offer a place to; gives how many events changed. Call it every minute.
pub async fn pass_on_offers(store: &Store, seals: &Seals, now_ms: i64) -> Result<u64, ActError> {
    let mut changed = 0;
    for event in store.events_to_settle(now_ms).await? {
        changed += u64::from(settle_event(store, seals, event, now_ms).await?);
    }
    Ok(changed)
}

async fn settle_event(store: &Store, seals: &Seals, event: RecordId, now_ms: i64) -> Result<bool, StoreError> {
    for _ in 1..ATTEMPTS {
        match settle_once(store, seals, event, now_ms).await {
            Err(error) if error.is_retryable() => {}
            done => return done,
        }
    }
    settle_once(store, seals, event, now_ms).await
}

async fn settle_once(store: &Store, seals: &Seals, event: RecordId, now_ms: i64) -> Result<bool, StoreError> {
    // No feed is theirs: the server acts by itself.
    let nobody = PersonId::made_at(0, [0; 10]);
    let mut work = Work::open(store, seals, Some(event), nobody, now_ms).await?;
    places::settle(&mut work).await?;
    if !work.has_told() {
        work.tx.roll_back().await?;
        return Ok(false);
    }
    work.write_feeds(|_| false).await?;
    work.write_audit(None, "places_settled", event.as_bytes(), Digest::of(event.as_bytes())).await?;
    work.tx.commit().await?;
    Ok(true)
}
