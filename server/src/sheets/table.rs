//! A table as it was read: rows of cells with content, each with its number.

/// One sheet of a workbook, or one CSV file.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The sheet's name; none for CSV.
    pub sheet: Option<String>,
    /// Rows with content, in order. The first is the header.
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// From 1, as the spreadsheet counts.
    pub number: u32,
    /// Cells with content, by column.
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// From 1.
    pub column: u32,
    /// Never empty, but for a formula without a value and for an error.
    pub text: String,
    pub content: Content,
}

/// What a cell holds beside its text.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Text,
    /// A number; in a column of dates it may be a day of the spreadsheet's own calendar.
    Number(f64),
    /// A formula; the text is its saved value.
    Formula,
    /// A formula without a saved value.
    FormulaWithoutValue(String),
    /// `#REF!` and the like.
    Error(String),
    /// Taken over from the first cell of a merged range.
    Merged,
}

impl Row {
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &self.cells[at])
    }
}
