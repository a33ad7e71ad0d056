//! The publisher: stamps what was committed, and shows it as one more revision.
//!
//! ```text
//! lock ─ begin ─ stamp{every unstamped change} ─ deltas ─ base{cut anew, or kept} ─ edition ─ signed head ─ commit
//! ```
//! All of it is one transaction, so a crash anywhere leaves the old head whole, and the changes wait for the next
//! publisher. Any process may publish; the lock lets one at a time.
//!
//! **Invariant:** what was published never changes, but for [`Publisher::purge`]. A revision is only ever followed by
//! the next. Only a publisher touches the key.

mod base;
mod deltas;
mod files;
mod handover;
mod horizon;
mod line;
mod pack;
mod purge;
mod run;
mod sweep;

pub use pack::{FAST_QUALITY, LAST_QUALITY, PUBLISH_QUALITY, brotli};
pub use sweep::SweepReport;

use std::sync::{Arc, Mutex};

use catalogue::head::{HEAD_KEY, KeyBytes};
use catalogue::{Head, Malformed, Row, SignedHead, StateRoot};
use model::RecordId;
use thiserror::Error;

use crate::fault::Point;
use crate::keys::{KeyError, Keys, Seals};
use crate::store::{RevisionLine, Store, StoreError, Tx};
use base::Base;
use deltas::Deltas;
use files::NewFiles;
use line::Line;

/// How often a publication is done again that met another transaction.
const ATTEMPTS: usize = 8;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[derive(Debug, Error)]
pub enum PublishError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the catalogue cannot be written: {0}")]
    Unwritable(#[from] Malformed),
    #[error(
        "the catalogue was published with another key, and phones would not believe this one. Nothing was published, \
         and the key is as it was. Put the first key back: head.key in the data folder, or the file that --key names"
    )]
    OtherKey,
    #[error(
        "the key's folder remembers revision {remembered}, but the database is at {found}: it looks like an older \
         copy. Bring a backup back with `mangrove restore`, which tells the phones"
    )]
    DatabaseIsBehind { remembered: u64, found: u64 },
    #[error("a task was stopped: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}

impl PublishError {
    fn is_retryable(&self) -> bool {
        matches!(self, PublishError::Store(error) if error.is_retryable())
    }
}

/// How a publisher works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    pub brotli_quality: u32,
    /// Deltas up to this many bytes never make the base be cut anew, however small it is.
    pub least_delta_bytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { brotli_quality: PUBLISH_QUALITY, least_delta_bytes: 16 * 1024 }
    }
}

/// What a look for changes came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// The head is as it was.
    Nothing,
    Head(Arc<SignedHead>),
}

/// Why a head is made even if no record changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// It is not.
    Changes,
    /// Another epoch or another key.
    Signature,
    /// A record is to be forgotten, and with it all that was published before.
    Purge(RecordId),
}

impl Wish {
    fn is_purge(self) -> bool {
        matches!(self, Wish::Purge(_))
    }
}

/// One who may publish: a store, and the key.
pub struct Publisher {
    store: Store,
    keys: Mutex<Keys>,
    /// The public halves of the keys that sign tickets and certificates. None: as the head before says.
    seals: Option<Vec<(String, KeyBytes)>>,
    settings: Settings,
}

/// What is to be published.
struct Draft {
    revision: u64,
    root: StateRoot,
    /// The rows that differ from what the last head shows.
    rows: Vec<Row>,
    wish: Wish,
}

impl Publisher {
    pub fn new(store: Store, keys: Keys, settings: Settings) -> Self {
        Publisher { store, keys: Mutex::new(keys), seals: None, settings }
    }

