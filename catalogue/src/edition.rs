//! An edition: the list of the files that are the catalogue at one revision. It is a file like any other.
//!
//! Base segments were cut at `base_revision`; the deltas listed bring them, or a phone that is behind, to `revision`.

use std::sync::Arc;

use model::RecordId;

use crate::block::{self, Block, Cells, number_cell};
use crate::{Delta, FileName, Malformed, Segment, StateRoot};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub revision: u64,
    pub base_revision: u64,
    pub root: StateRoot,
    /// Ascending by kind, then first id.
    pub segments: Vec<Segment>,
    /// In no order that matters; see [`crate::tier::close_gap`].
    pub deltas: Vec<Delta>,
}

const EDITION: &str = "edition";
const SEGMENT: &str = "segment";
const DELTA: &str = "delta";

impl Edition {
    pub fn encode(&self) -> Vec<u8> {
        let mut out = block::begin_file();
        let about = Cells::from([
            ("base".to_owned(), number_cell(self.base_revision)),
            ("revision".to_owned(), number_cell(self.revision)),
            ("root".to_owned(), self.root.to_bytes().to_vec()),
        ]);
        block::write(&mut out, EDITION, None, &[&about], |_| true);
        let segments: Vec<Cells> = self.segments.iter().map(segment_cells).collect();
        block::write(&mut out, SEGMENT, None, &segments.iter().collect::<Vec<_>>(), |_| true);
        write_deltas(&mut out, &self.deltas);
        out
    }

    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, Malformed> {
        let blocks = block::read_file(bytes)?;
        let find = |kind: &str| blocks.iter().find(|block| block.kind() == kind);
        let about = find(EDITION).ok_or(Malformed::ColumnMissing("edition"))?;
        let segments = find(SEGMENT).map_or(Ok(Vec::new()), read_segments)?;
        Ok(Edition {
            revision: about.number("revision", 0)?,
            base_revision: about.number("base", 0)?,
            root: StateRoot::from_bytes(about.array("root", 0)?),
            segments,
            deltas: find(DELTA).map_or(Ok(Vec::new()), read_deltas)?,
        })
    }
}

/// Writes a table of deltas; the head holds one too.
pub(crate) fn write_deltas(out: &mut Vec<u8>, deltas: &[Delta]) {
    let cells: Vec<Cells> = deltas.iter().map(delta_cells).collect();
    block::write(out, DELTA, None, &cells.iter().collect::<Vec<_>>(), |_| true);
}

pub(crate) fn read_deltas(block: &Block) -> Result<Vec<Delta>, Malformed> {
    let read = |at| {
        Ok(Delta {
            from: block.number("from", at)?,
            to: block.number("to", at)?,
            file: FileName::from_bytes(block.array("file", at)?),
            bytes: length(block, "bytes", at)?,
        })
    };
    (0..block.rows()).map(read).collect()
}

fn delta_cells(delta: &Delta) -> Cells {
    Cells::from([
        ("bytes".to_owned(), number_cell(delta.bytes.into())),
        ("file".to_owned(), delta.file.as_bytes().to_vec()),
        ("from".to_owned(), number_cell(delta.from)),
        ("to".to_owned(), number_cell(delta.to)),
    ])
}

fn segment_cells(segment: &Segment) -> Cells {
    Cells::from([
        ("bodies".to_owned(), segment.bodies.as_bytes().to_vec()),
        ("bodies_bytes".to_owned(), number_cell(segment.bodies_bytes.into())),
        ("cards".to_owned(), segment.cards.as_bytes().to_vec()),
        ("cards_bytes".to_owned(), number_cell(segment.cards_bytes.into())),
        ("first".to_owned(), segment.first.as_bytes().to_vec()),
        ("kind".to_owned(), segment.kind.as_bytes().to_vec()),
        ("last".to_owned(), segment.last.as_bytes().to_vec()),
        ("rows".to_owned(), number_cell(segment.rows.into())),
    ])
}

fn read_segments(block: &Block) -> Result<Vec<Segment>, Malformed> {
    let id = |column: &'static str, at| {
        RecordId::from_bytes(block.array(column, at)?).map_err(|_| Malformed::Cell(column.to_owned()))
    };
    let read = |at| {
        let kind = std::str::from_utf8(block.need("kind", at)?).map_err(|_| Malformed::Text)?;
        Ok(Segment {
            kind: kind.to_owned(),
            rows: length(block, "rows", at)?,
            first: id("first", at)?,
            last: id("last", at)?,
            cards: FileName::from_bytes(block.array("cards", at)?),
            cards_bytes: length(block, "cards_bytes", at)?,
            bodies: FileName::from_bytes(block.array("bodies", at)?),
            bodies_bytes: length(block, "bodies_bytes", at)?,
        })
    };
    (0..block.rows()).map(read).collect()
}

fn length(block: &Block, column: &'static str, at: usize) -> Result<u32, Malformed> {
    let number = block.number(column, at)?;
    let fits = number <= crate::limit::FILE_BYTES as u64;
    if fits { Ok(number as u32) } else { Err(Malformed::OverLimit { what: "a file" }) }
}
