//! The store in IndexedDB. One database, version 1 for ever, every room made at once.
//!
//! rexie makes the rooms and reads. It hides durability, the reason of an aborted transaction and the end of a
//! connection, so writing goes over a second connection to the same database ([`transaction`]). A connection that the
//! browser closed is opened again, once; what was asked is then asked once more.

mod connection;
mod transaction;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use catalogue::FileName;
use futures::FutureExt;
use futures::future::{try_join, try_join_all};
use rexie::{KeyRange, TransactionMode};
use wasm_bindgen::JsValue;

use super::{BLOB_SCOPE, Bytes, Change, Flip, Flipped, HELD_KEY, Kept, Room, Store, StoreError, Verdict};
use connection::Connection;
use transaction::{Durability, Transaction, from_js};

pub struct IndexedDb {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
}

impl IndexedDb {
    /// Opens the database, and makes it where there is none. Fails where the browser keeps nothing.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let store = IndexedDb { name: name.to_owned(), connection: RefCell::default() };
        store.connection().await.map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(store)
    }

    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        let open = self.connection.borrow().clone().filter(|connection| !connection.is_closed());
        if let Some(connection) = open {
            return Ok(connection);
        }
        let connection = Rc::new(Connection::open(&self.name).await?);
        self.connection.replace(Some(Rc::clone(&connection)));
        Ok(connection)
    }

    /// Does it; if the connection was lost, once more over a new one.
    async fn run<T>(&self, act: impl AsyncFn(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let first = act(&*self.connection().await?).await;
        match first {
            Err(error) if error.is_worth_reopening() => {
                self.connection.take();
                act(&*self.connection().await?).await
            }
            done => done,
        }
    }
}

impl Store for IndexedDb {
    fn is_kept(&self) -> bool {
        true
    }

    fn get<'a>(&'a self, room: Room, key: &'a str) -> Kept<'a, Option<Bytes>> {
        let act = async move |connection: &Connection| read_one(connection, room, key).await;
        async move { self.run(act).await }.boxed_local()
    }

    fn put<'a>(&'a self, room: Room, key: &'a str, value: &'a [u8]) -> Kept<'a, ()> {
        let act = async move |connection: &Connection| {
            let writing = Transaction::begin(connection.raw(), &[room], Durability::Strict)?;
            writing.put(room, key, value)?;
            writing.done().await
        };
        async move { self.run(act).await }.boxed_local()
    }

    fn blobs<'a>(&'a self, names: &'a [FileName]) -> Kept<'a, Vec<Option<Bytes>>> {
        async move { self.run(async move |connection: &Connection| read_blobs(connection, names).await).await }
            .boxed_local()
    }

    fn put_blobs<'a>(&'a self, files: &'a [(FileName, Bytes)]) -> Kept<'a, ()> {
        let act = async move |connection: &Connection| {
            if files.is_empty() {
                return Ok(());
            }
            // A file that is lost with the power is fetched again; the flip after it is what has to be on disk.
            let writing = Transaction::begin(connection.raw(), &[Room::Blob], Durability::Relaxed)?;
            for (name, bytes) in files {
                writing.put(Room::Blob, &blob_key(name), bytes)?;
            }
            writing.done().await
        };
        async move { self.run(act).await }.boxed_local()
    }

    fn blob_names(&self) -> Kept<'_, BTreeSet<FileName>> {
        async move { self.run(async |connection: &Connection| read_names(connection).await).await }.boxed_local()
    }

    fn flip<'a>(&'a self, flip: &'a Flip) -> Kept<'a, Flipped> {
        async move { self.run(async move |connection: &Connection| write_flip(connection, flip).await).await }
            .boxed_local()
    }

    fn sweep<'a>(&'a self, held: Option<&'a [u8]>, keep: &'a BTreeSet<FileName>) -> Kept<'a, u32> {
        let act = async move |connection: &Connection| {
            let writing = Transaction::begin(connection.raw(), &[Room::Blob, Room::Head], Durability::Relaxed)?;
            let now = writing.get(Room::Head, HELD_KEY).await?.map(|value| from_js(&value));
            if now.as_deref() != held {
                return writing.done().await.map(|()| 0);
            }
            let keys = writing.keys(Room::Blob).await?;
            let gone: Vec<&String> =
                keys.iter().filter(|key| !blob_name(key).is_some_and(|name| keep.contains(&name))).collect();
            for key in &gone {
                writing.delete(Room::Blob, key)?;
            }
            writing.done().await.map(|()| gone.len() as u32)
        };
        async move { self.run(act).await }.boxed_local()
    }

    fn list<'a>(&'a self, room: Room, prefix: &'a str) -> Kept<'a, Vec<(String, Bytes)>> {
        async move { self.run(async move |connection: &Connection| read_list(connection, room, prefix).await).await }
            .boxed_local()
    }

    fn change<'a>(&'a self, change: &'a Change) -> Kept<'a, bool> {
        async move { self.run(async move |connection: &Connection| write_change(connection, change).await).await }
            .boxed_local()
    }

    fn wipe(&self) -> Kept<'_, ()> {
        let act = async |connection: &Connection| {
            let writing = Transaction::begin(connection.raw(), &Room::CATALOGUE, Durability::Strict)?;
            Room::CATALOGUE.into_iter().try_for_each(|room| writing.clear(room))?;
            writing.done().await
        };
        async move { self.run(act).await }.boxed_local()
    }
}

