//! What the tests share: the real browser, and the server as a process of its own.

pub mod browser;
