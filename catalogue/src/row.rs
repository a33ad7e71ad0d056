//! A row: one record as named cells. This is what is hashed, stored and put into files; nobody who does not know a
//! column has to understand it in order to keep it whole.

use std::collections::BTreeMap;

use model::RecordId;

use crate::wire::{Reader, put_bytes, put_number};
use crate::{Malformed, limit};

/// The kind of a row that says: this id is gone. Its only cell, if any, is `successor` (16 bytes).
pub const GONE: &str = "gone";

/// The column of a gone row that names who came after.
pub const SUCCESSOR: &str = "successor";

/// One record as bytes. An empty cell is an absent cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub kind: String,
    pub id: RecordId,
    pub cells: BTreeMap<String, Vec<u8>>,
}

impl Row {
    /// A tombstone.
    pub fn gone(id: RecordId, successor: Option<RecordId>) -> Self {
        let cell = successor.map(|successor| (SUCCESSOR.to_owned(), successor.as_bytes().to_vec()));
        Row { kind: GONE.to_owned(), id, cells: cell.into_iter().collect() }
    }

    pub fn is_gone(&self) -> bool {
        self.kind == GONE
    }

    /// The record's hash: BLAKE3 over kind, id and cells in the order of their names, each with its length before it.
    pub fn hash(&self) -> [u8; 32] {
        let cells = self.cells.iter().map(|(name, cell)| (name.as_str(), cell.as_slice()));
        hash_cells(&self.kind, &self.id, cells)
    }

    /// The row as one value, for the database.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_bytes(&mut out, self.kind.as_bytes());
        out.extend_from_slice(self.id.as_bytes());
        put_number(&mut out, self.cells.len() as u64);
        for (name, cell) in &self.cells {
            put_bytes(&mut out, name.as_bytes());
            put_bytes(&mut out, cell);
        }
        out
    }

    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        let kind = reader.text(limit::NAME_BYTES, "a kind's name")?.to_owned();
        let id = read_id(reader.take(16)?)?;
        let count = reader.count(limit::BLOCK_COLUMNS, "the number of columns")?;
        let mut cells = BTreeMap::new();
        for _ in 0..count {
            let name = reader.text(limit::NAME_BYTES, "a column's name")?.to_owned();
            cells.insert(name, reader.bytes(limit::FILE_BYTES, "a cell")?.to_vec());
        }
        if reader.is_at_end() { Ok(Row { kind, id, cells }) } else { Err(Malformed::Number) }
    }
}

/// Hashes cells that are given in the order of their names.
pub(crate) fn hash_cells<'a>(kind: &str, id: &RecordId, cells: impl Iterator<Item = (&'a str, &'a [u8])>) -> [u8; 32] {
    let mut head = Vec::with_capacity(64);
    put_bytes(&mut head, kind.as_bytes());
    head.extend_from_slice(id.as_bytes());
    let mut hasher = blake3::Hasher::new();
    hasher.update(&head);
    for (name, cell) in cells {
        head.clear();
        put_bytes(&mut head, name.as_bytes());
        put_number(&mut head, cell.len() as u64);
        hasher.update(&head);
        hasher.update(cell);
    }
    *hasher.finalize().as_bytes()
}

pub(crate) fn read_id(bytes: &[u8]) -> Result<RecordId, Malformed> {
    let bytes: [u8; 16] = bytes.try_into().map_err(|_| Malformed::EndsEarly)?;
    RecordId::from_bytes(bytes).map_err(|_| Malformed::Cell("id".to_owned()))
}
