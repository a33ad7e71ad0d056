//! Which files are the catalogue on this phone: one value, flipped as a whole.
//!
//! The segments are as this phone has them, which after a fold is not as any edition lists them; their files have the
//! names that the server's would have.

use std::collections::BTreeSet;

use catalogue::head::KeyBytes;
use catalogue::wire::{Reader, put_bytes, put_number};
use catalogue::{Delta, Edition, FileName, Malformed, Segment, StateRoot};
use serde::{Deserialize, Serialize};

use super::{StoreError, limit};

/// The version of the value. A reader refuses a later one.
const VERSION: u64 = 1;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The signed head that this state was reached by, exactly as it came.
    pub head: Vec<u8>,
    /// The key that this phone trusts.
    pub key: KeyBytes,
    pub epoch: [u8; 16],
    pub revision: u64,
    pub root: StateRoot,
    pub published_ms: i64,
    /// The revision at which the segments were cut.
    pub base_revision: u64,
    pub segments: Vec<Segment>,
    /// From the oldest to the newest, in the order to apply them.
    pub deltas: Vec<Delta>,
    /// False while some bodies are still to come; cards are always all there.
    pub bodies_complete: bool,
    pub updated_ms: i64,
    /// Oldest first.
    pub log: Vec<Update>,
}

/// One update, as the page "On this phone" tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    pub revision: u64,
    /// Records that came new or anew.
    pub records: u32,
    /// Bytes of the files that were fetched, uncompressed.
    pub bytes: u64,
    pub at_ms: i64,
}

/// The part of the value that is plain words and numbers.
#[derive(Serialize, Deserialize)]
struct About {
    published_ms: i64,
    bodies_complete: bool,
    updated_ms: i64,
    log: Vec<Update>,
}

impl Held {
    pub fn encode(&self) -> Vec<u8> {
        let edition = Edition {
            revision: self.revision,
            base_revision: self.base_revision,
            root: self.root,
            segments: self.segments.clone(),
            deltas: self.deltas.clone(),
        };
        let about = About {
            published_ms: self.published_ms,
            bodies_complete: self.bodies_complete,
            updated_ms: self.updated_ms,
            log: self.log.clone(),
        };
        let mut out = Vec::new();
        put_number(&mut out, VERSION);
        put_bytes(&mut out, &self.head);
        out.extend_from_slice(&self.key);
        out.extend_from_slice(&self.epoch);
        put_bytes(&mut out, &edition.encode());
        put_bytes(&mut out, &serde_json::to_vec(&about).expect("plain numbers always encode"));
        out
    }

    pub fn read(bytes: &[u8]) -> Result<Self, StoreError> {
        Self::parse(bytes).map_err(StoreError::Unreadable)
    }

    fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        if reader.number()? != VERSION {
            return Err(Malformed::OverLimit { what: "the version of what is held" });
        }
        let head = reader.bytes(catalogue::limit::HEAD_BYTES, "the head")?.to_vec();
        let key = array(reader.take(32)?)?;
        let epoch = array(reader.take(16)?)?;
        let edition = Edition::read(reader.bytes(limit::HELD_BYTES, "what is held")?.to_vec())?;
        let about = reader.bytes(limit::HELD_BYTES, "what is held")?;
        let about: About = serde_json::from_slice(about).map_err(|_| Malformed::Cell("about".to_owned()))?;
        Ok(Held {
            head,
            key,
            epoch,
            revision: edition.revision,
            root: edition.root,
            published_ms: about.published_ms,
            base_revision: edition.base_revision,
            segments: edition.segments,
            deltas: edition.deltas,
            bodies_complete: about.bodies_complete,
            updated_ms: about.updated_ms,
            log: about.log,
        })
    }

    /// The files without which the app shows nothing: cards and deltas, with their lengths.
    pub fn first_files(&self) -> impl Iterator<Item = (FileName, u32)> {
        let cards = self.segments.iter().map(|segment| (segment.cards, segment.cards_bytes));
        cards.chain(self.deltas.iter().map(|delta| (delta.file, delta.bytes)))
    }

    /// The files that may follow.
    pub fn bodies(&self) -> impl Iterator<Item = (FileName, u32)> {
        self.segments.iter().map(|segment| (segment.bodies, segment.bodies_bytes))
    }

    /// Every file that belongs to what is held.
    pub fn names(&self) -> BTreeSet<FileName> {
        self.first_files().chain(self.bodies()).map(|(name, _)| name).collect()
    }

    /// The files that must be there for `Held` to be flipped to this.
    pub fn needs(&self) -> BTreeSet<FileName> {
        let bodies = self.bodies().filter(|_| self.bodies_complete);
        self.first_files().chain(bodies).map(|(name, _)| name).collect()
    }

    /// Bytes of all files, uncompressed.
    pub fn file_bytes(&self) -> u64 {
        self.first_files().chain(self.bodies()).map(|(_, bytes)| u64::from(bytes)).sum()
    }

    /// Rows of the segments; what deltas changed is not counted again.
    pub fn rows(&self) -> u32 {
        self.segments.iter().map(|segment| segment.rows).sum()
    }

    pub fn remember(&mut self, update: Update) {
        self.log.push(update);
        let over = self.log.len().saturating_sub(limit::UPDATES_KEPT);
        self.log.drain(..over);
    }
}

fn array<const BYTES: usize>(bytes: &[u8]) -> Result<[u8; BYTES], Malformed> {
    bytes.try_into().map_err(|_| Malformed::EndsEarly)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> Held {
        let id = model::RecordId::derived("test", "one");
        let segment = Segment {
            kind: "institution".to_owned(),
            rows: 3,
            first: id,
            last: id,
            cards: FileName::of(b"cards"),
            cards_bytes: 5,
            bodies: FileName::of(b"bodies"),
            bodies_bytes: 6,
        };
        let deltas = [(3, 4), (4, 8), (8, 9)];
        let delta = |(from, to)| Delta { from, to, file: FileName::of(&[to as u8]), bytes: 10 };
        Held {
            head: vec![1, 2, 3],
            key: [4; 32],
            epoch: [5; 16],
            revision: 9,
            root: StateRoot::from_bytes([6; 32]),
            published_ms: 7,
            base_revision: 3,
            segments: vec![segment],
            deltas: deltas.map(delta).to_vec(),
            bodies_complete: false,
            updated_ms: 8,
            log: vec![Update { revision: 9, records: 1, bytes: 10, at_ms: 8 }],
        }
    }

    #[test]
    fn what_is_held_comes_back_and_a_damaged_or_later_value_is_refused() {
        let bytes = held().encode();
        assert_eq!(Held::read(&bytes), Ok(held()));
        for length in 0..bytes.len() {
            assert!(Held::read(&bytes[..length]).is_err(), "{length}");
        }
        let mut later = bytes;
        later[0] = 2;
        assert!(Held::read(&later).is_err());
    }

    #[test]
    fn bodies_are_needed_only_when_they_are_said_to_be_there() {
        let mut held = held();
        assert_eq!((held.needs().len(), held.names().len()), (4, 5));
        held.bodies_complete = true;
        assert_eq!(held.needs(), held.names());
    }

    #[test]
    fn only_the_newest_updates_are_remembered() {
        let mut held = held();
        (0..50).for_each(|at_ms| held.remember(Update { revision: 9, records: 1, bytes: 10, at_ms }));
        assert_eq!(held.log.len(), limit::UPDATES_KEPT);
        assert_eq!(held.log.last().map(|update| update.at_ms), Some(49));
    }
}
