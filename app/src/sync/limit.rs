//! Named limits of a pull, and of what goes up.

/// How often a pull begins anew because a file was gone, another tab was faster, or the outcome differed.
pub const ROUNDS: u32 = 4;
/// How often the news are asked for when the answer is damaged.
pub const NEWS_TRIES: u32 = 3;
/// How often one file is asked for.
pub const FILE_TRIES: u32 = 5;
/// Files fetched at the same time.
pub const FILES_AT_ONCE: usize = 6;
/// The first wait between two tries; it doubles.
pub const FIRST_WAIT_MS: u32 = 300;
pub const LONGEST_WAIT_MS: u32 = 20_000;
/// For an answer to begin. A network that takes a question and never answers is no network.
pub const ANSWER_MS: u32 = 10_000;
/// For the next bytes of an answer that has begun.
pub const NEXT_BYTES_MS: u32 = 10_000;
/// For the whole of a `catch_up`. What takes longer comes by files, which go on where they stopped.
pub const CATCH_UP_MS: u32 = 15_000;
/// For one piece of a file that a person hands in: a little more than the server waits for it.
pub const FILE_PIECE_MS: u32 = 35_000;
/// Bytes of the server's own description (contact, version).
pub const ABOUT_BYTES: usize = 16 * 1024;
