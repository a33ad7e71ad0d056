//! How the app becomes files to serve: sources → stamped names → compressed → a folder and a pack.
//!
//! ```text
//! wasm.rs      cargo build (app, scan) → wasm-bindgen → app.js, app_bg.wasm, scan.js, scan_bg.wasm
//! source.rs    public/ and the components' css → a list of sources, each with its kind
//! css.rs       the style sheets → one, without comments
//! html.rs      the page without the comments meant for us
//! stamp.rs     placeholders → hashed URLs; what every file is called
//! compress.rs  brotli and gzip, kept by content so that nothing is compressed twice
//! write.rs     target/shell/ and the pack; the format is the server's (format.rs)
//! ```
//!
//! **Invariant:** the same inputs give the same bytes, and a second build with the same inputs writes nothing.

mod compress;
mod css;
#[path = "../../../server/src/http/shell/format.rs"]
mod format;
mod html;
mod source;
mod stamp;
mod wasm;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::project::Project;
use compress::Press;
pub use wasm::AppProfile;

/// Raised when this program makes other bytes from the same inputs.
const BUILDER_VERSION: &str = "1";

/// A shell on disk.
pub struct BuiltShell {
    /// The folder form.
    pub dir: PathBuf,
    /// The form that goes into the binary.
    pub pack: PathBuf,
}

/// Builds the shell, or finds that it is there already.
pub fn build(project: &Project, profile: AppProfile) -> anyhow::Result<BuiltShell> {
    let wasm = wasm::compile(project, profile)?;
    let out = match profile {
        AppProfile::Dev => project.shell_dir(),
        AppProfile::Shell => project.target.join("shell-release"),
    };
    let built = BuiltShell { pack: out.with_extension("pack"), dir: out };
    let mark = format!("{BUILDER_VERSION} {}", inputs(project, &wasm)?);
    let mark_file = built.dir.with_extension("inputs");
    if fs::read_to_string(&mark_file).is_ok_and(|last| last == mark) && built.pack.is_file() {
        return Ok(built);
    }
    let bound = wasm::bind(project, &wasm, profile)?;
    let sources = source::collect(&project.root, &bound)?;
    let stamped = stamp::stamp(&sources)?;
    let press = Press::at(&project.target.join("compressed"), profile.brotli_quality())?;
    write::write(&built, stamped, &press)?;
    fs::write(&mark_file, mark).with_context(|| format!("cannot write {}", mark_file.display()))?;
    Ok(built)
}

/// What one asset weighs, in bytes; where an encoding is absent, what is sent instead.
pub struct AssetSize {
    pub path: String,
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
}

/// The sizes in a folder that [`build`] wrote.
pub fn sizes(dir: &Path) -> anyhow::Result<Vec<AssetSize>> {
    let file = dir.join(format::MANIFEST_FILE);
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let manifest: format::Manifest = serde_json::from_slice(&bytes)?;
    let size = |entry: format::Entry| {
        let raw = entry.raw.length;
        let gzip = entry.gzip.map_or(raw, |part| part.length);
        AssetSize { path: entry.path, raw, gzip, brotli: entry.brotli.map_or(raw, |part| part.length) }
    };
    Ok(manifest.assets.into_iter().map(size).collect())
}

/// One hash over every input: the compiled modules, public/ and the app's style sheets.
fn inputs(project: &Project, wasm: &[PathBuf]) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut files = source::files(&project.root)?;
    files.extend_from_slice(wasm);
    for file in files {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        hasher.update(file.as_os_str().as_encoded_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
    }
    Ok(hasher.finalize().to_hex().to_string())
}
