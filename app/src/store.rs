//! What the phone keeps. The only door to IndexedDB; sync and engine come through [`Store`].
//!
//! Two implementations keep one contract (`store::contract`): IndexedDB in the browser, and memory where there is none.
//! The catalogue is kept as files under their names, and one value ([`Held`]) that says which of them are the catalogue.
//! Files are written first, then `Held` is flipped in one transaction, so a crash anywhere leaves a whole edition.
//!
//! **Invariant:** nobody awaits the network inside a transaction, and nothing here knows that there is one.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod contract;
pub mod door;
mod error;
pub mod feed;
pub mod file;
pub mod held;
#[cfg(target_arch = "wasm32")]
mod indexed_db;
pub mod limit;
pub mod me;
mod memory;
pub mod outbox;
pub mod outbox_file;
pub mod owner;
mod room;
pub mod shelf;

use std::collections::BTreeSet;
use std::sync::Arc;

use catalogue::FileName;
use futures::future::LocalBoxFuture;

pub use error::StoreError;
pub use held::{Held, Update};
#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDb;
pub use memory::Memory;
pub use outbox::{Item, Outbox};
pub use owner::Owner;
pub use room::Room;

/// A value, or a file's bytes. Shared, because the shelf reads them where they lie.
pub type Bytes = Arc<[u8]>;

/// What a store's method returns.
pub type Kept<'a, T> = LocalBoxFuture<'a, Result<T, StoreError>>;

/// Keys are `scope/id`. Each method is one transaction.
pub trait Store {
    /// False where everything is gone with the tab.
    fn is_kept(&self) -> bool;

    fn get<'a>(&'a self, room: Room, key: &'a str) -> Kept<'a, Option<Bytes>>;

    fn put<'a>(&'a self, room: Room, key: &'a str, value: &'a [u8]) -> Kept<'a, ()>;

    /// The files of these names, in their order.
    fn blobs<'a>(&'a self, names: &'a [FileName]) -> Kept<'a, Vec<Option<Bytes>>>;

    /// Keeps files, all or none.
    fn put_blobs<'a>(&'a self, files: &'a [(FileName, Bytes)]) -> Kept<'a, ()>;

    fn blob_names(&self) -> Kept<'_, BTreeSet<FileName>>;

    /// Compare and set of the catalogue's `Held`. On disk before it returns, where the browser can promise that.
    fn flip<'a>(&'a self, flip: &'a Flip) -> Kept<'a, Flipped>;

    /// Deletes the files that are not in `keep`, if `Held` is still `held`. Returns how many.
    fn sweep<'a>(&'a self, held: Option<&'a [u8]>, keep: &'a BTreeSet<FileName>) -> Kept<'a, u32>;

    /// The values whose keys begin so, in the order of their keys.
    fn list<'a>(&'a self, room: Room, prefix: &'a str) -> Kept<'a, Vec<(String, Bytes)>>;

    /// Does all of a change, or nothing and answers false if something is not as it needs. On disk before it returns,
    /// where the browser can promise that.
    fn change<'a>(&'a self, change: &'a Change) -> Kept<'a, bool>;

    /// Empties the rooms of the catalogue. What a person did, and what is theirs, stays.
    fn wipe(&self) -> Kept<'_, ()>;
}

/// Values that change together.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What must be there now; `None`: nothing.
    pub needs: Vec<(Room, String, Option<Bytes>)>,
    pub puts: Vec<(Room, String, Bytes)>,
    pub deletes: Vec<(Room, String)>,
}

impl Change {
    pub fn need(mut self, room: Room, key: impl Into<String>, value: Option<Bytes>) -> Self {
        self.needs.push((room, key.into(), value));
        self
    }

    pub fn put(mut self, room: Room, key: impl Into<String>, value: impl Into<Bytes>) -> Self {
        self.puts.push((room, key.into(), value.into()));
        self
    }

    pub fn delete(mut self, room: Room, key: impl Into<String>) -> Self {
        self.deletes.push((room, key.into()));
        self
    }

    /// The rooms that it touches, each once.
    #[cfg(target_arch = "wasm32")]
    fn rooms(&self) -> Vec<Room> {
        let needs = self.needs.iter().map(|(room, ..)| *room);
        let puts = self.puts.iter().map(|(room, ..)| *room);
        let rooms: BTreeSet<Room> = needs.chain(puts).chain(self.deletes.iter().map(|(room, _)| *room)).collect();
        rooms.into_iter().collect()
    }

    /// Whether it may be done, and whether it was done already, given what is there now. After a lost connection the
    /// first try may have been kept.
    fn judge(&self, now: impl Fn(Room, &str) -> Option<Bytes>) -> Verdict {
        if self.needs.iter().all(|(room, key, value)| now(*room, key) == *value) {
            return Verdict::Do;
        }
        let put = self.puts.iter().all(|(room, key, value)| now(*room, key).as_ref() == Some(value));
        let gone = self.deletes.iter().all(|(room, key)| now(*room, key).is_none());
        if put && gone { Verdict::Done } else { Verdict::Moved }
    }

    /// Every place that it looks at.
    #[cfg(target_arch = "wasm32")]
    fn places(&self) -> BTreeSet<(Room, String)> {
        let needs = self.needs.iter().map(|(room, key, _)| (*room, key.clone()));
        let puts = self.puts.iter().map(|(room, key, _)| (*room, key.clone()));
        needs.chain(puts).chain(self.deletes.iter().cloned()).collect()
    }
}

/// What a change comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Do,
    Done,
    Moved,
}

/// From one `Held` to the next.
#[derive(Debug, Clone)]
pub struct Flip {
    /// What must be there now.
    pub before: Option<Bytes>,
    pub after: Bytes,
    /// Files that must be there, or nothing is flipped: another tab may have swept them.
    pub needs: BTreeSet<FileName>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flipped {
    Done,
    /// Somebody else flipped first.
    Moved,
    Missing(BTreeSet<FileName>),
}

/// Where `Held` is kept, in [`Room::Head`].
pub const HELD_KEY: &str = "catalogue/held";
/// What the keys of files begin with, in [`Room::Blob`].
pub const BLOB_SCOPE: &str = "catalogue/";
