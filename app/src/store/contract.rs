//! What every store promises, as one suite. Memory runs it natively, IndexedDB in the browser.
//!
//! The checks panic, like any test; nothing but tests calls this module.

use std::collections::BTreeSet;
use std::slice;

use catalogue::FileName;

use super::{Bytes, Change, Flip, Flipped, HELD_KEY, Room, Store};

/// Runs every check on an empty store.
pub async fn all(store: &dyn Store) {
    a_value_comes_back_in_its_room_only(store).await;
    files_come_back_in_the_order_asked(store).await;
    the_head_flips_only_from_what_was_read(store).await;
    the_head_never_names_a_file_that_is_not_there(store).await;
    a_sweep_leaves_what_is_named_and_stops_when_the_head_moved(store).await;
    a_list_holds_what_begins_so_in_order(store).await;
    a_change_is_done_whole_or_not_at_all(store).await;
    removing_the_catalogue_leaves_what_is_a_persons(store).await;
}

fn file(text: &str) -> (FileName, Bytes) {
    (FileName::of(text.as_bytes()), Bytes::from(text.as_bytes()))
}

fn value(text: &str) -> Bytes {
    Bytes::from(text.as_bytes())
}

async fn wipe(store: &dyn Store) {
    store.wipe().await.expect("a store can be emptied");
}

async fn held(store: &dyn Store) -> Option<Bytes> {
    store.get(Room::Head, HELD_KEY).await.expect("what is held can be read")
}

async fn flip(store: &dyn Store, before: Option<&str>, after: &str, needs: &[FileName]) -> Flipped {
    let needs = needs.iter().copied().collect();
    let flip = Flip { before: before.map(value), after: value(after), needs };
    store.flip(&flip).await.expect("a flip answers")
}

async fn a_value_comes_back_in_its_room_only(store: &dyn Store) {
    wipe(store).await;
    for room in Room::ALL.into_iter().filter(|room| *room != Room::Blob) {
        store.put(room, "scope/id", room.as_str().as_bytes()).await.expect("a value is kept");
    }
    store.put(Room::Note, "scope/id", b"").await.expect("a value is replaced");
    for room in Room::ALL.into_iter().filter(|room| *room != Room::Blob) {
        let expected = if room == Room::Note { "" } else { room.as_str() };
        assert_eq!(store.get(room, "scope/id").await.expect("a value is read"), Some(value(expected)));
        assert_eq!(store.get(room, "scope/other").await.expect("a value is read"), None);
    }
}

async fn files_come_back_in_the_order_asked(store: &dyn Store) {
    wipe(store).await;
    let (one, two, three) = (file("one"), file("two"), file("three"));
    store.put_blobs(&[one.clone(), two.clone()]).await.expect("files are kept");
    store.put_blobs(slice::from_ref(&one)).await.expect("twice is once");
    let read = store.blobs(&[two.0, three.0, one.0]).await.expect("files are read");
    assert_eq!(read, [Some(two.1), None, Some(one.1)]);
    assert_eq!(store.blob_names().await.expect("names are read"), BTreeSet::from([one.0, two.0]));
    assert_eq!(store.blobs(&[]).await.expect("no files are read"), []);
    store.put_blobs(&[]).await.expect("no files are kept");
}

async fn the_head_flips_only_from_what_was_read(store: &dyn Store) {
    wipe(store).await;
    assert_eq!(flip(store, Some("a"), "b", &[]).await, Flipped::Moved);
    assert_eq!(held(store).await, None);
    assert_eq!(flip(store, None, "a", &[]).await, Flipped::Done);
    assert_eq!(flip(store, None, "b", &[]).await, Flipped::Moved);
    assert_eq!(held(store).await, Some(value("a")));
    assert_eq!(flip(store, Some("a"), "b", &[]).await, Flipped::Done);
    assert_eq!(held(store).await, Some(value("b")));
    assert_eq!(flip(store, Some("a"), "b", &[]).await, Flipped::Done, "the same flip twice is once");
}

