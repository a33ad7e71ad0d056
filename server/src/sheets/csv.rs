//! Text with separators. Reads commas, semicolons and tabs; writes commas, with a byte order mark, because Excel takes
//! a file without one for the local code page.
//!
//! A cell that Excel would run as a formula is written with a `'` before it, and that `'` is taken off again when it
//! is read. A text that begins with `'` gets one more, so that it too comes back as it was.

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use super::table::{Cell, Content, Row};
use super::{Page, SheetError, Table, limit};

pub fn read(text: &str) -> Result<Table, SheetError> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator(text)).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let (mut number, mut cells) = (0, 0);
    loop {
        number += 1;
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(Table { sheet: None, rows }),
            Ok(true) => {}
            Err(cause) => return Err(SheetError::Csv { row: number, cause }),
        }
        let row = row(number, &record)?;
        cells += row.cells.len();
        if number > limit::ROWS {
            return Err(SheetError::TooManyRows { sheet: "the file".to_owned() });
        }
        if cells > limit::CELLS {
            return Err(SheetError::TooManyCells);
        }
        if !row.cells.is_empty() {
            rows.push(row);
        }
    }
}

/// Writes a page as UTF-8 with a byte order mark.
pub fn write(page: &Page) -> Vec<u8> {
    let mut writer = WriterBuilder::new().from_writer(b"\xEF\xBB\xBF".to_vec());
    let heads = page.heads.iter().map(|head| head.title.as_str());
    writer.write_record(heads).expect("writing to memory does not fail");
    for row in &page.rows {
        writer.write_record(row.iter().map(|cell| guarded(cell))).expect("all rows are as long as the header");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

fn row(number: u32, record: &StringRecord) -> Result<Row, SheetError> {
    let mut cells = Vec::new();
    for (column, text) in (1..).zip(record) {
        let text = unguarded(text);
        if text.trim().is_empty() {
            continue;
        }
        if column > limit::COLUMNS {
            return Err(SheetError::TooManyColumns { sheet: "the file".to_owned(), row: number });
        }
        cells.push(Cell { column, text: text.to_owned(), content: Content::Text });
    }
    Ok(Row { number, cells })
}

/// The separator that stands most often in the first line with content.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: u8| line.bytes().filter(|byte| *byte == wanted).count();
    let most = [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte));
    most.filter(|byte| count(*byte) > 0).unwrap_or(b',')
}

const DANGEROUS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

fn guarded(cell: &str) -> String {
    if cell.starts_with(DANGEROUS) { format!("'{cell}") } else { cell.to_owned() }
}

fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(DANGEROUS) => rest,
        Some(_) | None => cell,
    }
}
