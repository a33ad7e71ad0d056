//! A store that breaks at a step that the test chooses: the phone dies there, or there is no room.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use app::store::{Bytes, Change, Flip, Flipped, Kept, Memory, Room, Store, StoreError};
use catalogue::FileName;
use futures::FutureExt;

/// How it breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Never.
    Never,
    /// Before that write happens, and for ever after.
    DiesBefore(u32),
    /// Right after that write has happened, and for ever after.
    DiesAfter(u32),
    /// From that write on there is no room for files; all else still works.
    NoRoomFrom(u32),
}

pub struct Brittle {
    inner: Rc<Memory>,
    how: Break,
    writes: Cell<u32>,
    dead: Cell<bool>,
}

impl Brittle {
    pub fn new(inner: Rc<Memory>, how: Break) -> Rc<Self> {
        Rc::new(Brittle { inner, how, writes: Cell::new(0), dead: Cell::new(false) })
    }

    pub fn writes(&self) -> u32 {
        self.writes.get()
    }

    fn alive(&self) -> Result<(), StoreError> {
        if self.dead.get() { Err(StoreError::Closed("the phone is off".to_owned())) } else { Ok(()) }
    }

    /// A write: counted, and broken off where the test says.
    async fn write<T>(&self, is_file: bool, act: Kept<'_, T>) -> Result<T, StoreError> {
        self.alive()?;
        let number = self.writes.get();
        self.writes.set(number + 1);
        match self.how {
            Break::DiesBefore(at) if at == number => {
                self.dead.set(true);
                self.alive()?;
            }
            Break::NoRoomFrom(at) if is_file && number >= at => return Err(StoreError::Quota),
            Break::Never | Break::DiesBefore(_) | Break::DiesAfter(_) | Break::NoRoomFrom(_) => {}
        }
        let done = act.await?;
        if self.how == Break::DiesAfter(number) {
            self.dead.set(true);
            self.alive()?;
        }
        Ok(done)
    }

    async fn read<T>(&self, act: Kept<'_, T>) -> Result<T, StoreError> {
        self.alive()?;
        act.await
    }
}

impl Store for Brittle {
    fn is_kept(&self) -> bool {
        self.inner.is_kept()
    }

    fn get<'a>(&'a self, room: Room, key: &'a str) -> Kept<'a, Option<Bytes>> {
        self.read(self.inner.get(room, key)).boxed_local()
    }

    fn put<'a>(&'a self, room: Room, key: &'a str, value: &'a [u8]) -> Kept<'a, ()> {
        let inner = Rc::clone(&self.inner);
        self.write(false, async move { inner.put(room, key, value).await }.boxed_local()).boxed_local()
    }

    fn blobs<'a>(&'a self, names: &'a [FileName]) -> Kept<'a, Vec<Option<Bytes>>> {
        self.read(self.inner.blobs(names)).boxed_local()
    }

    fn put_blobs<'a>(&'a self, files: &'a [(FileName, Bytes)]) -> Kept<'a, ()> {
        let inner = Rc::clone(&self.inner);
        self.write(true, async move { inner.put_blobs(files).await }.boxed_local()).boxed_local()
    }

    fn blob_names(&self) -> Kept<'_, BTreeSet<FileName>> {
        self.read(self.inner.blob_names()).boxed_local()
    }

    fn flip<'a>(&'a self, flip: &'a Flip) -> Kept<'a, Flipped> {
        let inner = Rc::clone(&self.inner);
        self.write(false, async move { inner.flip(flip).await }.boxed_local()).boxed_local()
    }

    fn sweep<'a>(&'a self, held: Option<&'a [u8]>, keep: &'a BTreeSet<FileName>) -> Kept<'a, u32> {
        let inner = Rc::clone(&self.inner);
        self.write(false, async move { inner.sweep(held, keep).await }.boxed_local()).boxed_local()
    }

    fn list<'a>(&'a self, room: Room, prefix: &'a str) -> Kept<'a, Vec<(String, Bytes)>> {
        self.read(self.inner.list(room, prefix)).boxed_local()
    }

    fn change<'a>(&'a self, change: &'a Change) -> Kept<'a, bool> {
        let inner = Rc::clone(&self.inner);
        self.write(false, async move { inner.change(change).await }.boxed_local()).boxed_local()
    }

    fn wipe(&self) -> Kept<'_, ()> {
        let inner = Rc::clone(&self.inner);
        self.write(false, async move { inner.wipe().await }.boxed_local()).boxed_local()
    }
}
