//! Why a sheet cannot be read or written at all. What is wrong with single cells is not said here.

use thiserror::Error;

use super::limit;

#[derive(Debug, Error)]
pub enum SheetError {
    #[error("the workbook is encrypted, or an old .xls: save it as .xlsx without a password")]
    Compound,
    #[error("this is a ZIP archive but no .xlsx workbook")]
    NoWorkbook,
    #[error("the workbook is broken: {0}")]
    Archive(zip::result::ZipError),
    #[error("the workbook is broken: {0}")]
    Workbook(Box<calamine::XlsxError>),
    #[error("the workbook is broken: a cell of it stands where no cell can be")]
    Unreadable,
    #[error("the workbook is broken: {0}")]
    Inflate(std::io::Error),
    #[error("the workbook unpacks to more than {} MB: it is not opened", limit::INFLATED_BYTES / (1024 * 1024))]
    Bomb,
    #[error("the text is neither UTF-8 nor GB18030 (first odd byte at {0})")]
    Encoding(usize),
    #[error("row {row}: {cause}")]
    Csv { row: u32, cause: csv::Error },
    #[error("{sheet} has more than {} rows", limit::ROWS)]
    TooManyRows { sheet: String },
    #[error("{sheet}, row {row} has more than {} columns", limit::COLUMNS)]
    TooManyColumns { sheet: String, row: u32 },
    #[error("the file has more than {} cells", limit::CELLS)]
    TooManyCells,
    #[error("the workbook has more than {} sheets", limit::SHEETS)]
    TooManySheets,
    #[error(
        "{sheet}, row {row}: a cell of {have} characters does not fit into Excel (at most {}): use .csv or .jsonl",
        limit::CELL_CHARS
    )]
    CellTooLong { sheet: String, row: usize, have: usize },
    #[error("the workbook could not be written: {0}")]
    Write(Box<rust_xlsxwriter::XlsxError>),
}
