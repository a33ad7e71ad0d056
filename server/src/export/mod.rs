//! Records as a file that imports again without a change: `.xlsx`, `.csv`, `.jsonl`; and the empty workbook to fill in.
//!
//! **Invariant:** no cell can become a formula. In a workbook every cell is text; in CSV what Excel would run has a
//! `'` before it, which the importer takes off again.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use model::{Kind, NameUse, Record};
use thiserror::Error;

use crate::sheets::{
    Choice, Column, Head, Page, SheetError, columns, label, record_kind, sheet_name, write_csv, write_workbook,
};

#[derive(Debug, Error)]
pub enum ExportError {
    #[error("{0}: the file's name must end in .xlsx, .csv or .jsonl")]
    Ending(String),
    #[error("{0}: a template is a workbook; its name must end in .xlsx")]
    TemplateEnding(String),
    #[error(transparent)]
    Sheet(#[from] SheetError),
    #[error("a record could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// What a file is, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Workbook,
    Csv,
    JsonLines,
}

impl Form {
    pub fn of_path(path: &Path) -> Result<Self, ExportError> {
        match path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase().as_str() {
            "xlsx" => Ok(Form::Workbook),
            "csv" => Ok(Form::Csv),
            "jsonl" => Ok(Form::JsonLines),
            _ => Err(ExportError::Ending(path.display().to_string())),
        }
    }
}

/// All records of one kind as the bytes of a file.
pub fn write(kind: Kind, form: Form, records: &[Record], chinese: bool) -> Result<Vec<u8>, ExportError> {
    match form {
        Form::JsonLines => json_lines(records),
        Form::Csv => Ok(write_csv(&page(kind, records, chinese, true))),
        Form::Workbook => Ok(write_workbook(&[page(kind, records, chinese, false)])?),
    }
}

/// An empty workbook: one sheet with English headers, one with Chinese ones. Either may be filled in.
pub fn template(kind: Kind, path: &Path) -> Result<Vec<u8>, ExportError> {
    if Form::of_path(path).ok() != Some(Form::Workbook) {
        return Err(ExportError::TemplateEnding(path.display().to_string()));
    }
    let page = |chinese| Page {
        name: sheet_name(kind, chinese).to_owned(),
        heads: columns(kind).iter().map(|column| head(column, chinese)).collect(),
        rows: Vec::new(),
    };
    Ok(write_workbook(&[page(false), page(true)])?)
}

fn json_lines(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    for record in records {
        serde_json::to_writer(&mut bytes, record)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// A sheet with the columns that any of the records fills. CSV has no name of a sheet, so it says its kind in a column.
fn page(kind: Kind, records: &[Record], chinese: bool, with_kind: bool) -> Page {
    let mut all = columns(kind);
    if with_kind {
        all.insert(0, record_kind());
    }
    let known: BTreeSet<String> = all.iter().map(|column| column.key.to_string()).collect();
    let labels = records.iter().flat_map(|record| record.names.iter()).filter(|name| name.usage == NameUse::Label);
    let languages: BTreeSet<_> = labels.map(|name| name.lang.clone()).collect();
    let others = languages.into_iter().map(label).filter(|column| !known.contains(&*column.key));
    let after_names = all.iter().position(|column| column.key == "aliases").unwrap_or(all.len());
    all.splice(after_names..after_names, others.collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = records
        .iter()
        .map(|record| {
            let json = serde_json::to_value(record).expect("a record is plain data");
            all.iter().map(|column| column.write(record, &json)).collect()
        })
        .collect();
    let is_used = |at: usize| all[at].needed || all[at].key == "id" || rows.iter().any(|row| !row[at].is_empty());
    let used: Vec<usize> = (0..all.len()).filter(|at| is_used(*at)).collect();
    Page {
        name: sheet_name(kind, chinese).to_owned(),
        heads: used.iter().map(|at| head(&all[*at], chinese)).collect(),
        rows: rows.into_iter().map(|mut row| used.iter().map(|at| std::mem::take(&mut row[*at])).collect()).collect(),
    }
}

fn head(column: &Column, chinese: bool) -> Head {
    let choices = column.choices().iter();
    let star = if column.needed { "*" } else { "" };
    let needed = if column.needed { "Needed. 必填。\n" } else { "" };
    Head {
        title: format!("{}{star}", if chinese { &column.zh } else { &column.en }),
        note: format!("{needed}{}\n{}", column.note, column.note_zh).trim().to_owned(),
        choices: choices.map(|choice: &Choice| if chinese { choice.zh.to_owned() } else { choice.en() }).collect(),
    }
}

#[cfg(test)]
mod tests;
