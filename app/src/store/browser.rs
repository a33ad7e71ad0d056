//! Chooses the store for this browser, and what only a browser knows about it: whether it may be wiped, whether it was,
//! and how much room there is.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Storage, StorageEstimate, StorageManager};

use super::{HELD_KEY, IndexedDb, Memory, Room, Store};

/// The one database.
const DATABASE: &str = "mangrove";
/// In `localStorage`: what became of the catalogue here.
const MARKER: &str = "mangrove.kept";
/// One is kept. If the store is then empty, the browser wiped it.
const KEPT: &str = "1";
/// A person removed it, and has not asked for it since.
const REMOVED: &str = "removed";

/// A store, and what was found.
pub struct Opened {
    pub store: Rc<dyn Store>,
    /// A catalogue was kept here once, and is gone: the browser made room, or a person cleared it.
    pub was_wiped: bool,
}

/// Opens IndexedDB, or memory where there is none.
pub async fn open() -> Opened {
    let Ok(store) = IndexedDb::open(DATABASE).await else {
        return Opened { store: Rc::new(Memory::default()), was_wiped: false };
    };
    let is_empty = matches!(store.get(Room::Head, HELD_KEY).await, Ok(None));
    Opened { store: Rc::new(store), was_wiped: is_empty && marked().as_deref() == Some(KEPT) }
}

/// Remembers that a catalogue is kept here. Called when one is whole; a removal meanwhile counts more.
pub fn mark_kept() {
    if !is_removed() {
        mark(KEPT);
    }
}

/// Remembers that a person removed it: nothing is fetched again until they ask.
pub fn mark_removed() {
    mark(REMOVED);
}

pub fn is_removed() -> bool {
    marked().as_deref() == Some(REMOVED)
}

/// Forgets either: the person asks for the catalogue.
pub fn unmark() {
    if let Some(storage) = local_storage() {
        let _ = storage.remove_item(MARKER);
    }
}

fn mark(value: &str) {
    if let Some(storage) = local_storage() {
        // Refused in private windows of some browsers, where nothing is kept anyway.
        let _ = storage.set_item(MARKER, value);
    }
}

fn marked() -> Option<String> {
    local_storage()?.get_item(MARKER).ok().flatten()
}

fn local_storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Whether the browser has promised not to delete what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persistence {
    Granted,
    /// The browser may make room with what is kept here.
    Denied,
    /// It does not say.
    Unknown,
}

/// What the browser has promised so far. Never asks a person.
pub async fn persistence() -> Persistence {
    let Some(manager) = manager() else { return Persistence::Unknown };
    promised(manager.persisted()).await
}

/// Asks for the promise. Some browsers then ask the person, so the right moment is after the first whole catalogue,
/// on a tap.
pub async fn ask_to_persist() -> Persistence {
    let Some(manager) = manager() else { return Persistence::Unknown };
    promised(manager.persist()).await
}

async fn promised<E>(promise: Result<js_sys::Promise, E>) -> Persistence {
    let Ok(promise) = promise else { return Persistence::Unknown };
    match JsFuture::from(promise).await.ok().and_then(|answer| answer.as_bool()) {
        Some(true) => Persistence::Granted,
        Some(false) => Persistence::Denied,
        None => Persistence::Unknown,
    }
}

/// Bytes that this site uses, and may use, as the browser estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Space {
    pub used_bytes: f64,
    pub quota_bytes: f64,
}

pub async fn estimate() -> Option<Space> {
    let promise = manager()?.estimate().ok()?;
    let estimate: StorageEstimate = JsFuture::from(promise).await.ok()?.unchecked_into();
    Some(Space { used_bytes: estimate.get_usage()?, quota_bytes: estimate.get_quota()? })
}

/// Absent off https, and on old browsers.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let found = js_sys::Reflect::get(&navigator, &"storage".into()).ok()?;
    found.dyn_into().ok()
}
