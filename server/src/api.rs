//! What the phone may ask of the server: server functions, and the types that travel.
//!
//! Both sides compile this module. Without the feature `ssr` it holds the client stubs only; with it, the bodies.
//! Prefix and endpoint of each function are written by hand: the framework's own default hashes the path of the build,
//! and an installed phone would call a dead address.
//!
//! **Wire versions.** The version is the path: `/api/v1/…`. A phone may be months old, so the server answers version
//! N, N−1 and N−2. A change that an older phone could not read gets a new path; the line below says when and why.
//!
//! | version | since | why |
//! |---|---|---|
//! | [`WIRE_1`] | 2026-11 | the first |
//!
//! **Invariant:** a variant or field is only ever added at the end, and never where a phone of a served version would
//! have to read it. A body that cannot be read counts as no network, never as an answer.

#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
mod catch_up;
mod error;
mod news;

#[cfg(any(feature = "ssr", target_arch = "wasm32"))]
pub use catch_up::catch_up;
pub use error::ApiError;
pub use news::CatchUp;

/// 2026-11, the first version.
pub const WIRE_1: &str = "/api/v1";

/// Where `catch_up` answers: `GET` with `epoch` (32 hex digits, empty on a phone that holds nothing) and `revision`.
pub const CATCH_UP_PATH: &str = "/api/v1/catch_up";
