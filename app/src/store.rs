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
mod error;
pub mod held;
#[cfg(target_arch = "wasm32")]
mod indexed_db;
pub mod limit;
mod memory;
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

    /// Empties every room.
    fn wipe(&self) -> Kept<'_, ()>;
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
