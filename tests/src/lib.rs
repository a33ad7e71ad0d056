//! What the tests share: the real browser, the server as a process of its own, and the measurements.

pub mod bench;
pub mod browser;
