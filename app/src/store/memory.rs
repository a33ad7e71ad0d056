//! A store in memory: for a browser that keeps nothing, and for tests.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use catalogue::FileName;
use futures::FutureExt;
use futures::future::ready;

use super::{Bytes, Change, Flip, Flipped, HELD_KEY, Kept, Room, Store, StoreError, Verdict};

#[derive(Default)]
pub struct Memory {
    inner: RefCell<Inner>,
}

#[derive(Default)]
struct Inner {
    blobs: BTreeMap<FileName, Bytes>,
    values: BTreeMap<(Room, String), Bytes>,
}

impl Inner {
    fn held(&self) -> Option<&Bytes> {
        self.values.get(&(Room::Head, HELD_KEY.to_owned()))
    }

    fn flip(&mut self, flip: &Flip) -> Flipped {
        if self.held() == Some(&flip.after) {
            return Flipped::Done;
        }
        if self.held() != flip.before.as_ref() {
            return Flipped::Moved;
        }
        let missing: BTreeSet<FileName> =
            flip.needs.iter().filter(|name| !self.blobs.contains_key(name)).copied().collect();
        if !missing.is_empty() {
            return Flipped::Missing(missing);
        }
        self.values.insert((Room::Head, HELD_KEY.to_owned()), Bytes::clone(&flip.after));
        Flipped::Done
    }

    fn sweep(&mut self, held: Option<&[u8]>, keep: &BTreeSet<FileName>) -> u32 {
        if self.held().map(|bytes| bytes.as_ref()) != held {
            return 0;
        }
        let before = self.blobs.len();
        self.blobs.retain(|name, _| keep.contains(name));
        (before - self.blobs.len()) as u32
    }
}

fn done<'a, T: 'a>(value: T) -> Kept<'a, T> {
    ready(Ok::<T, StoreError>(value)).boxed_local()
}

impl Store for Memory {
    fn is_kept(&self) -> bool {
        false
    }

    fn get<'a>(&'a self, room: Room, key: &'a str) -> Kept<'a, Option<Bytes>> {
        done(self.inner.borrow().values.get(&(room, key.to_owned())).cloned())
    }

    fn put<'a>(&'a self, room: Room, key: &'a str, value: &'a [u8]) -> Kept<'a, ()> {
        self.inner.borrow_mut().values.insert((room, key.to_owned()), Bytes::from(value));
        done(())
    }

    fn blobs<'a>(&'a self, names: &'a [FileName]) -> Kept<'a, Vec<Option<Bytes>>> {
        let inner = self.inner.borrow();
        done(names.iter().map(|name| inner.blobs.get(name).cloned()).collect())
    }

    fn put_blobs<'a>(&'a self, files: &'a [(FileName, Bytes)]) -> Kept<'a, ()> {
        self.inner.borrow_mut().blobs.extend(files.iter().cloned());
        done(())
    }

    fn blob_names(&self) -> Kept<'_, BTreeSet<FileName>> {
        done(self.inner.borrow().blobs.keys().copied().collect())
    }

    fn flip<'a>(&'a self, flip: &'a Flip) -> Kept<'a, Flipped> {
        done(self.inner.borrow_mut().flip(flip))
    }

    fn sweep<'a>(&'a self, held: Option<&'a [u8]>, keep: &'a BTreeSet<FileName>) -> Kept<'a, u32> {
        done(self.inner.borrow_mut().sweep(held, keep))
    }

    fn list<'a>(&'a self, room: Room, prefix: &'a str) -> Kept<'a, Vec<(String, Bytes)>> {
        let inner = self.inner.borrow();
        let from = inner.values.range((room, prefix.to_owned())..);
        let with = from.take_while(|((at, key), _)| *at == room && key.starts_with(prefix));
        done(with.map(|((_, key), value)| (key.clone(), Bytes::clone(value))).collect())
    }

    fn change<'a>(&'a self, change: &'a Change) -> Kept<'a, bool> {
        let mut inner = self.inner.borrow_mut();
        let verdict = change.judge(|room, key| inner.values.get(&(room, key.to_owned())).cloned());
        if verdict == Verdict::Do {
            for (room, key, value) in &change.puts {
                inner.values.insert((*room, key.clone()), Bytes::clone(value));
            }
            for (room, key) in &change.deletes {
                inner.values.remove(&(*room, key.clone()));
            }
        }
        done(verdict != Verdict::Moved)
    }

    fn wipe(&self) -> Kept<'_, ()> {
        let mut inner = self.inner.borrow_mut();
        inner.blobs.clear();
        inner.values.retain(|(room, _), _| !Room::CATALOGUE.contains(room));
        done(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::contract;
    use super::*;

    #[test]
    fn memory_keeps_the_contract() {
        futures::executor::block_on(contract::all(&Memory::default()));
    }
}
