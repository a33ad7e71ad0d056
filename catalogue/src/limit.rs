//! Named limits of files. A reader checks them before it reads, so that no file can exhaust a phone.

/// Bytes of one file, uncompressed.
pub const FILE_BYTES: usize = 64 * 1024 * 1024;
/// Rows of one block.
pub const BLOCK_ROWS: usize = 1 << 20;
/// Columns of one block.
pub const BLOCK_COLUMNS: usize = 256;
/// Bytes of a kind's or a column's name.
pub const NAME_BYTES: usize = 64;
/// Bytes of the signed head.
pub const HEAD_BYTES: usize = 2 * 1024;
/// A delta of up to this many bytes travels inside the head.
pub const INLINE_DELTA_BYTES: usize = 1024;
/// How many of the newest deltas the head names.
pub const HEAD_DELTAS: usize = 8;
/// Bytes of delta files in one answer of `catch_up`.
pub const CATCH_UP_BYTES: usize = 256 * 1024;
/// Deltas that a phone keeps before it folds them into its segments.
pub const DELTAS_BEFORE_FOLD: usize = 16;
/// Rows of a segment: about, at least, at most.
pub const SEGMENT_ROWS: usize = 4096;
pub const SEGMENT_ROWS_LEAST: usize = 512;
pub const SEGMENT_ROWS_MOST: usize = 16_384;
/// Letters of a signed ticket.
pub const TOKEN_LETTERS: usize = 272;
/// Letters of a signed certificate.
pub const CERTIFICATE_LETTERS: usize = 936;
