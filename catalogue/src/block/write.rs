//! Writing a block: which columns, and each in the storage that its cells fit best.
//!
//! **Invariant:** the bytes depend on the rows alone, so that the same rows give the same file everywhere.

use std::collections::HashMap;

use model::RecordId;

use super::{Cells, DICT, FIXED, FIXED_WIDTH_MOST, ID, PLAIN};
use crate::wire::{put_bytes, put_number};

/// Writes rows of one kind as a block; with ids, they come in the order of their ids. `keep` chooses the columns.
pub fn write(out: &mut Vec<u8>, kind: &str, ids: Option<&[RecordId]>, rows: &[&Cells], keep: impl Fn(&str) -> bool) {
    let mut names: Vec<&str> = rows.iter().flat_map(|row| row.keys()).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| keep(name));
    let mut columns: Vec<(&str, u64, Vec<u8>)> = Vec::with_capacity(names.len() + 1);
    if let Some(ids) = ids {
        let ids: Vec<&[u8]> = ids.iter().map(|id| id.as_bytes().as_slice()).collect();
        let (storage, bytes) = write_column(&ids);
        columns.push((ID, storage, bytes));
    }
    for name in names {
        let cells: Vec<&[u8]> = rows.iter().map(|row| row.get(name).map_or(&[][..], Vec::as_slice)).collect();
        let (storage, bytes) = write_column(&cells);
        columns.push((name, storage, bytes));
    }
    put_bytes(out, kind.as_bytes());
    put_number(out, rows.len() as u64);
    put_number(out, columns.len() as u64);
    for (name, storage, bytes) in &columns {
        put_bytes(out, name.as_bytes());
        put_number(out, *storage);
        put_number(out, bytes.len() as u64);
    }
    for (_, _, bytes) in &columns {
        out.extend_from_slice(bytes);
    }
}

/// Chooses the storage by the cells alone, so that the same rows give the same bytes everywhere.
fn write_column(cells: &[&[u8]]) -> (u64, Vec<u8>) {
    let present = cells.iter().filter(|cell| !cell.is_empty()).count();
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    let mut entries: Vec<&[u8]> = Vec::new();
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        numbers.entry(cell).or_insert_with(|| {
            entries.push(cell);
            entries.len() - 1
        });
    }
    if entries.len() * 2 <= present {
        return (DICT, write_dict(cells, &entries, &numbers));
    }
    let width = cells.first().map_or(0, |cell| cell.len());
    if present == cells.len() && width <= FIXED_WIDTH_MOST && cells.iter().all(|cell| cell.len() == width) {
        let mut out = Vec::new();
        put_number(&mut out, width as u64);
        cells.iter().for_each(|cell| out.extend_from_slice(cell));
        return (FIXED, out);
    }
    let mut out = Vec::new();
    for cell in cells {
        put_number(&mut out, if cell.is_empty() { 0 } else { cell.len() as u64 + 1 });
    }
    cells.iter().for_each(|cell| out.extend_from_slice(cell));
    (PLAIN, out)
}

fn write_dict(cells: &[&[u8]], entries: &[&[u8]], numbers: &HashMap<&[u8], usize>) -> Vec<u8> {
    let mut out = Vec::new();
    put_number(&mut out, entries.len() as u64);
    entries.iter().for_each(|entry| put_number(&mut out, entry.len() as u64));
    entries.iter().for_each(|entry| out.extend_from_slice(entry));
    for cell in cells {
        put_number(&mut out, numbers.get(cell).map_or(0, |number| *number as u64 + 1));
    }
    out
}
