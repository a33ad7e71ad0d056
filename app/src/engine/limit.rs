//! Named limits of the engine.

/// Bytes of bodies files that stay open, the most recently used ones.
pub const BODIES_OPEN_BYTES: usize = 8 * 1024 * 1024;
