//! A real server in this process: database, commit, publisher and router in a folder of its own. No port, no sleep.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use catalogue::StateRoot;
use http_body_util::BodyExt;
use model::{Record, RecordId};
use server::auth::Porter;
use server::commit::{Batch, commit};
use server::http::{Front, House, Site};
use server::keys::Keys;
use server::metrics::Metrics;
use server::publish::{Published, Publisher, Settings};
use server::store::{Database, Store};
use tempfile::TempDir;

use crate::ground::means;
use crate::wire::{Reply, Wire};

/// When the first batch is made; every step after it is a minute later.
const BEGIN_MS: i64 = 1_790_000_000_000;
const STEP_MS: i64 = 60_000;
const QUALITY: u32 = 1;
/// Small worlds have small bases; without this they would be cut anew at every step.
const LEAST_DELTA_BYTES: u64 = 256 * 1024;

pub struct World {
    folder: TempDir,
    store: Store,
    publisher: RefCell<Rc<Publisher>>,
    house: House,
    now_ms: Cell<i64>,
    /// Every state that was ever published, by epoch and revision.
    published: RefCell<BTreeMap<([u8; 16], u64), StateRoot>>,
}

impl World {
    /// Nothing is published before the first write.
    pub async fn begin() -> Rc<Self> {
        Self::begin_with(LEAST_DELTA_BYTES).await
    }

    /// A world whose base is cut anew as soon as its deltas are a quarter of it and have this many bytes.
    pub async fn begin_with(least_delta_bytes: u64) -> Rc<Self> {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::choose(folder.path(), None).unwrap();
        let store = Store::open(&database).await.unwrap();
        let keys = Keys::open(folder.path(), None).unwrap();
        let settings = Settings { brotli_quality: QUALITY, least_delta_bytes };
        let publisher = Publisher::new(store.clone(), keys, settings);
        let metrics = Metrics::new();
        let porter = Porter::new(store.clone(), means(folder.path()).unwrap(), metrics.clone());
        let house = House::new(porter, None, Site::default(), metrics);
        let world = World {
            folder,
            store,
            publisher: RefCell::new(Rc::new(publisher)),
            house,
            now_ms: Cell::new(BEGIN_MS),
            published: RefCell::default(),
        };
        Rc::new(world)
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The time, one step on.
    pub fn step_ms(&self) -> i64 {
        self.now_ms.set(self.now_ms.get() + STEP_MS);
        self.now_ms.get()
    }

    /// Commits and publishes.
    pub async fn write(&self, records: impl IntoIterator<Item = Record>) {
        self.write_batch(Batch::new("write", self.step_ms()).with(records)).await;
    }

    pub async fn remove(&self, id: RecordId, successor: Option<RecordId>) {
        self.write_batch(Batch::new("remove", self.step_ms()).without(id, successor)).await;
    }

    pub async fn write_batch(&self, batch: Batch) {
        commit(&self.store, &batch).await.unwrap();
        self.publish().await;
    }

    pub async fn publish(&self) {
        let publisher = Rc::clone(&self.publisher.borrow());
        let published = publisher.publish(self.step_ms()).await.unwrap();
        self.note(published);
    }

    /// Purges a record: its text is gone from every file.
    pub async fn purge(&self, id: RecordId) {
        let publisher = Rc::clone(&self.publisher.borrow());
        publisher.purge(id, self.step_ms()).await.unwrap();
        self.store.refresh_head().await.unwrap();
        self.note(self.store.head().map_or(Published::Nothing, Published::Head));
    }

    fn note(&self, published: Published) {
        if let Published::Head(signed) = published {
            let head = &signed.head;
            self.published.borrow_mut().insert((head.epoch, head.revision), head.root);
        }
    }

    pub fn revision(&self) -> u64 {
        self.store.head().unwrap().head.revision
    }

    pub fn root(&self) -> StateRoot {
        self.store.head().unwrap().head.root
    }

    /// The root of a revision that was published, if it was.
    pub fn root_at(&self, epoch: [u8; 16], revision: u64) -> Option<StateRoot> {
        self.published.borrow().get(&(epoch, revision)).copied()
    }

    async fn get(&self, path: String) -> Reply {
        let request = http::Request::get(&path).body(axum::body::Body::empty()).unwrap();
        let response = Front::new(self.house.clone()).respond(request).await.unwrap();
        let status = response.status().as_u16();
        let header = response.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
        let body = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Reply { status, content_type: header.unwrap_or_default(), body }
    }
}

/// The server as a phone reaches it.
pub struct Direct(pub Rc<World>);

impl Wire for Direct {
    fn get<'a>(&'a self, path: &'a str) -> futures::future::LocalBoxFuture<'a, Option<Reply>> {
        Box::pin(async move { Some(self.0.get(path.to_owned()).await) })
    }
}

/// Static storage: it holds the head and the files, and answers everything else with a page.
pub struct Mirror(pub Rc<World>);

impl Wire for Mirror {
    fn get<'a>(&'a self, path: &'a str) -> futures::future::LocalBoxFuture<'a, Option<Reply>> {
        Box::pin(async move {
            if path == "/v1/head" || path.starts_with("/c/") {
                return Some(self.0.get(path.to_owned()).await);
            }
            Some(Reply::page(404))
        })
    }
}

/// An institution that is told apart by its number, and by how often it was written.
pub fn institution(number: u32, version: u32) -> Record {
    let country = ["TH", "VN", "LA", "MY", "ID"][number as usize % 5];
    let json = serde_json::json!({
        "kind": "institution",
        "id": id(number).to_string(),
        "names": [{ "text": format!("Institute {number} of version {version}"), "lang": "en", "use": "official" }],
        "countries": [country],
        "standing": { "state": "active" },
        "summary": format!("What institute {number} does, said for the {version}. time."),
        "source": { "title": "A test", "url": "https://example.org/", "published": "2026-01" },
        "verified_on": "2026-11-21",
        "kinds": ["university"],
    });
    serde_json::from_value(json).unwrap()
}

pub fn id(number: u32) -> RecordId {
    RecordId::derived("test", &number.to_string())
}
