//! What an import has to say about its material: problems that a person must mend, and notes on what was understood.

use model::{Problem, RecordId};
use thiserror::Error;

use super::Origin;

/// A problem with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    pub origin: Origin,
    pub reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    #[error("{0}")]
    Value(Problem),
    #[error("{0}")]
    Json(String),
    #[error("is needed and is missing")]
    Missing,
    #[error("is a formula without a saved value ({0}): open the file, save it, and import it again")]
    FormulaWithoutValue(String),
    #[error("holds the spreadsheet error {0}")]
    ErrorCell(String),
    #[error("is the same record as {0}")]
    SameRecord(Box<Origin>),
    #[error("the name fits several records ({}): write the id", list(.0))]
    Ambiguous(Vec<RecordId>),
    #[error("“{0}” is no record that is held or imported: write its id, or a label with its ROR id in < >")]
    UnknownName(String),
    #[error("the id belongs to a record of kind {held}, not {wanted}")]
    OtherKind { held: model::Kind, wanted: model::Kind },
    #[error("the column stands there twice, so nothing of the sheet is taken: keep one")]
    ColumnTwice,
    #[error("the sheet has no column for {0}")]
    ColumnMissing(&'static str),
    #[error(
        "which kind of record is this? Name the sheet or the file after the kind, give --kind, or write it in a column \
         headed Record"
    )]
    UnknownKind,
    #[error("holds no rows")]
    NoRows,
    #[error("is not a record: a record is written in {{ }}")]
    NotARecord,
    #[error("is left out: {0}")]
    LeftOut(Problem),
}

/// What was read in a way that the reader should know about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub origin: Origin,
    pub remark: Remark,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Remark {
    #[error("formula read by its saved value “{0}”")]
    Formula(String),
    #[error("{0}")]
    Read(crate::sheets::Remarked),
    #[error("language tag {found} does not fit the letters of “{text}”: read as {read}")]
    TagCorrected { found: String, text: String, read: String },
    #[error("a merged cell: its value is read once, in its first cell")]
    MergedCells,
    #[error("column is not known and is left out")]
    ColumnIgnored,
    #[error("says the same as {0}, and counts once")]
    SameAgain(Box<Origin>),
    #[error("what stands under no header is left out: column {0}")]
    NoHeader(String),
    #[error("sheet holds no kind of record and is left out")]
    SheetIgnored,
    #[error("read as {0}")]
    Encoding(&'static str),
}

impl Issue {
    pub fn new(origin: Origin, reason: Reason) -> Self {
        Issue { origin, reason }
    }
}

fn list(ids: &[RecordId]) -> String {
    ids.iter().map(RecordId::to_string).collect::<Vec<_>>().join(", ")
}
