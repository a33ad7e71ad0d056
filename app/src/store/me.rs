//! Who uses this phone: the person who signed in last, as the server told it. They stay until they sign out, also when
//! the session has ended: their ticket is theirs without it.

use model::PersonId;
use serde::{Deserialize, Serialize};
use server::api::{Me, Role};

use super::owner::Owner;
use super::{Change, Outbox, Room, Store, StoreError, file};

const KEY: &str = "person/me";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub me: Me,
    /// The server's database that the feeds are of.
    pub epoch: String,
    /// The session has ended: signing in again goes on where it stopped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
    /// The server's clock before this phone's, to the minute, at the last exchange.
    #[serde(default)]
    pub ahead_ms: i64,
}

impl Known {
    /// How far one clock is before another: to the minute, for the way of an answer takes some seconds.
    pub fn ahead_ms(server_ms: i64, phone_ms: i64) -> i64 {
        const MINUTE_MS: i64 = 60_000;
        server_ms.saturating_sub(phone_ms).saturating_add(MINUTE_MS / 2).div_euclid(MINUTE_MS) * MINUTE_MS
    }

    pub fn person(&self) -> PersonId {
        self.me.person
    }

    pub fn owner(&self) -> Owner {
        Owner::Person(self.me.person)
    }

    pub fn roles(&self) -> &[Role] {
        &self.me.roles
    }
}

pub async fn known(store: &dyn Store) -> Result<Option<Known>, StoreError> {
    let Some(bytes) = store.get(Room::Note, KEY).await? else { return Ok(None) };
    Ok(serde_json::from_slice(&bytes).ok())
}

pub async fn keep(store: &dyn Store, known: &Known) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(known).map_err(|error| StoreError::Failed(error.to_string()))?;
    store.put(Room::Note, KEY, &bytes).await
}

/// Forgets the person and all that is theirs but the outbox, which only they can empty, and the files that it names.
pub async fn forget(store: &dyn Store, owner: Owner) -> Result<(), StoreError> {
    let mut change = Change::default().delete(Room::Note, KEY);
    for (key, _) in store.list(Room::Feed, "").await? {
        change = change.delete(Room::Feed, key);
    }
    for (key, _) in store.list(Room::Draft, &owner.prefix()).await? {
        change = change.delete(Room::Draft, key);
    }
    store.change(&change).await?;
    let outbox = Outbox::load(store, owner).await?;
    let mut change = Change::default();
    for key in file::unneeded(store, owner, &outbox).await? {
        change = change.delete(Room::File, key);
    }
    store.change(&change).await.map(drop)
}

/// The account is gone, by its person's word: nothing of it stays, and what waited can go nowhere any more.
pub async fn erase(store: &dyn Store, owner: Owner) -> Result<(), StoreError> {
    let mut change = Change::default();
    for room in [Room::Outbox, Room::Receipt] {
        for (key, _) in store.list(room, &owner.prefix()).await? {
            change = change.delete(room, key);
        }
    }
    store.change(&change).await?;
    forget(store, owner).await
}
