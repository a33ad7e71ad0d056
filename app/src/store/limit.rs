//! Named limits of what the phone keeps beside the catalogue.

/// Updates that the phone remembers, newest last.
pub const UPDATES_KEPT: usize = 20;
/// Bytes of one value of `Held`.
pub const HELD_BYTES: usize = 1024 * 1024;
