//! Brotli and gzip, each result kept under the content's hash, so that nothing is compressed twice.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Brotli's window for the shell, as a power of two: 4 MiB, the most a browser takes.
const BROTLI_WINDOW_BITS: u32 = 22;
const BROTLI_BUFFER_BYTES: usize = 64 * 1024;

/// Compressed must save a sixteenth, or the file is sent as it is.
const LEAST_SAVING: usize = 16;

/// The place that keeps results, and how hard to press.
pub struct Press {
    folder: PathBuf,
    brotli_quality: u32,
}

/// A file's compressed forms; absent where they do not pay.
pub struct Pressed {
    pub brotli: Option<Vec<u8>>,
    pub gzip: Option<Vec<u8>>,
}

impl Press {
    pub fn at(folder: &Path, brotli_quality: u32) -> anyhow::Result<Press> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Press { folder: folder.to_owned(), brotli_quality })
    }

    pub fn press(&self, bytes: &[u8]) -> anyhow::Result<Pressed> {
        let quality = self.brotli_quality;
        let brotli = self.kept(bytes, &format!("br{quality}"), || brotli(bytes, quality))?;
        let gzip = self.kept(bytes, "gz9", || gzip(bytes))?;
        let pays = |pressed: &Vec<u8>| pressed.len() + bytes.len() / LEAST_SAVING < bytes.len();
        Ok(Pressed { brotli: Some(brotli).filter(pays), gzip: Some(gzip).filter(pays) })
    }

    fn kept(
        &self,
        bytes: &[u8],
        ending: &str,
        make: impl FnOnce() -> std::io::Result<Vec<u8>>,
    ) -> anyhow::Result<Vec<u8>> {
        let file = self.folder.join(format!("{}.{ending}", blake3::hash(bytes).to_hex()));
        if let Ok(kept) = fs::read(&file) {
            return Ok(kept);
        }
        let made = make()?;
        // Written aside first: a build that is stopped leaves no half file behind.
        let aside = file.with_extension("part");
        fs::write(&aside, &made).with_context(|| format!("cannot write {}", aside.display()))?;
        fs::rename(&aside, &file).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(made)
    }
}

fn brotli(bytes: &[u8], quality: u32) -> std::io::Result<Vec<u8>> {
    let mut out = brotli::CompressorWriter::new(Vec::new(), BROTLI_BUFFER_BYTES, quality, BROTLI_WINDOW_BITS);
    out.write_all(bytes)?;
    Ok(out.into_inner())
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes)?;
    out.finish()
}
