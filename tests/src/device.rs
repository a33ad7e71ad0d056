//! A phone in this process: a store, a pull over some wire, and an engine. It checks after every step that what it holds
//! is whole.

use std::rc::Rc;

use app::engine::Engine;
use app::store::{Held, Store, shelf};
use app::sync::{Ambient, PullError, Pulled, Puller, Watchers};
use catalogue::query::Browse;
use catalogue::{Answer, FileName, Query, StateRoot, query};

use crate::wire::{Over, Wire};
use crate::world::World;

pub struct Device {
    pub store: Rc<dyn Store>,
    pub puller: Puller,
    pub engine: Engine,
}

impl Device {
    pub fn new(store: Rc<dyn Store>, wire: Rc<dyn Wire>) -> Self {
        Self::watched(store, wire, Watchers::default())
    }

    pub fn watched(store: Rc<dyn Store>, wire: Rc<dyn Wire>, watchers: Watchers) -> Self {
        let ambient = Ambient { now_ms: Rc::new(|| 1_800_000_000_000), pause: Rc::new(|_, _| Box::pin(async {})) };
        let puller = Puller::new(Rc::clone(&store), Rc::new(Over(wire)), ambient, watchers);
        Device { engine: Engine::new(Rc::clone(&store)), store, puller }
    }

    /// Pulls, and checks what is held whatever came of it.
    pub async fn pull(&self, world: &World) -> Result<Pulled, PullError> {
        let pulled = self.puller.pull().await;
        check_whole(&*self.store, world).await;
        pulled
    }

    pub async fn held(&self) -> Option<Held> {
        shelf::held(&*self.store).await.unwrap().map(|(held, _)| held)
    }

    pub async fn revision(&self) -> Option<u64> {
        self.held().await.map(|held| held.revision)
    }

    pub async fn state_root(&self) -> StateRoot {
        self.engine.open().await.unwrap();
        self.engine.state_root().await.unwrap()
    }

    /// How many records a search finds.
    pub async fn find(&self, text: &str) -> u32 {
        self.engine.open().await.unwrap();
        let browse = Browse { text: text.to_owned(), ..Browse::default() };
        let query = Query::Browse { browse, page: query::Page { offset: 0, length: 10 } };
        match self.engine.ask(query).await.unwrap() {
            Answer::Listing(listing) => listing.total,
            other => panic!("a list was asked for: {other:?}"),
        }
    }
}

/// What is held was published, every file that it needs is there and is what its name says, and its rows add up.
pub async fn check_whole(store: &dyn Store, world: &World) {
    let Some((held, _)) = shelf::held(store).await.unwrap() else { return };
    assert_eq!(world.root_at(held.epoch, held.revision), Some(held.root), "revision {}", held.revision);
    let needs: Vec<FileName> = held.needs().into_iter().collect();
    let files = store.blobs(&needs).await.unwrap();
    for (name, file) in needs.iter().zip(&files) {
        let file = file.as_ref().unwrap_or_else(|| panic!("{name} is not there"));
        assert_eq!(FileName::of(file), *name);
    }
    let shelf = shelf::load(store, &held).await.unwrap();
    if held.bodies_complete {
        let names: Vec<FileName> = held.bodies().map(|(name, _)| name).collect();
        let blocks = shelf::bodies(store, &names).await.unwrap();
        let rows = shelf.rows(|name| Ok(blocks[names.iter().position(|have| have == name).unwrap()].clone())).unwrap();
        let mut root = StateRoot::default();
        rows.values().for_each(|row| root.add(row.hash()));
        assert_eq!(root, held.root, "revision {}", held.revision);
    }
}
