//! Named limits of a spreadsheet. The file itself is at most 64 MB; that is checked where it is opened.

/// Rows of one sheet, its header too.
pub const ROWS: u32 = 200_000;
/// Columns of one sheet.
pub const COLUMNS: u32 = 500;
/// Cells with content in one file.
pub const CELLS: usize = 5_000_000;
/// Sheets of one workbook.
pub const SHEETS: usize = 200;
/// Bytes that a workbook may have when it is unpacked.
pub const INFLATED_BYTES: u64 = 256 * 1024 * 1024;
/// How much larger a part of a workbook may be than it is packed, once it is over a megabyte.
pub const INFLATION: u64 = 200;
/// Parts of a workbook's archive.
pub const ENTRIES: usize = 4_000;
/// Characters that Excel can keep in one cell.
pub const CELL_CHARS: usize = 32_767;
