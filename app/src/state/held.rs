//! What this phone holds of the catalogue, how old it is, and what is under way: a plain view for pages, made of what
//! the store keeps and what the sync tells. Pure, so that it is tested everywhere.

use catalogue::SignedHead;
use catalogue::head::KeyBytes;

use crate::store;
use crate::sync::{Outcome, Phase, Status};

/// Older copies say so on every page.
pub const STALE_DAYS: i64 = 7;
const DAY_MS: f64 = 86_400_000.0;

#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub extent: Extent,
    pub records: u32,
    /// The edition, by its revision.
    pub revision: u64,
    /// When a server last confirmed that this is the newest, or brought it.
    pub confirmed_ms: Option<f64>,
    /// When a server was last looked for, and what came of it.
    pub looked_ms: Option<f64>,
    pub work: Work,
    pub trouble: Option<Trouble>,
    pub keeping: Keeping,
    /// What was kept here before is gone: the browser removed it.
    pub wiped: bool,
    /// A person removed what was kept here, and has not asked for it since.
    pub removed: bool,
    pub cards_bytes: u64,
    pub bodies_bytes: u64,
    /// Newest first.
    pub updates: Vec<Update>,
    /// The signed head that this copy was reached by, and the key that this phone trusts.
    pub head: Option<(Vec<u8>, KeyBytes)>,
}

/// How much of the catalogue is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The store is still being opened.
    Opening,
    Nothing,
    /// Names, facets and search; details follow.
    Cards,
    Whole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Idle,
    /// Asking what there is.
    Asking,
    Fetching {
        have_bytes: u64,
        all_bytes: u64,
    },
}

/// Why the last update did not come through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No answer: no network, or a server that is not there.
    NoSignal,
    /// The server answers, but not as it should.
    Server,
    /// Not signed by the key that this phone trusts, or damaged each time.
    Refused,
    Full,
    Store,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// In the browser's database.
    Kept,
    /// In memory, gone with the page.
    Memory,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub at_ms: f64,
    pub what: UpdateKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateKind {
    First { bytes: u64 },
    Changed { records: u32, bytes: u64 },
    NothingNew,
    NoAnswer,
    Refused,
}

/// What a view of the phone is made of.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// What the store keeps. None: nothing yet.
    pub kept: Option<store::Held>,
    /// The store has been looked into.
    pub opened: bool,
    pub status: Status,
    pub records: u32,
    /// When the last pull ended.
    pub looked_ms: Option<f64>,
    pub in_memory: bool,
    pub was_wiped: bool,
    pub was_removed: bool,
    /// What is kept could not be read.
    pub unreadable: bool,
}

impl Known {
    pub fn view(&self) -> Held {
        let extent = match &self.kept {
            _ if !self.opened => Extent::Opening,
            None => Extent::Nothing,
            Some(kept) if kept.bodies_complete => Extent::Whole,
            Some(_) => Extent::Cards,
        };
        let sum = |files: Vec<u32>| files.into_iter().map(u64::from).sum();
        let kept = self.kept.as_ref();
        Held {
            extent,
            records: self.records,
            revision: kept.map_or(0, |kept| kept.revision),
            confirmed_ms: kept.and(self.status.checked_ms.or(self.status.updated_ms)).map(|at_ms| at_ms as f64),
            looked_ms: self.looked_ms,
            work: work(self.status.phase),
            trouble: self.trouble(),
            keeping: if self.in_memory { Keeping::Memory } else { Keeping::Kept },
            wiped: self.was_wiped && extent != Extent::Whole,
            removed: self.was_removed,
            cards_bytes: kept.map_or(0, |kept| sum(kept.first_files().map(|(_, bytes)| bytes).collect())),
            bodies_bytes: kept.map_or(0, |kept| sum(kept.bodies().map(|(_, bytes)| bytes).collect())),
            updates: self.updates(),
            head: kept.map(|kept| (kept.head.clone(), kept.key)),
        }
    }

    fn trouble(&self) -> Option<Trouble> {
        if self.unreadable {
            return Some(Trouble::Store);
        }
        match self.status.last? {
            Outcome::UpToDate => None,
            Outcome::NoNetwork => Some(Trouble::NoSignal),
            Outcome::Busy => Some(Trouble::Server),
            Outcome::NoRoom => Some(Trouble::Full),
            Outcome::Refused => Some(Trouble::Refused),
            Outcome::StoreFailed => Some(Trouble::Store),
        }
    }

