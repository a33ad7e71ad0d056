//! The shelf: what a reader holds. Segments as they were cut, and over them the rows of the deltas since.
//!
//! A shelf is never changed but by `put_delta`; folding makes new segments for a new shelf. Bodies are not on the
//! shelf: it tells in which file and row a body is, and the owner of the files reads it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::RecordId;

use crate::row::GONE;
use crate::segment::{self, Segment};
use crate::{Block, Card, FileName, Malformed, Row, StateRoot, cut, delta};

#[derive(Clone, Default)]
pub struct Shelf {
    segments: Vec<(Segment, Block)>,
    deltas: Vec<Block>,
    /// For each id that a delta holds: its block and row there.
    newest: HashMap<RecordId, (usize, usize)>,
}

/// Where a row is.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub block: &'a Block,
    pub row: usize,
    /// The segment's bodies file; none when the block holds the whole row.
    pub bodies: Option<FileName>,
}

impl Spot<'_> {
    pub fn card(&self) -> Result<Card, Malformed> {
        Card::read(self.block, self.row)
    }
}

/// Where a row is, as two numbers: its block (segments first, then deltas) and its row there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    block: u32,
    row: u32,
}

impl Shelf {
    /// Puts the cards of a segment on the shelf.
    pub fn put_segment(&mut self, segment: Segment, cards: impl Into<Arc<[u8]>>) -> Result<(), Malformed> {
        let block = segment::read(cards)?;
        if block.rows() != segment.rows as usize || block.kind() != segment.kind {
            return Err(Malformed::Pair);
        }
        self.segments.push((segment, block));
        Ok(())
    }

    /// Puts a delta over what is there. Deltas come from the oldest to the newest.
    pub fn put_delta(&mut self, bytes: impl Into<Arc<[u8]>>) -> Result<(), Malformed> {
        for block in delta::read(bytes)? {
            let at = self.deltas.len();
            for row in 0..block.rows() {
                self.newest.insert(block.id(row)?, (at, row));
            }
            self.deltas.push(block);
        }
        Ok(())
    }

    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().map(|(segment, _)| segment)
    }

    /// The row of an id; also a gone one.
    pub fn find(&self, id: &RecordId) -> Option<Spot<'_>> {
        if let Some((block, row)) = self.newest.get(id) {
            return Some(Spot { block: &self.deltas[*block], row: *row, bodies: None });
        }
        let around = self.segments.iter().filter(|(segment, _)| segment.first <= *id && *id <= segment.last);
        around
            .into_iter()
            .find_map(|(segment, block)| Some(Spot { block, row: block.find(id)?, bodies: Some(segment.bodies) }))
    }

    /// Follows gone and withdrawn records to the one that is there now. The id itself if nothing leads on.
    pub fn follow(&self, id: &RecordId) -> RecordId {
        const LONGEST_CHAIN: usize = 32;
        let mut at = *id;
        for _ in 0..LONGEST_CHAIN {
            let next = self.find(&at).and_then(|spot| spot.card().ok()).and_then(|card| card.successor);
            match next.filter(|next| self.find(next).is_some()) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The rows that are there, each once, without gone ones; by kind as the segments come, then what deltas brought.
    pub fn addresses(&self) -> Vec<Address> {
        let mut found = Vec::new();
        for (at, (_, block)) in self.segments.iter().enumerate().filter(|(_, (segment, _))| segment.kind != GONE) {
            let rows = (0..block.rows()).filter(|row| self.is_newest(block, *row));
            found.extend(rows.map(|row| Address { block: at as u32, row: row as u32 }));
        }
        let mut newest: Vec<(usize, usize)> = self.newest.values().copied().collect();
        newest.retain(|(block, _)| self.deltas[*block].kind() != GONE);
        newest.sort_unstable();
        let base = self.segments.len();
        found.extend(newest.into_iter().map(|(block, row)| Address { block: (base + block) as u32, row: row as u32 }));
        found
    }

    pub fn spot(&self, address: Address) -> Spot<'_> {
        let (block, row) = (address.block as usize, address.row as usize);
        match self.segments.get(block) {
            Some((segment, block)) => Spot { block, row, bodies: Some(segment.bodies) },
            None => Spot { block: &self.deltas[block - self.segments.len()], row, bodies: None },
        }
    }

    fn is_newest(&self, block: &Block, row: usize) -> bool {
        self.newest.is_empty() || block.id(row).is_ok_and(|id| !self.newest.contains_key(&id))
    }

    /// All rows, whole; `bodies` gives the blocks of bodies files.
    pub fn rows(
        &self,
        bodies: impl Fn(&FileName) -> Result<Block, Malformed>,
    ) -> Result<BTreeMap<(String, RecordId), Row>, Malformed> {
        let mut rows = BTreeMap::new();
        for (segment, cards) in &self.segments {
            for row in segment::rows(cards, &bodies(&segment.bodies)?)? {
                if !self.newest.contains_key(&row.id) {
                    rows.insert((row.kind.clone(), row.id), row);
                }
            }
        }
        for (block, at) in self.newest.values() {
            let row = self.deltas[*block].row(*at)?;
            rows.insert((row.kind.clone(), row.id), row);
        }
        Ok(rows)
    }

    /// Folds the deltas into segments, cut as the server cuts them: the files have the names that the server's have.
    /// Segments that no delta touched come out under the name that they have.
    pub fn fold(&self, bodies: impl Fn(&FileName) -> Result<Block, Malformed>) -> Result<Folded, Malformed> {
        let rows = self.rows(bodies)?;
        let mut root = StateRoot::default();
        rows.values().for_each(|row| root.add(row.hash()));
        let files = cut::segments(&rows.values().collect::<Vec<_>>());
        Ok(Folded { files, root })
    }
}

/// The outcome of folding: all segments, and the state root of what they hold.
pub struct Folded {
    pub files: Vec<segment::SegmentFiles>,
    pub root: StateRoot,
}
