//! XLSX. Read cell by cell, so that a sheet with one cell in its last corner costs no more than that cell.
//! Written as text only: nothing that comes from a record can become a formula.

use std::io::{Cursor, Read, Seek};

use calamine::{DataRef, Dimensions, Reader, SheetType, Xlsx, XlsxError};
use rust_xlsxwriter::{Color, DataValidation, DataValidationErrorStyle, Format, Formula, Note, Workbook, Worksheet};

use super::table::{Cell, Content, Row};
use super::{Page, SheetError, Table, limit};

/// The sheet that holds the allowed values of a template.
pub const CHOICES_SHEET: &str = "Choices";

pub fn read(bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).filter(|name| name != CHOICES_SHEET).collect();
    if names.len() > limit::SHEETS {
        return Err(SheetError::TooManySheets);
    }
    let mut left = limit::CELLS;
    let mut tables = Vec::new();
    for name in names {
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(broken)?;
        let mut rows = read_rows(&mut workbook, &name, &mut left)?;
        fill_merged(&mut rows, &merged);
        tables.push(Table { sheet: Some(name), rows });
    }
    Ok(tables)
}

fn read_rows<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str, left: &mut usize) -> Result<Vec<Row>, SheetError> {
    let is_1904 = workbook.has_1904_epoch();
    let mut reader = workbook.worksheet_cells_reader(name).map_err(broken)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(found) = reader.next_cell_with_formula().map_err(broken)? {
        let (row, column) = (found.pos.0.saturating_add(1), found.pos.1.saturating_add(1));
        let Some(cell) = cell(column, &found.value, found.formula, is_1904) else { continue };
        if row > limit::ROWS {
            return Err(SheetError::TooManyRows { sheet: name.to_owned() });
        }
        if column > limit::COLUMNS {
            return Err(SheetError::TooManyColumns { sheet: name.to_owned(), row });
        }
        *left = left.checked_sub(1).ok_or(SheetError::TooManyCells)?;
        match rows.last_mut() {
            Some(last) if last.number == row => last.cells.push(cell),
            _ => rows.push(Row { number: row, cells: vec![cell] }),
        }
    }
    // A file need not be in order.
    rows.sort_by_key(|row| row.number);
    rows.dedup_by(|later, kept| {
        let same = later.number == kept.number;
        if same {
            kept.cells.append(&mut later.cells);
        }
        same
    });
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.dedup_by_key(|cell| cell.column);
    }
    Ok(rows)
}

fn cell(column: u32, value: &DataRef<'_>, formula: Option<String>, is_1904: bool) -> Option<Cell> {
    let (text, content) = match value {
        DataRef::Empty => (String::new(), Content::Text),
        DataRef::Int(number) => (number.to_string(), Content::Number(*number as f64)),
        DataRef::Float(number) => (number.to_string(), Content::Number(*number)),
        DataRef::String(text) => (text.clone(), Content::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Content::Text),
        DataRef::Bool(yes) => ((if *yes { "yes" } else { "no" }).to_owned(), Content::Text),
        DataRef::DateTime(date) if date.is_datetime() => (date_text(date.to_ymd_hms_milli()), Content::Text),
        DataRef::DateTime(duration) => (duration.as_f64().to_string(), Content::Number(duration.as_f64())),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), Content::Text),
        DataRef::Error(error) => (String::new(), Content::Error(error.to_string())),
    };
    // Days of the calendar of 1904 are moved to the one of 1900, which is what a bare number is read as.
    let content = match content {
        Content::Number(number) if is_1904 && number.fract() == 0.0 => Content::Number(number + 1462.0),
        other => other,
    };
    let has_text = !text.trim().is_empty();
    let content = match (formula, content) {
        (_, Content::Error(error)) => Content::Error(error),
        (Some(_), _) if has_text => Content::Formula,
        (Some(formula), _) => Content::FormulaWithoutValue(format!("={formula}")),
        (None, content) => content,
    };
    let says_nothing = !has_text && content == Content::Text;
    (!says_nothing).then_some(Cell { column, text, content })
}

