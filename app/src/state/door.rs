//! The door as its phone sees it: who may come in, who is in, and what is said to the one who stands there. Everything is
//! in memory; no network is asked.
//!
//! A ticket is good if its signature holds, or if the roster has it: the roster is the server's own word, also when the
//! key is another by now. A typed code is good by the roster alone.

mod verdict;

pub use verdict::{Stop, Verdict, Word};

use catalogue::head::KeyBytes;
use catalogue::ticket::TICKET_KEY;
use catalogue::{SignedHead, text};
use model::feed::{CheckInView, RosterRow};
use model::view::{DoorView, Pending, fold_door};
use model::{Line, RecordId, Scope};

use crate::store::me::Known;
use crate::store::{Store, StoreError, feed, shelf};

/// Names that a search shows.
const FOUND: usize = 30;
/// Entries that can be taken back from the list.
const LAST: usize = 10;

#[derive(Debug, Clone, PartialEq)]
pub struct DoorLook {
    pub event: RecordId,
    pub gate: Line,
    /// The server's clock before the phone's.
    pub ahead_ms: i64,
    /// By the server's clock.
    pub ends_ms: i64,
    /// The session has ended.
    pub ended: bool,
    pub door: DoorView,
    /// What tickets are verified with. None: no catalogue is here yet.
    pub key: Option<KeyBytes>,
}

/// None on a phone that minds no door.
pub async fn look(store: &dyn Store, known: &Known, pending: &[Pending<'_>]) -> Result<Option<DoorLook>, StoreError> {
    let Some(post) = &known.me.door else { return Ok(None) };
    let mut told = DoorView::default();
    for row in feed::rows(store, Scope::Door(post.event)).await? {
        told.take(row);
    }
    let head = shelf::held(store).await?.and_then(|(held, _)| SignedHead::open(&held.head, None).ok());
    let key = head.and_then(|signed| signed.head.key(TICKET_KEY));
    Ok(Some(DoorLook {
        event: post.event,
        gate: post.gate.clone(),
        ahead_ms: known.ahead_ms,
        ends_ms: post.ends_ms,
        ended: known.ended,
        door: fold_door(&told, pending),
        key,
    }))
}

impl DoorLook {
    /// The phone minds the door no more, and forgets who may come.
    pub fn is_over(&self, now_ms: i64) -> bool {
        self.ended || now_ms.saturating_add(self.ahead_ms) >= self.ends_ms
    }

    /// Those whose name has all these words, in any script, however they are written.
    pub fn find(&self, typed: &str) -> Vec<&RosterRow> {
        let wanted = text::fold(typed);
        let words: Vec<&str> = wanted.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let has = |guest: &&RosterRow| {
            let name = text::fold(guest.name.as_str());
            words.iter().all(|word| name.contains(word))
        };
        let mut found: Vec<&RosterRow> = self.door.roster.values().filter(has).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found.truncate(FOUND);
        found
    }

    /// The last who came in through this gate, the newest first.
    pub fn last(&self) -> Vec<&CheckInView> {
        let here = self.door.check_ins.values().filter(|entry| !entry.undone && entry.gate == self.gate);
        let mut entries: Vec<&CheckInView> = here.collect();
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.seen_ms, entry.check_in)));
        entries.truncate(LAST);
        entries
    }

    /// How many may come; of those who are in, all that this phone knows of.
    pub fn expected(&self) -> usize {
        let walked_in = self.door.walk_ins.keys().filter(|id| !self.door.roster.contains_key(id)).count();
        self.door.roster.len() + walked_in
    }
}
