//! The shell's format: what `cargo xtask build` writes and `serve` reads.
//!
//! The shell is the app's own files (HTML, JS, WASM, CSS, texts, icons), made ready to send. It has two forms with
//! one manifest: a folder (`shell.json` beside the files) while developing, and one pack inside the release binary.
//! A pack is `MAGIC`, the manifest's length (u32, little endian), the manifest as JSON, then every part's bytes in the
//! manifest's order.
//!
//! Both sides compile this very file (xtask by `#[path]`), so that they cannot disagree.
//!
//! **Invariant:** no I/O here; the callers read and write.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The manifest's name in the folder form.
pub const MANIFEST_FILE: &str = "shell.json";

/// First bytes of a pack; the number grows when the format changes.
pub const MAGIC: &[u8; 8] = b"mshell1\n";

/// Everything in a shell, in the order of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// 16 hex digits that change when any file of the shell changes.
    pub build: String,
    pub assets: Vec<Entry>,
}

/// One asset: where it is served and its bytes in up to three encodings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The URL's path, such as `/a/app.0123456789abcdef.css`; `/` is the page that every app route gets.
    pub path: String,
    pub content_type: String,
    /// True when the path holds the content's hash; false means the browser must ask again each time.
    pub immutable: bool,
    pub raw: Part,
    /// Absent where compressing does not pay (images).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brotli: Option<Part>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gzip: Option<Part>,
}

/// The bytes of one encoding: a file in the folder, a stretch of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub file: String,
    /// In bytes.
    pub length: u64,
}

/// Why bytes are not a pack.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("this is not a shell pack of this version")]
    NotAPack,
    #[error("the shell pack is cut off or has bytes left over")]
    Length,
    #[error("the shell's manifest does not parse")]
    Manifest(#[from] serde_json::Error),
}

impl Entry {
    /// The parts in the order in which a pack holds them.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        [Some(&self.raw), self.brotli.as_ref(), self.gzip.as_ref()].into_iter().flatten()
    }
}

/// Writes a pack; `bytes_of` gives each part's content, which must have the stated length.
pub fn write_pack(manifest: &Manifest, bytes_of: impl Fn(&Part) -> Vec<u8>) -> Result<Vec<u8>, FormatError> {
    let json = serde_json::to_vec(manifest)?;
    let json_length = u32::try_from(json.len()).map_err(|_| FormatError::Length)?;
    let mut pack = MAGIC.to_vec();
    pack.extend_from_slice(&json_length.to_le_bytes());
    pack.extend_from_slice(&json);
    for part in manifest.assets.iter().flat_map(Entry::parts) {
        pack.extend_from_slice(&bytes_of(part));
    }
    Ok(pack)
}

/// Reads a pack: the manifest, and where each part lies, in the order of [`Entry::parts`].
pub fn read_pack(pack: &[u8]) -> Result<(Manifest, Vec<Range<usize>>), FormatError> {
    let rest = pack.strip_prefix(MAGIC).ok_or(FormatError::NotAPack)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(FormatError::Length)?;
    let json_length = u32::from_le_bytes(*length) as usize;
    let json = rest.get(..json_length).ok_or(FormatError::Length)?;
    let manifest: Manifest = serde_json::from_slice(json)?;
    let mut at = MAGIC.len() + length.len() + json_length;
    let mut ranges = Vec::new();
    for part in manifest.assets.iter().flat_map(Entry::parts) {
        let length = usize::try_from(part.length).map_err(|_| FormatError::Length)?;
        let end = at.checked_add(length).filter(|end| *end <= pack.len()).ok_or(FormatError::Length)?;
        ranges.push(at..end);
        at = end;
    }
    if at != pack.len() {
        return Err(FormatError::Length);
    }
    Ok((manifest, ranges))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let part = |file: &str, length| Part { file: file.into(), length };
        let asset = |path: &str, gzip| Entry {
            path: path.into(),
            content_type: "text/css".into(),
            immutable: path != "/",
            raw: part("raw", 3),
            brotli: Some(part("br", 2)),
            gzip,
        };
        Manifest { build: "0".repeat(16), assets: vec![asset("/", None), asset("/a/x.css", Some(part("gz", 1)))] }
    }

    fn sample_pack() -> Vec<u8> {
        write_pack(&sample(), |part| vec![part.length as u8; part.length as usize]).unwrap()
    }

    #[test]
    fn a_pack_reads_back_as_it_was_written() {
        let pack = sample_pack();
        let (manifest, ranges) = read_pack(&pack).unwrap();
        assert_eq!(manifest, sample());
        let parts: Vec<&[u8]> = ranges.into_iter().map(|range| &pack[range]).collect();
        assert_eq!(parts, [&[3u8, 3, 3][..], &[2, 2], &[3, 3, 3], &[2, 2], &[1]]);
    }

    #[test]
    fn a_pack_cut_anywhere_or_too_long_is_refused() {
        let pack = sample_pack();
        for length in 0..pack.len() {
            assert!(read_pack(&pack[..length]).is_err(), "cut at {length}");
        }
        assert!(matches!(read_pack(&[pack, vec![0]].concat()), Err(FormatError::Length)));
    }
}
