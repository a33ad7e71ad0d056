//! The sources of the shell: everything in public/, the app's style sheets as one, and what wasm-bindgen made.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::{css, html};

/// The style sheets that come first; the components' and the pages' follow, each by name.
const FIRST_STYLES: [&str; 2] = ["public/css/tokens.css", "public/css/base.css"];
const STYLE_FOLDERS: [&str; 3] = ["public/css", "app/src/components", "app/src/pages"];

/// What wasm-bindgen makes of the app and of the room beside it.
const BOUND: [&str; 4] = ["app.js", "app_bg.wasm", "scan.js", "scan_bg.wasm"];

/// Fetched where they are needed, and kept from then on; a first visit does without. The JS first.
pub const LATER: [&str; 2] = ["scan.js", "scan_bg.wasm"];

/// One file of the shell before it is stamped.
#[derive(Debug, Clone)]
pub struct Source {
    /// What placeholders call it: its path below public/, `app.css`, or one of [`BOUND`].
    pub name: String,
    pub bytes: Vec<u8>,
    /// Made by a tool: never searched for placeholders.
    pub generated: bool,
}

impl Source {
    /// `lang/zh-Hans.json` → `zh-Hans`.
    pub fn language(&self) -> Option<&str> {
        self.name.strip_prefix("lang/")?.strip_suffix(".json")
    }

    /// What its URL is made of: `lang/zh-Hans.json` → (`lang-zh-Hans`, `json`).
    pub fn stem_and_ending(&self) -> anyhow::Result<(String, &str)> {
        let (stem, ending) =
            self.name.rsplit_once('.').with_context(|| format!("public/{} has no ending", self.name))?;
        Ok((stem.replace('/', "-"), ending))
    }
}

/// Every file on disk that goes into the shell, but for the compiled app.
pub fn files(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = walk(&root.join("public"))?;
    files.extend(styles(root)?);
    files.sort();
    files.dedup();
    Ok(files)
}

/// Reads all sources; `bound` is the folder that wasm-bindgen wrote.
pub fn collect(root: &Path, bound: &Path) -> anyhow::Result<Vec<Source>> {
    let public = root.join("public");
    let mut sources = Vec::new();
    for file in walk(&public)? {
        let name = file.strip_prefix(&public).context("walk stays below its folder")?;
        let name = name.to_str().with_context(|| format!("{} is not UTF-8", file.display()))?.to_owned();
        if !name.starts_with("css/") {
            let bytes = read(&file)?;
            let bytes = if name.ends_with(".html") { html::without_comments(&bytes)? } else { bytes };
            sources.push(Source { name, bytes, generated: false });
        }
    }
    let styles = styles(root)?;
    if !styles.is_empty() {
        sources.push(Source { name: "app.css".into(), bytes: one_sheet(&styles)?, generated: false });
    }
    for name in BOUND {
        if sources.iter().any(|source| source.name == name) {
            bail!("public/{name} would hide the compiled app; give it another name");
        }
        sources.push(Source { name: name.into(), bytes: read(&bound.join(name))?, generated: true });
    }
    Ok(sources)
}

fn styles(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut styles: Vec<PathBuf> =
        FIRST_STYLES.iter().map(|name| root.join(name)).filter(|path| path.is_file()).collect();
    for folder in STYLE_FOLDERS {
        let found =
            walk(&root.join(folder))?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "css"));
        let new: Vec<PathBuf> = found.filter(|path| !styles.contains(path)).collect();
        styles.extend(new);
    }
    Ok(styles)
}

fn one_sheet(styles: &[PathBuf]) -> anyhow::Result<Vec<u8>> {
    let mut sheet = String::new();
    for path in styles {
        let text = String::from_utf8(read(path)?).with_context(|| format!("{} is not UTF-8", path.display()))?;
        sheet.push_str(&css::strip(&text).with_context(|| path.display().to_string())?);
    }
    Ok(sheet.into_bytes())
}

/// Files below a folder, by name; hidden ones are left out, a missing folder is empty.
fn walk(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => files.extend(walk(&entry.path())?),
            false => files.push(entry.path()),
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