    /// Newest first: what the last look came to, if it brought nothing, and what came before.
    fn updates(&self) -> Vec<Update> {
        let log = self.kept.as_ref().map(|kept| kept.log.as_slice()).unwrap_or_default();
        let newest_ms = log.last().map_or(0.0, |update| update.at_ms as f64);
        let looked = self.looked_ms.filter(|at_ms| *at_ms - newest_ms > SAME_LOOK_MS).and_then(|at_ms| {
            let what = match self.status.last? {
                Outcome::UpToDate => UpdateKind::NothingNew,
                Outcome::NoNetwork | Outcome::Busy => UpdateKind::NoAnswer,
                Outcome::Refused => UpdateKind::Refused,
                Outcome::NoRoom | Outcome::StoreFailed => return None,
            };
            Some(Update { at_ms, what })
        });
        let is_first = |at: usize| at == 0 && log.len() < store::limit::UPDATES_KEPT;
        let brought = log.iter().enumerate().rev().map(|(at, update)| {
            let (records, bytes) = (update.records, update.bytes);
            let what = if is_first(at) { UpdateKind::First { bytes } } else { UpdateKind::Changed { records, bytes } };
            Update { at_ms: update.at_ms as f64, what }
        });
        looked.into_iter().chain(brought).collect()
    }
}

/// A look that ends this soon after an update is the one that brought it.
const SAME_LOOK_MS: f64 = 60_000.0;

fn work(phase: Phase) -> Work {
    match phase {
        Phase::Idle | Phase::Folding => Work::Idle,
        Phase::Checking => Work::Asking,
        Phase::Bringing(progress) | Phase::Completing(progress) => {
            Work::Fetching { have_bytes: progress.had_bytes, all_bytes: progress.of_bytes }
        }
    }
}

impl Held {
    /// Before the store has been opened.
    pub fn opening() -> Held {
        Held {
            extent: Extent::Opening,
            records: 0,
            revision: 0,
            confirmed_ms: None,
            looked_ms: None,
            work: Work::Idle,
            trouble: None,
            keeping: Keeping::Kept,
            wiped: false,
            removed: false,
            cards_bytes: 0,
            bodies_bytes: 0,
            updates: Vec::new(),
            head: None,
        }
    }

    /// Whole days since the copy was last known to be the newest.
    pub fn age_days(&self, now_ms: f64) -> i64 {
        self.confirmed_ms.map_or(0, |at_ms| ((now_ms - at_ms) / DAY_MS).floor().max(0.0) as i64)
    }

    pub fn is_stale(&self, now_ms: f64) -> bool {
        self.age_days(now_ms) > STALE_DAYS
    }

    /// The public key that the head names for a purpose, such as tickets. Checks the head's signature: ask once, not for
    /// each ticket.
    pub fn key_for(&self, purpose: &str) -> Option<KeyBytes> {
        let (head, trusted) = self.head.as_ref()?;
        SignedHead::open(head, Some(trusted)).ok()?.head.key(purpose)
    }

    /// Something can be searched and opened.
    pub fn is_usable(&self) -> bool {
        matches!(self.extent, Extent::Cards | Extent::Whole)
    }

    pub fn is_busy(&self) -> bool {
        self.work != Work::Idle
    }

    /// How far the fetching has come, 0 to 1.
    pub fn share(&self) -> Option<f64> {
        match self.work {
            Work::Fetching { have_bytes, all_bytes } if all_bytes > 0 => Some(have_bytes as f64 / all_bytes as f64),
            Work::Fetching { .. } | Work::Asking | Work::Idle => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_stale_after_more_than_seven_days() {
        let mut held = Held::opening();
        assert!(!held.is_stale(1e12));
        held.confirmed_ms = Some(1e12);
        assert!(!held.is_stale(1e12 + 7.9 * DAY_MS));
        assert!(held.is_stale(1e12 + 8.0 * DAY_MS));
    }

    #[test]
    fn nothing_held_is_told_from_not_looked_yet_and_a_lost_signal_is_no_error_of_the_store() {
        let mut known = Known::default();
        assert_eq!(known.view().extent, Extent::Opening);
        known.opened = true;
        known.status.last = Some(Outcome::NoNetwork);
        known.looked_ms = Some(1e12);
        let held = known.view();
        assert_eq!((held.extent, held.trouble), (Extent::Nothing, Some(Trouble::NoSignal)));
        assert_eq!(held.updates, [Update { at_ms: 1e12, what: UpdateKind::NoAnswer }]);
        assert!(!held.is_usable());
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_copy_old() {
        let mut held = Held::opening();
        held.confirmed_ms = Some(1e12);
        assert_eq!(held.age_days(0.9e12), 0);
    }
}