    /// Shows these seals in the head. Only who signs with them does so: `serve`. A command beside it hands on those that
    /// the head has.
    pub fn with_seals(self, seals: &Seals) -> Self {
        Publisher { seals: Some(seals.public()), ..self }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Publishes all that was committed. The first time it publishes even an empty catalogue.
    pub async fn publish(&self, now_ms: i64) -> Result<Published, PublishError> {
        if !self.shows_its_seals() {
            return self.publish_as(Wish::Signature, now_ms).await;
        }
        if self.store.head_is_of_this_epoch().await? && !self.store.has_open_changes().await? {
            return Ok(Published::Nothing);
        }
        self.publish_as(Wish::Changes, now_ms).await
    }

    /// Signs the newest head again, after the epoch or the key has changed. Publishes what waits as well.
    pub async fn sign_again(&self, now_ms: i64) -> Result<Published, PublishError> {
        self.publish_as(Wish::Signature, now_ms).await
    }

    /// Whether the newest head has the keys that this publisher is to show.
    fn shows_its_seals(&self) -> bool {
        let Some(seals) = &self.seals else { return true };
        let Some(head) = self.store.head() else { return true };
        seals.iter().all(|(purpose, key)| head.head.key(purpose) == Some(*key))
    }

    /// The keys of the next head.
    fn shown_keys(&self, line: &Line, keys: &Keys) -> Vec<(String, KeyBytes)> {
        let before = || line.head.iter().flat_map(|head| &head.head.keys).filter(|(purpose, _)| purpose != HEAD_KEY);
        let seals = self.seals.clone().unwrap_or_else(|| before().cloned().collect());
        std::iter::once((HEAD_KEY.to_owned(), keys.public())).chain(seals).collect()
    }

    async fn publish_as(&self, wish: Wish, now_ms: i64) -> Result<Published, PublishError> {
        for _ in 1..ATTEMPTS {
            match self.publish_once(wish, now_ms).await {
                Err(error) if error.is_retryable() => {}
                done => return done,
            }
        }
        self.publish_once(wish, now_ms).await
    }

    async fn publish_once(&self, wish: Wish, now_ms: i64) -> Result<Published, PublishError> {
        let tx = self.store.publish().await?;
        tx.reach(Point::PublishBegun).await;
        self.publish_in(tx, wish, now_ms).await
    }

    /// The flow. The transaction holds the publisher's lock.
    async fn publish_in(&self, mut tx: Tx, wish: Wish, now_ms: i64) -> Result<Published, PublishError> {
        let line = Line::read(&mut tx).await?;
        let keys = self.keys_for(&line, wish)?;
        if let Wish::Purge(id) = wish
            && !purge::withdraw(&mut tx, id, now_ms).await?
        {
            tx.roll_back().await?;
            return Ok(Published::Nothing);
        }
        let Some(draft) = stamp(&mut tx, &line, wish).await? else {
            tx.commit().await?;
            return Ok(Published::Nothing);
        };
        tx.reach(Point::Stamped).await;
        let mut files = NewFiles::default();
        let deltas = Deltas::make(&mut tx, &line, &draft, self.settings, &mut files).await?;
        tx.reach(Point::DeltasStored).await;
        let base = Base::keep_or_cut(&mut tx, &line, &draft, &deltas, self.settings, &mut files).await?;
        tx.reach(Point::BaseStored).await;
        if draft.revision > line.revision() {
            tx.insert_revision(&revision_line(&draft, &deltas, now_ms)).await?;
        }
        let horizon = horizon::find(&mut tx, &line, &draft, &deltas, &base, self.settings, now_ms).await?;
        let edition = horizon::edition(&draft, &deltas, base, horizon);
        let (name, bytes) = files.add(edition.encode());
        files.store(&mut tx, &line, &edition, name, self.settings.brotli_quality, now_ms).await?;
        if wish.is_purge() {
            tx.purge_unused_files().await?;
        }
        tx.reach(Point::EditionStored).await;
        let head = Head {
            epoch: line.epoch,
            revision: draft.revision,
            root: draft.root,
            horizon,
            published_ms: now_ms,
            edition: name,
            edition_bytes: bytes,
            keys: self.shown_keys(&line, &keys),
            handovers: keys.handovers().to_vec(),
            newest: deltas::newest_first(&edition.deltas),
            inline: deltas.inline,
        };
        let signed = SignedHead::sign(head, keys.signing())?;
        tx.set_head(&signed).await?;
        tx.reach(Point::HeadStored).await;
        tx.commit().await?;
        self.store.reach(Point::Published).await;
        self.store.refresh_head().await?;
        keys.remember(signed.head.epoch, signed.head.revision)?;
        Ok(Published::Head(Arc::new(signed)))
    }
}

/// Stamps every change that waits. None if nothing that a head shows has changed, and no head is wished for.
async fn stamp(tx: &mut Tx, line: &Line, wish: Wish) -> Result<Option<Draft>, StoreError> {
    let mut root = line.root();
    let mut hashes = Vec::new();
    let mut rows = Vec::new();
    for open in tx.open_rows().await? {
        let hash = open.row.hash();
        let never_shown = open.published.is_none() && open.row.is_gone();
        if open.published == Some(hash) || never_shown {
            continue;
        }
        if let Some(published) = open.published {
            root.subtract(published);
        }
        root.add(hash);
        hashes.push((open.row.id, hash));
        rows.push(open.row);
    }
    let another = !rows.is_empty() || line.head.is_none() || wish.is_purge();
    let revision = line.revision() + u64::from(another);
    tx.stamp(revision).await?;
    tx.put_published(&hashes).await?;
    let wanted = another || wish == Wish::Signature || line.is_of_another_epoch();
    Ok(wanted.then_some(Draft { revision, root, rows, wish }))
}

fn revision_line(draft: &Draft, deltas: &Deltas, now_ms: i64) -> RevisionLine {
    RevisionLine {
        number: draft.revision,
        root: draft.root,
        published_ms: now_ms,
        rows_changed: draft.rows.len() as u64,
        delta_bytes_so_far: deltas.bytes_so_far,
    }
}
