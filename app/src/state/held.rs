//! What this phone holds of the catalogue, how old it is, and what is under way. A plain view for pages, made from
//! the sync's status; pure, so that it is tested everywhere.

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
    /// Another tab does the updating.
    pub follows: bool,
    pub cards_bytes: u64,
    pub bodies_bytes: u64,
    /// Newest first.
    pub updates: Vec<Update>,
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
    Fetching { have_bytes: u64, all_bytes: u64 },
}

/// Why the last update did not come through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No answer: no network, or a server that is not there.
    NoSignal,
    Server,
    BadFile,
    Signature,
    Full,
    Store,
    Format,
    Portal,
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
            follows: false,
            cards_bytes: 0,
            bodies_bytes: 0,
            updates: Vec::new(),
        }
    }

    /// Whole days since the copy was last known to be the newest.
    pub fn age_days(&self, now_ms: f64) -> i64 {
        self.confirmed_ms.map_or(0, |at_ms| ((now_ms - at_ms) / DAY_MS).floor().max(0.0) as i64)
    }

    pub fn is_stale(&self, now_ms: f64) -> bool {
        self.age_days(now_ms) > STALE_DAYS
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
    fn a_clock_that_was_set_back_makes_no_copy_old() {
        let mut held = Held::opening();
        held.confirmed_ms = Some(1e12);
        assert_eq!(held.age_days(0.9e12), 0);
    }
}
