//! What the tests share: databases and records to stand on, a simplest reader, PostgreSQL, a world of a server and
//! phones in one process, the real browser, the server as a process of its own, and the measurements. The tests
//! themselves are in `tests/tests`.

pub mod bench;
pub mod brittle;
pub mod browser;
pub mod client;
pub mod device;
pub mod ground;
pub mod lossy;
pub mod mirror;
pub mod postgres;
pub mod wire;
pub mod world;
