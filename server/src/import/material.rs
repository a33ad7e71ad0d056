//! The files of an import: which there are, in which order, and what each of them is.
//!
//! What a file is, is read off its first bytes, not off its name: a workbook that is called `.csv` is still a workbook.
//! **Invariant:** a file that cannot be read stops the whole import before anything is planned from it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::{limit, ror};

/// Why nothing can be imported from a path. Nothing was written.
#[derive(Debug, Error)]
pub enum MaterialError {
    #[error("{path}: {cause}")]
    Io { path: String, cause: std::io::Error },
    #[error("{0} is neither a file nor a folder")]
    Neither(String),
    #[error("the folder {0} holds no file to import (.csv .xlsx .json .jsonl)")]
    NoFiles(String),
    #[error("the folder {path} holds {have} files, at most {most} are taken")]
    TooManyFiles { path: String, have: usize, most: usize },
    #[error("{path} has {have} bytes; a file may have at most 64 MB ({most})")]
    TooLarge { path: String, have: u64, most: u64 },
    #[error("{path}: {cause}")]
    Sheet { path: String, cause: crate::sheets::SheetError },
    #[error("{path} is not text, not a workbook (.xlsx) and not JSON")]
    NotKnown { path: String },
    #[error("{path} is not a workbook, though its name says so: save it as .xlsx again, or name it after what it is")]
    NotAWorkbook { path: String },
    #[error("{path}, line {line}: the line is longer than {most} bytes")]
    LineTooLong { path: String, line: u64, most: usize },
    #[error("{path} is not JSON: {cause}")]
    NotJson { path: String, cause: serde_json::Error },
}

/// One file's bytes and what they are.
pub struct Material {
    pub name: Arc<str>,
    pub bytes: Vec<u8>,
    pub form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Workbook,
    JsonLines,
    JsonArray,
    /// Anything else that is text.
    Csv,
}

/// The files behind a path, in the order in which they are to be taken.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, MaterialError> {
    let shown = || path.display().to_string();
    let io = |cause| MaterialError::Io { path: shown(), cause };
    let meta = fs::metadata(path).map_err(io)?;
    if meta.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !meta.is_dir() {
        return Err(MaterialError::Neither(shown()));
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.is_file() && has_known_ending(&path) {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(MaterialError::NoFiles(shown()));
    }
    if files.len() > limit::FILES {
        return Err(MaterialError::TooManyFiles { path: shown(), have: files.len(), most: limit::FILES });
    }
    files.sort_by_cached_key(|path| ror::order_key(&file_name(path)));
    Ok(files)
}

/// Reads one file whole, within its limit, and tells what it is.
pub fn open(path: &Path) -> Result<Material, MaterialError> {
    let shown = path.display().to_string();
    let io = |cause| MaterialError::Io { path: shown.clone(), cause };
    let file = fs::File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    let too_large = |have| MaterialError::TooLarge { path: shown.clone(), have, most: limit::FILE_BYTES };
    if length > limit::FILE_BYTES {
        return Err(too_large(length));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    // The file may still grow while it is read.
    file.take(limit::FILE_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > limit::FILE_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    let form = form(&bytes);
    if form != Some(Form::Workbook) && ending(path) == "xlsx" {
        return Err(MaterialError::NotAWorkbook { path: shown });
    }
    let form = form.ok_or(MaterialError::NotKnown { path: shown })?;
    Ok(Material { name: Arc::from(file_name(path)), bytes, form })
}

fn form(bytes: &[u8]) -> Option<Form> {
    const ZIP: &[u8] = b"PK";
    /// The container of encrypted workbooks and of the old `.xls`.
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND) {
        return Some(Form::Workbook);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => Some(Form::JsonLines),
        Some(b'[') => Some(Form::JsonArray),
        _ if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") => Some(Form::Csv),
        _ => (!text.contains(&0)).then_some(Form::Csv),
    }
}

fn has_known_ending(path: &Path) -> bool {
    ["csv", "xlsx", "json", "jsonl", "ndjson"].contains(&ending(path).as_str())
}

fn ending(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
