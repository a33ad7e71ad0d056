//! A block: the rows of one kind as columns. Every file is one or more blocks, and so is the head.
//!
//! ```text
//! block  = kind · rows · columns · { name · storage · length } × columns · bytes of the columns
//! plain  = { length + 1, or 0 for absent } × rows · cells
//! dict   = entries · { length } × entries · entries · { entry + 1, or 0 for absent } × rows
//! fixed  = width · cells                              (no cell absent)
//! ```
//! Numbers are LEB128. A reader passes over a storage that it does not know as it does over any unknown column.

mod write;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use model::RecordId;

use crate::row::{Row, hash_cells, read_id};
use crate::wire::{Reader, put_number};
use crate::{Malformed, limit};

pub use write::write;

/// The column that holds the ids, 16 bytes each, ascending.
pub const ID: &str = "id";

const PLAIN: u64 = 0;
const DICT: u64 = 1;
const FIXED: u64 = 2;
/// Cells of one length up to this many bytes are stored without lengths.
const FIXED_WIDTH_MOST: usize = 64;

/// A block that was read. It keeps the file's bytes and finds cells in them; nothing is copied until asked for.
#[derive(Clone)]
pub struct Block {
    bytes: Arc<[u8]>,
    kind: String,
    rows: usize,
    columns: Vec<Column>,
}

#[derive(Clone)]
struct Column {
    name: String,
    storage: u64,
    range: Range<usize>,
    index: OnceLock<Option<Index>>,
}

/// Where the cells of a column are, made when first asked for.
#[derive(Clone)]
enum Index {
    /// Start of each cell in the file, and the end of the last; `start == end` is absent.
    Plain(Vec<u32>),
    Dict {
        entries: Vec<Range<u32>>,
        codes: Vec<u32>,
    },
    Fixed {
        start: usize,
        width: usize,
    },
}

impl Block {
    /// Reads the block that begins at `reader`, whose bytes are those of `file`.
    fn read(file: &Arc<[u8]>, reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let kind = reader.text(limit::NAME_BYTES, "a kind's name")?.to_owned();
        let rows = reader.count(limit::BLOCK_ROWS, "the number of rows")?;
        let count = reader.count(limit::BLOCK_COLUMNS, "the number of columns")?;
        let mut headers = Vec::with_capacity(count);
        for _ in 0..count {
            let name = reader.text(limit::NAME_BYTES, "a column's name")?.to_owned();
            let storage = reader.number()?;
            headers.push((name, storage, reader.count(limit::FILE_BYTES, "a column")?));
        }
        let mut columns = Vec::with_capacity(count);
        for (name, storage, length) in headers {
            let start = reader.at();
            reader.take(length)?;
            columns.push(Column { name, storage, range: start..start + length, index: OnceLock::new() });
        }
        Ok(Block { bytes: Arc::clone(file), kind, rows, columns })
    }

