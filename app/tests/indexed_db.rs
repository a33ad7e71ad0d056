//! The store in a real browser: it keeps the contract, and what it kept is there when it is opened again.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test's failure is the message")]

use app::store::{Bytes, HELD_KEY, IndexedDb, Room, Store, contract};
use catalogue::FileName;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{IdbDatabase, IdbOpenDbRequest};

wasm_bindgen_test_configure!(run_in_browser);

async fn open(name: &str) -> IndexedDb {
    IndexedDb::open(name).await.expect("this browser has IndexedDB")
}

#[wasm_bindgen_test]
async fn indexed_db_keeps_the_contract() {
    contract::all(&open("contract").await).await;
}

#[wasm_bindgen_test]
async fn what_was_kept_is_there_when_it_is_opened_again() {
    let file = (FileName::of(b"file"), Bytes::from(&b"file"[..]));
    let first = open("again").await;
    first.put(Room::Setting, "scope/id", b"value").await.unwrap();
    first.put_blobs(std::slice::from_ref(&file)).await.unwrap();
    drop(first);
    let second = open("again").await;
    assert!(second.is_kept());
    assert_eq!(second.get(Room::Setting, "scope/id").await.unwrap().as_deref(), Some(&b"value"[..]));
    assert_eq!(second.blobs(&[file.0]).await.unwrap(), [Some(file.1)]);
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_closed_is_opened_again() {
    let store = open("closed").await;
    store.put(Room::Note, "scope/id", b"value").await.unwrap();
    // To delete a database the browser asks its connections to close, and waits for them.
    let gone = factory().delete_database("closed").unwrap();
    settled(&gone).await;
    assert_eq!(store.get(Room::Note, "scope/id").await.unwrap(), None);
    store.put(Room::Note, "scope/id", b"other").await.unwrap();
    assert_eq!(store.get(Room::Note, "scope/id").await.unwrap().as_deref(), Some(&b"other"[..]));
    assert_eq!(store.get(Room::Head, HELD_KEY).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn the_database_is_of_version_one_and_has_every_room_at_once() {
    drop(open("rooms").await);
    let request = factory().open("rooms").unwrap();
    settled(&request).await;
    let database: IdbDatabase = request.result().unwrap().unchecked_into();
    let names = database.object_store_names();
    let names: Vec<String> = (0..names.length()).filter_map(|at| names.get(at)).collect();
    let mut rooms = Room::ALL.map(Room::as_str);
    rooms.sort_unstable();
    assert_eq!((database.version(), names), (1.0, rooms.map(str::to_owned).to_vec()));
    database.close();
}

fn factory() -> web_sys::IdbFactory {
    web_sys::window().unwrap().indexed_db().unwrap().unwrap()
}

/// Waits until the browser has answered.
async fn settled(request: &IdbOpenDbRequest) {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop).map_err(|error: JsValue| error).unwrap();
}
