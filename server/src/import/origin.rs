//! Where a value came from: file, sheet, row and column. Every problem and every note carries one.

use std::fmt;
use std::sync::Arc;

/// A place in the material that is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub file: Arc<str>,
    pub spot: Spot,
    /// The header of the column, or the key of the record, that is meant.
    pub key: Option<Arc<str>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    File,
    /// A line of a JSON lines file, from 1.
    Line(u64),
    /// An entry of a JSON array, from 1.
    Entry(u64),
    /// A cell or a row of a table; row and column from 1, as the spreadsheet counts.
    Cell {
        sheet: Option<Arc<str>>,
        row: u32,
        column: Option<u32>,
    },
}

impl Origin {
    pub fn file(file: &Arc<str>) -> Self {
        Origin { file: Arc::clone(file), spot: Spot::File, key: None }
    }

    pub fn at(file: &Arc<str>, spot: Spot) -> Self {
        Origin { file: Arc::clone(file), spot, key: None }
    }

    /// The same place, with the key that is meant.
    pub fn key(&self, key: &str) -> Self {
        Origin { key: Some(Arc::from(key)), ..self.clone() }
    }

    /// The cell of this row in that column.
    pub fn column(&self, number: u32, header: &str) -> Self {
        let spot = match &self.spot {
            Spot::Cell { sheet, row, .. } => Spot::Cell { sheet: sheet.clone(), row: *row, column: Some(number) },
            Spot::File | Spot::Line(_) | Spot::Entry(_) => self.spot.clone(),
        };
        Origin { file: Arc::clone(&self.file), spot, key: Some(Arc::from(header)) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match &self.spot {
            Spot::File => {}
            Spot::Line(line) => write!(f, ", line {line}")?,
            Spot::Entry(entry) => write!(f, ", entry {entry}")?,
            Spot::Cell { sheet, row, column } => {
                f.write_str(", ")?;
                if let Some(sheet) = sheet {
                    write!(f, "{sheet}!")?;
                }
                match column {
                    Some(column) => write!(f, "{}{row}", letters(*column))?,
                    None => write!(f, "row {row}")?,
                }
            }
        }
        match &self.key {
            Some(key) => write!(f, " ({key})"),
            None => Ok(()),
        }
    }
}

/// The letters of a column, from 1: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_the_spreadsheet() {
        assert_eq!([1, 3, 26, 27, 702, 703].map(letters), ["A", "C", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn an_origin_names_file_sheet_cell_and_header() {
        let row = Spot::Cell { sheet: Some(Arc::from("Institutions")), row: 7, column: None };
        let row = Origin::at(&Arc::from("members.xlsx"), row);
        assert_eq!(row.to_string(), "members.xlsx, Institutions!row 7");
        assert_eq!(row.column(3, "established").to_string(), "members.xlsx, Institutions!C7 (established)");
    }
}
