//! The two connections to the database: rexie's, which makes the rooms and reads, and a plain one to write over.

use std::cell::Cell;
use std::rc::Rc;

use rexie::{ObjectStore, Rexie};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, IdbDatabase, IdbFactory};

use super::transaction::{open_database, words};
use crate::store::{Room, StoreError};

/// Never another: versions live in values.
const VERSION: u32 = 1;

pub struct Connection {
    rexie: Option<Rexie>,
    raw: IdbDatabase,
    closed: Rc<Cell<bool>>,
    /// Called when the browser closes the connection, and when somebody wants to delete the database.
    _on_end: Closure<dyn FnMut(Event)>,
}

impl Connection {
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let rooms = Room::ALL.into_iter().map(|room| ObjectStore::new(room.as_str()));
        let builder = rooms.fold(Rexie::builder(name).version(VERSION), |builder, room| builder.add_object_store(room));
        let rexie = builder.build().await.map_err(super::failed)?;
        let raw = open_database(&factory()?, name, VERSION).await?;
        let closed = Rc::new(Cell::new(false));
        let ended = (Rc::clone(&closed), raw.clone());
        let on_end = Closure::new(move |_: Event| {
            ended.0.set(true);
            ended.1.close();
        });
        raw.set_onclose(Some(on_end.as_ref().unchecked_ref()));
        raw.set_onversionchange(Some(on_end.as_ref().unchecked_ref()));
        Ok(Connection { rexie: Some(rexie), raw, closed, _on_end: on_end })
    }

    pub fn rexie(&self) -> &Rexie {
        self.rexie.as_ref().expect("it is taken only when the connection is dropped")
    }

    pub fn raw(&self) -> &IdbDatabase {
        &self.raw
    }

    pub fn is_closed(&self) -> bool {
        self.closed.get()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.raw.set_onclose(None);
        self.raw.set_onversionchange(None);
        self.raw.close();
        if let Some(rexie) = self.rexie.take() {
            rexie.close();
        }
    }
}

/// `indexedDB` of a window or a worker.
fn factory() -> Result<IdbFactory, StoreError> {
    let found = js_sys::Reflect::get(&js_sys::global(), &"indexedDB".into());
    let factory = found.map_err(|error| StoreError::Unavailable(words(&error)))?;
    factory.dyn_into().map_err(|_| StoreError::Unavailable("no indexedDB".to_owned()))
}
