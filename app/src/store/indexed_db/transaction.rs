//! A transaction that writes: its durability, its requests, and why it ended.

use futures::channel::oneshot;
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionDurability,
    IdbTransactionMode, IdbTransactionOptions,
};

use crate::store::{Bytes, Room, StoreError};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On disk before it is done.
    Strict,
    /// The browser may write it to disk a little later.
    Relaxed,
}

pub struct Transaction {
    inner: IdbTransaction,
    ended: oneshot::Receiver<Result<(), StoreError>>,
    _on_complete: Closure<dyn FnMut(Event)>,
    _on_abort: Closure<dyn FnMut(Event)>,
}

impl Transaction {
    pub fn begin(database: &IdbDatabase, rooms: &[Room], durability: Durability) -> Result<Self, StoreError> {
        let names: Vec<JsString> = rooms.iter().map(|room| JsString::from(room.as_str())).collect();
        let options = IdbTransactionOptions::new();
        options.set_durability(match durability {
            Durability::Strict => IdbTransactionDurability::Strict,
            Durability::Relaxed => IdbTransactionDurability::Relaxed,
        });
        // A browser that does not know the options passes over them.
        let inner = database
            .transaction_with_str_sequence_and_mode_and_options(&names, IdbTransactionMode::Readwrite, &options)
            .map_err(failed)?;
        let (send, ended) = oneshot::channel();
        let send = std::rc::Rc::new(std::cell::Cell::new(Some(send)));
        let (complete, abort, transaction) = (send.clone(), send, inner.clone());
        let on_complete = Closure::new(move |_: Event| {
            complete.take().map(|send| send.send(Ok(())));
        });
        let on_abort = Closure::new(move |_: Event| {
            let error = transaction.error().map_or_else(|| "AbortError".to_owned(), |error| exception_words(&error));
            abort.take().map(|send| send.send(Err(StoreError::from_words(&error))));
        });
        inner.set_oncomplete(Some(on_complete.as_ref().unchecked_ref()));
        inner.set_onabort(Some(on_abort.as_ref().unchecked_ref()));
        Ok(Transaction { inner, ended, _on_complete: on_complete, _on_abort: on_abort })
    }

    pub async fn get(&self, room: Room, key: &str) -> Result<Option<JsValue>, StoreError> {
        let request = self.store(room)?.get(&JsValue::from_str(key)).map_err(failed)?;
        let value = answer(&request).await?;
        Ok(Some(value).filter(|value| !value.is_undefined()))
    }

    pub async fn keys(&self, room: Room) -> Result<Vec<String>, StoreError> {
        let request = self.store(room)?.get_all_keys().map_err(failed)?;
        let keys: Array = answer(&request).await?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    pub fn put(&self, room: Room, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.store(room)?.put_with_key(&to_js(value), &JsValue::from_str(key)).map(drop).map_err(failed)
    }

    pub fn delete(&self, room: Room, key: &str) -> Result<(), StoreError> {
        self.store(room)?.delete(&JsValue::from_str(key)).map(drop).map_err(failed)
    }

    pub fn clear(&self, room: Room) -> Result<(), StoreError> {
        self.store(room)?.clear().map(drop).map_err(failed)
    }

    /// Waits until all of it is kept, or none.
    pub async fn done(mut self) -> Result<(), StoreError> {
        (&mut self.ended).await.unwrap_or_else(|_| Err(StoreError::from_words("AbortError")))
    }

    fn store(&self, room: Room) -> Result<IdbObjectStore, StoreError> {
        self.inner.object_store(room.as_str()).map_err(failed)
    }
}

impl Drop for Transaction {
    /// The closures go with it, so nobody may call them any more.
    fn drop(&mut self) {
        self.inner.set_oncomplete(None);
        self.inner.set_onabort(None);
    }
}

/// Opens the database over a plain connection.
pub async fn open_database(factory: &IdbFactory, name: &str, version: u32) -> Result<IdbDatabase, StoreError> {
    let request = factory.open_with_u32(name, version).map_err(failed)?;
    Ok(answer(&request).await?.unchecked_into())
}

/// Waits for a request. The transaction stays open while the answer is used, until something else is awaited.
async fn answer(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let (send, receive) = oneshot::channel();
    let asked = request.clone();
    let on_end = Closure::once(move |_: Event| {
        let result = match asked.error() {
            Ok(Some(error)) => Err(StoreError::from_words(&exception_words(&error))),
            Ok(None) | Err(_) => asked.result().map_err(failed),
        };
        let _ = send.send(result);
    });
    request.set_onsuccess(Some(on_end.as_ref().unchecked_ref()));
    request.set_onerror(Some(on_end.as_ref().unchecked_ref()));
    let ended = receive.await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    ended.unwrap_or_else(|_| Err(StoreError::from_words("AbortError")))
}

pub fn to_js(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

/// Copied once, into the place where it stays.
pub fn from_js(value: &JsValue) -> Bytes {
    let array = Uint8Array::new(value);
    let mut bytes: Bytes = std::iter::repeat_n(0, array.length() as usize).collect();
    array.copy_to(std::sync::Arc::get_mut(&mut bytes).expect("nobody else has it yet"));
    bytes
}

/// Name and message of what was thrown.
pub fn words(thrown: &JsValue) -> String {
    thrown.dyn_ref().map_or_else(|| format!("{thrown:?}"), exception_words)
}

fn exception_words(error: &DomException) -> String {
    format!("{}: {}", error.name(), error.message())
}

fn failed(thrown: JsValue) -> StoreError {
    StoreError::from_words(&words(&thrown))
}