fn date_text((year, month, day, hour, minute, _, _): (u16, u8, u8, u8, u8, u8, u16)) -> String {
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { date } else { format!("{date}T{hour:02}:{minute:02}") }
}

/// A range that was merged downwards says its value for each of its rows that has other content.
fn fill_merged(rows: &mut [Row], merged: &[Dimensions]) {
    for range in merged.iter().filter(|range| range.end.0 > range.start.0) {
        let (first, last, column) = (range.start.0 + 1, range.end.0 + 1, range.start.1 + 1);
        let Ok(top) = rows.binary_search_by_key(&first, |row| row.number) else { continue };
        let Some(value) = rows[top].cell(column).cloned() else { continue };
        for row in rows[top + 1..].iter_mut().take_while(|row| row.number <= last) {
            if let Err(at) = row.cells.binary_search_by_key(&column, |cell| cell.column) {
                row.cells.insert(at, Cell { content: Content::Merged, ..value.clone() });
            }
        }
    }
}

/// Writes a workbook, one sheet a page.
pub fn write(pages: &[Page]) -> Result<Vec<u8>, SheetError> {
    let mut workbook = Workbook::new();
    let mut choices: Vec<&[String]> = Vec::new();
    for page in pages {
        let sheet = workbook.add_worksheet();
        write_page(sheet, page, &mut choices)
            .map_err(|error| too_long(page).unwrap_or(SheetError::Write(Box::new(error))))?;
    }
    if !choices.is_empty() {
        write_choices(workbook.add_worksheet(), &choices).map_err(|error| SheetError::Write(Box::new(error)))?;
    }
    workbook.save_to_buffer().map_err(|error| SheetError::Write(Box::new(error)))
}

fn write_page<'a>(
    sheet: &mut Worksheet,
    page: &'a Page,
    choices: &mut Vec<&'a [String]>,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    sheet.set_name(&page.name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold().set_background_color(Color::RGB(0x00E2_EFDA));
    for (column, head) in (0u16..).zip(&page.heads) {
        sheet.write_string_with_format(0, column, &head.title, &bold)?;
        sheet.set_column_width(column, 18)?;
        if !head.note.is_empty() {
            sheet.insert_note(0, column, &Note::new(&head.note).add_author_prefix(false).set_width(320))?;
        }
        if !head.choices.is_empty() {
            choices.push(&head.choices);
            let rule = choice_rule(choices.len(), head.choices.len());
            sheet.add_data_validation(1, column, limit::ROWS - 1, column, &rule)?;
        }
    }
    for (number, row) in (1u32..).zip(&page.rows) {
        for (column, cell) in (0u16..).zip(row) {
            if !cell.is_empty() {
                sheet.write_string(number, column, cell)?;
            }
        }
    }
    Ok(())
}

/// Offers the values; a list with several of them may still be typed.
fn choice_rule(column: usize, count: usize) -> DataValidation {
    let letters = letters(column as u32);
    let list = Formula::new(format!("={CHOICES_SHEET}!${letters}$1:${letters}${count}"));
    DataValidation::new().allow_list_formula(list).set_error_style(DataValidationErrorStyle::Information)
}

fn write_choices(sheet: &mut Worksheet, choices: &[&[String]]) -> Result<(), rust_xlsxwriter::XlsxError> {
    sheet.set_name(CHOICES_SHEET)?;
    sheet.set_hidden(true);
    for (column, values) in (0u16..).zip(choices) {
        for (row, value) in (0u32..).zip(*values) {
            sheet.write_string(row, column, value)?;
        }
    }
    Ok(())
}

/// Which cell did not fit, when one did not.
fn too_long(page: &Page) -> Option<SheetError> {
    let cells = page.rows.iter().enumerate().flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell)));
    let mut lengths = cells.map(|(row, cell)| (row, cell.encode_utf16().count()));
    let (row, have) = lengths.find(|(_, have)| *have > limit::CELL_CHARS)?;
    Some(SheetError::CellTooLong { sheet: page.name.clone(), row: row + 2, have })
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

fn broken(error: XlsxError) -> SheetError {
    SheetError::Workbook(Box::new(error))
}
