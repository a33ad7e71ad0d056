//! A delta: every row that changed between two revisions, as it stands at the later one. Gone records are rows too.
//!
//! A delta says how things are, not what was done, so it may be applied twice, and by a reader who already holds a part
//! of it. Two deltas in a row are one delta: the later row of each id counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::RecordId;

use crate::block::Cells;
use crate::{Block, FileName, Malformed, Row, block};

/// A delta as an edition lists it: it brings a reader at any revision in `from..=to` to `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    pub from: u64,
    pub to: u64,
    pub file: FileName,
    pub bytes: u32,
}

/// Encodes rows by kind, then id; one block a kind, all columns together.
pub fn encode(rows: &[Row]) -> Vec<u8> {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by(|a, b| (&a.kind, a.id).cmp(&(&b.kind, b.id)));
    let mut out = block::begin_file();
    for rows in sorted.chunk_by(|a, b| a.kind == b.kind) {
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        let cells: Vec<&Cells> = rows.iter().map(|row| &row.cells).collect();
        block::write(&mut out, &rows[0].kind, Some(&ids), &cells, |_| true);
    }
    out
}

pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Vec<Block>, Malformed> {
    block::read_file(bytes)
}

/// All rows of a delta.
pub fn rows(blocks: &[Block]) -> Result<Vec<Row>, Malformed> {
    let mut rows = Vec::new();
    for block in blocks {
        for at in 0..block.rows() {
            rows.push(block.row(at)?);
        }
    }
    Ok(rows)
}

/// Two or more deltas as one, given from the oldest to the newest.
pub fn merge(deltas: impl IntoIterator<Item = Vec<Row>>) -> Vec<Row> {
    let newest: BTreeMap<RecordId, Row> = deltas.into_iter().flatten().map(|row| (row.id, row)).collect();
    newest.into_values().collect()
}