async fn read_one(connection: &Connection, room: Room, key: &str) -> Result<Option<Bytes>, StoreError> {
    let reading = connection.rexie().transaction(&[room.as_str()], TransactionMode::ReadOnly).map_err(failed)?;
    let store = reading.store(room.as_str()).map_err(failed)?;
    let value = store.get(JsValue::from_str(key)).await.map_err(failed)?;
    Ok(value.map(|value| from_js(&value)))
}

/// All gets are asked for before the first answers, so that they share one transaction and one wait.
async fn read_blobs(connection: &Connection, names: &[FileName]) -> Result<Vec<Option<Bytes>>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let room = Room::Blob.as_str();
    let reading = connection.rexie().transaction(&[room], TransactionMode::ReadOnly).map_err(failed)?;
    let store = reading.store(room).map_err(failed)?;
    let values = try_join_all(names.iter().map(|name| store.get(JsValue::from_str(&blob_key(name)))));
    let values = values.await.map_err(failed)?;
    Ok(values.into_iter().map(|value| value.map(|value| from_js(&value))).collect())
}

async fn read_names(connection: &Connection) -> Result<BTreeSet<FileName>, StoreError> {
    let room = Room::Blob.as_str();
    let reading = connection.rexie().transaction(&[room], TransactionMode::ReadOnly).map_err(failed)?;
    let keys = reading.store(room).map_err(failed)?.get_all_keys(None, None).await.map_err(failed)?;
    Ok(keys.iter().filter_map(JsValue::as_string).filter_map(|key| blob_name(&key)).collect())
}

async fn write_flip(connection: &Connection, flip: &Flip) -> Result<Flipped, StoreError> {
    let writing = Transaction::begin(connection.raw(), &[Room::Blob, Room::Head], Durability::Strict)?;
    let now = writing.get(Room::Head, HELD_KEY).await?.map(|value| from_js(&value));
    // After a lost connection the first try may have been kept.
    if now.as_ref() == Some(&flip.after) {
        return writing.done().await.map(|()| Flipped::Done);
    }
    if now != flip.before {
        return writing.done().await.map(|()| Flipped::Moved);
    }
    let have: BTreeSet<FileName> = writing.keys(Room::Blob).await?.iter().filter_map(|key| blob_name(key)).collect();
    let missing: BTreeSet<FileName> = flip.needs.difference(&have).copied().collect();
    if !missing.is_empty() {
        return writing.done().await.map(|()| Flipped::Missing(missing));
    }
    writing.put(Room::Head, HELD_KEY, &flip.after)?;
    writing.done().await.map(|()| Flipped::Done)
}

/// Keys and values are asked for together, so that they are of one moment.
async fn read_list(connection: &Connection, room: Room, prefix: &str) -> Result<Vec<(String, Bytes)>, StoreError> {
    // No key of ours holds this letter.
    let (first, last) = (JsValue::from_str(prefix), JsValue::from_str(&format!("{prefix}\u{ffff}")));
    let range = KeyRange::bound(&first, &last, None, None).map_err(|error| StoreError::Failed(error.to_string()))?;
    let reading = connection.rexie().transaction(&[room.as_str()], TransactionMode::ReadOnly).map_err(failed)?;
    let store = reading.store(room.as_str()).map_err(failed)?;
    let (keys, values) = try_join(store.get_all_keys(Some(range.clone()), None), store.get_all(Some(range), None))
        .await
        .map_err(failed)?;
    let keys = keys.iter().filter_map(JsValue::as_string);
    Ok(keys.zip(values.iter().map(from_js)).collect())
}

async fn write_change(connection: &Connection, change: &Change) -> Result<bool, StoreError> {
    let rooms = change.rooms();
    if rooms.is_empty() {
        return Ok(true);
    }
    let writing = Transaction::begin(connection.raw(), &rooms, Durability::Strict)?;
    let mut now = BTreeMap::new();
    for (room, key) in change.places() {
        let value = writing.get(room, &key).await?.map(|value| from_js(&value));
        now.insert((room, key), value);
    }
    let verdict = change.judge(|room, key| now.get(&(room, key.to_owned())).cloned().flatten());
    if verdict == Verdict::Do {
        for (room, key, value) in &change.puts {
            writing.put(*room, key, value)?;
        }
        for (room, key) in &change.deletes {
            writing.delete(*room, key)?;
        }
    }
    writing.done().await?;
    Ok(verdict != Verdict::Moved)
}

fn blob_key(name: &FileName) -> String {
    format!("{BLOB_SCOPE}{name}")
}

fn blob_name(key: &str) -> Option<FileName> {
    FileName::parse(key.strip_prefix(BLOB_SCOPE)?).ok()
}

fn failed(error: rexie::Error) -> StoreError {
    StoreError::from_words(&error.to_string())
}
