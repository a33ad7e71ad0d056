//! A segment: some thousand records of one kind, in the order of their ids, as two files. **Cards** hold what search,
//! facets and list rows need; **bodies** hold the rest, row for row. Cards alone make the app usable.

use std::sync::Arc;

use model::RecordId;

use crate::block::Cells;
use crate::{Block, FileName, Malformed, Row, block, card};

/// The two files of a segment, as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentFiles {
    pub segment: Segment,
    pub cards: Vec<u8>,
    pub bodies: Vec<u8>,
}

/// A segment as an edition lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub kind: String,
    pub rows: u32,
    pub first: RecordId,
    pub last: RecordId,
    pub cards: FileName,
    pub cards_bytes: u32,
    pub bodies: FileName,
    pub bodies_bytes: u32,
}

/// Encodes rows of one kind, ascending by id and not empty.
pub fn encode(kind: &str, rows: &[&Row]) -> SegmentFiles {
    let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
    let cells: Vec<&Cells> = rows.iter().map(|row| &row.cells).collect();
    let mut cards = block::begin_file();
    block::write(&mut cards, kind, Some(&ids), &cells, card::is_card_column);
    let mut bodies = block::begin_file();
    block::write(&mut bodies, kind, None, &cells, |column| !card::is_card_column(column));
    let (first, last) = (rows.first(), rows.last());
    let segment = Segment {
        kind: kind.to_owned(),
        rows: rows.len() as u32,
        first: first.expect("a segment has rows").id,
        last: last.expect("a segment has rows").id,
        cards: FileName::of(&cards),
        cards_bytes: cards.len() as u32,
        bodies: FileName::of(&bodies),
        bodies_bytes: bodies.len() as u32,
    };
    SegmentFiles { segment, cards, bodies }
}

/// Reads a cards file or a bodies file: one block.
pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Block, Malformed> {
    let mut blocks = block::read_file(bytes)?;
    match (blocks.pop(), blocks.is_empty()) {
        (Some(block), true) => Ok(block),
        _ => Err(Malformed::Pair),
    }
}

/// All rows of a segment, whole.
pub fn rows(cards: &Block, bodies: &Block) -> Result<Vec<Row>, Malformed> {
    if cards.rows() != bodies.rows() || cards.kind() != bodies.kind() {
        return Err(Malformed::Pair);
    }
    (0..cards.rows()).map(|at| row(cards, bodies, at)).collect()
}

/// One row of a segment, whole.
pub fn row(cards: &Block, bodies: &Block, at: usize) -> Result<Row, Malformed> {
    let mut row = cards.row(at)?;
    row.cells.extend(bodies.cells(at).map(|(name, cell)| (name.to_owned(), cell.to_vec())));
    Ok(row)
}
