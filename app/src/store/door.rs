//! What a door phone knows of people, wiped when it has no right to it any more: the session is over, or the event is.
//! What it saw at the door stays in the outbox, which names nobody but those who walked in.

use model::Scope;

use super::me::Known;
use super::{Store, StoreError, feed, me};

/// True if something was wiped. `now_ms` is the phone's clock.
pub async fn wipe_if_over(store: &dyn Store, now_ms: i64) -> Result<bool, StoreError> {
    let Some(known) = me::known(store).await? else { return Ok(false) };
    if !is_over(&known, now_ms) {
        return Ok(false);
    }
    let doors = feed::scopes(store).await?.into_iter().filter(|scope| matches!(scope, Scope::Door(_)));
    let doors: Vec<Scope> = doors.collect();
    for scope in &doors {
        feed::forget(store, *scope).await?;
    }
    Ok(!doors.is_empty())
}

/// By the server's clock, as far as the phone knows it.
pub fn is_over(known: &Known, now_ms: i64) -> bool {
    known.me.door.as_ref().is_some_and(|post| known.ended || now_ms.saturating_add(known.ahead_ms) >= post.ends_ms)
}
