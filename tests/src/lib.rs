//! What the tests share: databases and records to stand on, a simplest reader, PostgreSQL, the real browser, the server
//! as a process of its own, and the measurements. The tests themselves are in `tests/tests`.

pub mod bench;
pub mod browser;
pub mod ground;
pub mod mirror;
pub mod postgres;