    pub fn kind(&self) -> &str {
        &self.kind
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// The cell of a column in a row; none if it is absent, or the column is not there or not understood.
    pub fn cell(&self, column: &str, row: usize) -> Option<&[u8]> {
        self.column_cell(self.column(column)?, row)
    }

    /// A cell that must be there.
    pub fn need(&self, column: &'static str, row: usize) -> Result<&[u8], Malformed> {
        self.cell(column, row).ok_or(Malformed::ColumnMissing(column))
    }

    /// For a column whose values repeat: the distinct values, and for each row the number of its value plus one, or 0.
    pub fn dictionary(&self, column: &str) -> Option<(Vec<&[u8]>, &[u32])> {
        match self.index(self.column(column)?)? {
            Index::Dict { entries, codes } => {
                let values = entries.iter().map(|range| &self.bytes[range.start as usize..range.end as usize]);
                Some((values.collect(), codes))
            }
            Index::Plain(_) | Index::Fixed { .. } => None,
        }
    }

    /// A cell that must be there and is one number.
    pub fn number(&self, column: &'static str, row: usize) -> Result<u64, Malformed> {
        let mut reader = Reader::new(self.need(column, row)?);
        let number = reader.number()?;
        if reader.is_at_end() { Ok(number) } else { Err(Malformed::Number) }
    }

    /// A cell that must be there and has just this many bytes.
    pub fn array<const BYTES: usize>(&self, column: &'static str, row: usize) -> Result<[u8; BYTES], Malformed> {
        self.need(column, row)?.try_into().map_err(|_| Malformed::Cell(column.to_owned()))
    }

    pub fn id(&self, row: usize) -> Result<RecordId, Malformed> {
        read_id(self.need(ID, row)?)
    }

    /// The row of an id, by binary search.
    pub fn find(&self, id: &RecordId) -> Option<usize> {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.cell(ID, middle)?.cmp(id.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// One row with all its cells, but for the id column, as they came.
    pub fn row(&self, row: usize) -> Result<Row, Malformed> {
        let cells = self.cells(row).map(|(name, cell)| (name.to_owned(), cell.to_vec()));
        Ok(Row { kind: self.kind.clone(), id: self.id(row)?, cells: cells.collect() })
    }

    /// The cells of a row that are there, but for the id.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (&str, &[u8])> {
        self.columns
            .iter()
            .filter(|column| column.name != ID)
            .filter_map(move |column| Some((column.name.as_str(), self.column_cell(column, row)?)))
    }

    /// The hash of a row whose cells are all in this block and `other` (cards and bodies).
    pub fn row_hash(&self, other: Option<&Block>, row: usize) -> Result<[u8; 32], Malformed> {
        let mut cells: Vec<_> = self.cells(row).collect();
        if let Some(other) = other {
            cells.extend(other.cells(row));
        }
        cells.sort_unstable_by_key(|(name, _)| *name);
        Ok(hash_cells(&self.kind, &self.id(row)?, cells.into_iter()))
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    fn column_cell(&self, column: &Column, row: usize) -> Option<&[u8]> {
        let range = match self.index(column)? {
            Index::Plain(starts) => *starts.get(row)? as usize..*starts.get(row + 1)? as usize,
            Index::Dict { entries, codes } => {
                let entry = entries.get(codes.get(row)?.checked_sub(1)? as usize)?;
                entry.start as usize..entry.end as usize
            }
            Index::Fixed { start, width } if row < self.rows => start + row * width..start + (row + 1) * width,
            Index::Fixed { .. } => return None,
        };
        (!range.is_empty()).then(|| &self.bytes[range])
    }

    fn index<'a>(&'a self, column: &'a Column) -> Option<&'a Index> {
        column.index.get_or_init(|| self.make_index(column).ok()).as_ref()
    }

    /// Reads every column's index, so that a bad file is refused when it arrives and not when it is used.
    fn check(&self) -> Result<(), Malformed> {
        for column in &self.columns {
            if (PLAIN..=FIXED).contains(&column.storage) {
                let index = self.make_index(column)?;
                let _ = column.index.set(Some(index));
            }
        }
        Ok(())
    }

    fn make_index(&self, column: &Column) -> Result<Index, Malformed> {
        let mut reader = Reader::new(&self.bytes[column.range.clone()]);
        let index = match column.storage {
            PLAIN => self.plain_index(column, &mut reader)?,
            DICT => self.dict_index(column, &mut reader)?,
            FIXED => {
                let width = reader.count(FIXED_WIDTH_MOST, "a fixed width")?;
                let start = column.range.start + reader.at();
                reader.take(width * self.rows)?;
                Index::Fixed { start, width }
            }
            _ => return Err(Malformed::Cell(column.name.clone())),
        };
        if reader.is_at_end() { Ok(index) } else { Err(Malformed::Cell(column.name.clone())) }
    }

    fn plain_index(&self, column: &Column, reader: &mut Reader<'_>) -> Result<Index, Malformed> {
        let mut starts = Vec::with_capacity(self.rows + 1);
        let mut at = 0u32;
        for _ in 0..self.rows {
            starts.push(at);
            let length = reader.count(limit::FILE_BYTES, "a cell")?.saturating_sub(1);
            at = at.checked_add(length as u32).ok_or(Malformed::Number)?;
        }
        starts.push(at);
        let base = (column.range.start + reader.at()) as u32;
        reader.take(at as usize)?;
        starts.iter_mut().for_each(|start| *start += base);
        Ok(Index::Plain(starts))
    }

    fn dict_index(&self, column: &Column, reader: &mut Reader<'_>) -> Result<Index, Malformed> {
        let count = reader.count(self.rows, "a dictionary")?;
        let mut lengths = Vec::with_capacity(count);
        for _ in 0..count {
            lengths.push(reader.count(limit::FILE_BYTES, "a cell")?);
        }
        let mut entries = Vec::with_capacity(count);
        for length in lengths {
            let start = (column.range.start + reader.at()) as u32;
            reader.take(length)?;
            entries.push(start..start + length as u32);
        }
        let mut codes = Vec::with_capacity(self.rows);
        for _ in 0..self.rows {
            codes.push(reader.count(count, "a dictionary code")? as u32);
        }
        Ok(Index::Dict { entries, codes })
    }
}

/// The cells of one row.
pub type Cells = BTreeMap<String, Vec<u8>>;

const MAGIC: &[u8; 4] = b"MGV1";

/// A number as a cell. It is never empty, so 0 is not mistaken for absent.
pub fn number_cell(number: u64) -> Vec<u8> {
    let mut cell = Vec::new();
    put_number(&mut cell, number);
    cell
}

/// Begins a file.
pub fn begin_file() -> Vec<u8> {
    MAGIC.to_vec()
}

/// Reads all blocks of a file and checks that every cell can be found.
pub fn read_file(bytes: impl Into<Arc<[u8]>>) -> Result<Vec<Block>, Malformed> {
    let bytes: Arc<[u8]> = bytes.into();
    if bytes.len() > limit::FILE_BYTES {
        return Err(Malformed::OverLimit { what: "a file" });
    }
    let mut reader = Reader::new(&bytes);
    if reader.take(MAGIC.len()) != Ok(MAGIC) {
        return Err(Malformed::Magic);
    }
    let mut blocks = Vec::new();
    while !reader.is_at_end() {
        let block = Block::read(&bytes, &mut reader)?;
        block.check()?;
        blocks.push(block);
    }
    Ok(blocks)
}