async fn the_head_never_names_a_file_that_is_not_there(store: &dyn Store) {
    wipe(store).await;
    let (one, two) = (file("one"), file("two"));
    store.put_blobs(slice::from_ref(&one)).await.expect("files are kept");
    assert_eq!(flip(store, None, "a", &[one.0, two.0]).await, Flipped::Missing(BTreeSet::from([two.0])));
    assert_eq!(held(store).await, None);
    store.put_blobs(slice::from_ref(&two)).await.expect("files are kept");
    assert_eq!(flip(store, None, "a", &[one.0, two.0]).await, Flipped::Done);
}

async fn a_sweep_leaves_what_is_named_and_stops_when_the_head_moved(store: &dyn Store) {
    wipe(store).await;
    let files = [file("one"), file("two"), file("three")];
    store.put_blobs(&files).await.expect("files are kept");
    let keep = BTreeSet::from([files[1].0]);
    assert_eq!(flip(store, None, "a", &[]).await, Flipped::Done);
    assert_eq!(store.sweep(None, &keep).await, Ok(0));
    assert_eq!(store.sweep(Some(b"b"), &keep).await, Ok(0));
    assert_eq!(store.blob_names().await.expect("names are read").len(), 3);
    assert_eq!(store.sweep(Some(b"a"), &keep).await, Ok(2));
    assert_eq!(store.sweep(Some(b"a"), &keep).await, Ok(0));
    assert_eq!(store.blob_names().await, Ok(keep));
}

async fn a_list_holds_what_begins_so_in_order(store: &dyn Store) {
    for key in ["a/2", "b/1", "a/10", "a/1", "a"] {
        store.put(Room::Draft, key, key.as_bytes()).await.expect("a value is kept");
    }
    let listed = store.list(Room::Draft, "a/").await.expect("a list is read");
    assert_eq!(listed, ["a/1", "a/10", "a/2"].map(|key| (key.to_owned(), value(key))));
    assert_eq!(store.list(Room::Receipt, "a/").await, Ok(Vec::new()));
}

async fn a_change_is_done_whole_or_not_at_all(store: &dyn Store) {
    let first = Change::default().need(Room::Outbox, "o/1", None).put(Room::Outbox, "o/1", value("one"));
    assert_eq!(store.change(&first).await, Ok(true));
    // Once more: it was done.
    assert_eq!(store.change(&first).await, Ok(true));
    let other = Change::default().need(Room::Outbox, "o/1", None).put(Room::Outbox, "o/1", value("other"));
    assert_eq!(store.change(&other.put(Room::File, "o/1", value("file"))).await, Ok(false));
    assert_eq!(store.get(Room::File, "o/1").await, Ok(None));
    let next = Change::default().need(Room::Outbox, "o/1", Some(value("one"))).delete(Room::Outbox, "o/1");
    assert_eq!(store.change(&next.put(Room::Receipt, "o/1", value("receipt"))).await, Ok(true));
    assert_eq!(store.get(Room::Outbox, "o/1").await, Ok(None));
    assert_eq!(store.get(Room::Receipt, "o/1").await, Ok(Some(value("receipt"))));
    assert_eq!(store.change(&Change::default()).await, Ok(true));
}

async fn removing_the_catalogue_leaves_what_is_a_persons(store: &dyn Store) {
    let one = file("one");
    store.put_blobs(slice::from_ref(&one)).await.expect("files are kept");
    for room in Room::ALL.into_iter().filter(|room| *room != Room::Blob) {
        store.put(room, "scope/kept", b"value").await.expect("a value is kept");
    }
    wipe(store).await;
    assert_eq!(store.blob_names().await, Ok(BTreeSet::new()));
    assert_eq!(held(store).await, None);
    for room in Room::ALL.into_iter().filter(|room| *room != Room::Blob) {
        let kept = (!Room::CATALOGUE.contains(&room)).then(|| value("value"));
        assert_eq!(store.get(room, "scope/kept").await, Ok(kept), "{}", room.as_str());
    }
}
