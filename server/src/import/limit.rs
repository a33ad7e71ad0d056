//! Named limits of what an import takes in.

/// Bytes of one file.
pub const FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of one line of a JSON lines file, or of one entry of a JSON array.
pub const LINE_BYTES: usize = 4 * 1024 * 1024;
/// Files of one folder.
pub const FILES: usize = 10_000;
