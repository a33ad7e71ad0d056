//! Sheets: the only place that knows spreadsheet formats.
//!
//! [`open`] reads CSV and XLSX into [`Table`]s of text cells; [`Page`] is what is written to them. [`columns`] says
//! which columns a sheet of each kind has, and leads between a cell's text and a part of a record.
//!
//! **Invariant:** nothing here knows the store, a plan or a release.

mod archive;
mod columns;
mod csv;
mod encoding;
mod error;
pub mod limit;
mod page;
mod table;
mod workbook;

pub use columns::{
    Choice, Column, Holds, Meaning, NameSlot, Pointer, Remarked, Words, columns, find, folded, holds_id,
    holds_relation, kind_of_name, label, record_kind, sheet_name,
};
pub use error::SheetError;
pub use page::{Head, Page};
pub use table::{Cell, Content, Row, Table};

/// Reads the tables of a workbook.
pub fn open_workbook(bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    archive::check(bytes)?;
    // The reader of the cells panics at some cells that no spreadsheet writes.
    let read = std::panic::catch_unwind(|| workbook::read(bytes));
    read.unwrap_or(Err(SheetError::Unreadable))
}

/// Reads a text of cells; says how it was encoded.
pub fn open_csv(bytes: &[u8]) -> Result<(Table, &'static str), SheetError> {
    let (text, encoding) = encoding::text(bytes)?;
    Ok((csv::read(&text)?, encoding))
}

pub use csv::write as write_csv;
pub use workbook::write as write_workbook;

#[cfg(test)]
mod tests;
