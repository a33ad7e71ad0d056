//! The app's shell as `serve` holds it: every file in memory, compressed ahead, under the path it is served at.
//!
//! It comes from a folder (`--shell DIR`, made by `cargo xtask run`) or from the binary itself (a release build).
//! `cargo xtask build` makes both; [`format`] is the agreement.
//!
//! **Invariant:** nothing is compressed or hashed here, and a shell is read whole or not at all.

pub mod format;

use std::path::{Path, PathBuf};

use axum::body::Bytes;

use format::{Entry, FormatError, MANIFEST_FILE, Manifest, Part};

/// The pack that `build.rs` put into this binary; empty when it was built without an app.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/shell.pack"));

/// The app's files, ready to send.
#[derive(Debug, Clone)]
pub struct Shell {
    /// 16 hex digits that change when any file changes.
    pub build: String,
    pub assets: Vec<Asset>,
}

/// One file of the app.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The URL's path. `/` is the page for every route of the app; hashed files are under `/a/`.
    pub path: String,
    pub content_type: String,
    /// True: may be kept for ever. False: must be asked for again each time.
    pub immutable: bool,
    pub raw: Bytes,
    /// Absent where compressing does not pay.
    pub brotli: Option<Bytes>,
    pub gzip: Option<Bytes>,
}

/// Why there is no shell to serve.
#[derive(Debug, thiserror::Error)]
pub enum ShellError {
    #[error("cannot read {path}: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{path} has another length than {MANIFEST_FILE} says; build the shell again")]
    Torn { path: PathBuf },
    #[error(transparent)]
    Format(#[from] FormatError),
}

impl Shell {
    /// The shell inside this binary, or `None` when it was built without one (use `cargo xtask run` then).
    pub fn embedded() -> Result<Option<Shell>, ShellError> {
        if EMBEDDED.is_empty() {
            return Ok(None);
        }
        Shell::from_pack(Bytes::from_static(EMBEDDED)).map(Some)
    }

    /// The shell in a folder that `cargo xtask build` wrote.
    pub fn from_dir(dir: &Path) -> Result<Shell, ShellError> {
        let manifest: Manifest = serde_json::from_slice(&read(&dir.join(MANIFEST_FILE))?).map_err(FormatError::from)?;
        assemble(manifest, |part| {
            let path = dir.join(&part.file);
            let bytes = read(&path)?;
            if bytes.len() as u64 != part.length {
                return Err(ShellError::Torn { path });
            }
            Ok(bytes)
        })
    }

    /// The shell in one pack.
    pub fn from_pack(pack: Bytes) -> Result<Shell, ShellError> {
        let (manifest, ranges) = format::read_pack(&pack)?;
        let mut ranges = ranges.into_iter();
        assemble(manifest, |_| {
            let range = ranges.next().expect("read_pack gives one range for each part");
            Ok(pack.slice(range))
        })
    }

    /// The asset served at exactly this path.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.iter().find(|asset| asset.path == path)
    }
}

/// Puts the assets together; `bytes_of` is called once for each part, in the order of the manifest.
fn assemble(
    manifest: Manifest,
    mut bytes_of: impl FnMut(&Part) -> Result<Bytes, ShellError>,
) -> Result<Shell, ShellError> {
    let mut asset = |entry: Entry| -> Result<Asset, ShellError> {
        Ok(Asset {
            raw: bytes_of(&entry.raw)?,
            brotli: entry.brotli.as_ref().map(&mut bytes_of).transpose()?,
            gzip: entry.gzip.as_ref().map(&mut bytes_of).transpose()?,
            path: entry.path,
            content_type: entry.content_type,
            immutable: entry.immutable,
        })
    };
    let assets = manifest.assets.into_iter().map(&mut asset).collect::<Result<_, _>>()?;
    Ok(Shell { build: manifest.build, assets })
}

fn read(path: &Path) -> Result<Bytes, ShellError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Bytes::from(bytes)),
        Err(source) => Err(ShellError::Read { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let part = |file: &str| Part { file: file.into(), length: file.len() as u64 };
        let entry = Entry {
            path: "/".into(),
            content_type: "text/html; charset=utf-8".into(),
            immutable: false,
            raw: part("index.html"),
            brotli: None,
            gzip: Some(part("index.html.gz")),
        };
        Manifest { build: "b".into(), assets: vec![entry] }
    }

    #[test]
    fn a_folder_and_a_pack_hold_the_same_shell() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(MANIFEST_FILE), serde_json::to_vec(&manifest()).unwrap()).unwrap();
        for name in ["index.html", "index.html.gz"] {
            std::fs::write(dir.path().join(name), name).unwrap();
        }
        let pack = format::write_pack(&manifest(), |part| part.file.clone().into_bytes()).unwrap();
        for shell in [Shell::from_dir(dir.path()).unwrap(), Shell::from_pack(pack.into()).unwrap()] {
            let asset = shell.asset("/").unwrap();
            assert_eq!(asset.raw, "index.html");
            assert_eq!(asset.brotli, None);
            assert_eq!(asset.gzip.as_deref(), Some(&b"index.html.gz"[..]));
            assert!(shell.asset("/else").is_none());
        }
    }

    #[test]
    fn a_folder_with_a_torn_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(MANIFEST_FILE), serde_json::to_vec(&manifest()).unwrap()).unwrap();
        std::fs::write(dir.path().join("index.html"), "index").unwrap();
        assert!(matches!(Shell::from_dir(dir.path()), Err(ShellError::Torn { .. })));
    }
}
