//! Compression ahead of time: brotli for every browser that takes it, gzip for the rest.

use std::io::Write;

use catalogue::FileName;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::store::PackedFile;

/// Brotli qualities: in tests, when published, and in the background afterwards.
pub const FAST_QUALITY: u32 = 5;
pub const PUBLISH_QUALITY: u32 = 9;
pub const LAST_QUALITY: u32 = 11;

/// The base-2 logarithm of brotli's window; the largest that every browser reads.
const WINDOW_BITS: i32 = 24;

pub(super) fn pack(raw: Vec<u8>, quality: u32) -> PackedFile {
    let brotli = brotli(&raw, quality);
    PackedFile { name: FileName::of(&raw), brotli, gzip: gzip(&raw), raw, brotli_quality: quality }
}

pub fn brotli(raw: &[u8], quality: u32) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: quality as i32,
        lgwin: WINDOW_BITS,
        size_hint: raw.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &raw[..], &mut out, &params).expect("writing to memory does not fail");
    out
}

pub fn gzip(raw: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(raw).expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}
