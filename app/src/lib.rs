//! The phone: what it keeps, how it stays in step, and what it shows.
//!
//! Store, sync and engine build everywhere, so that tests run them without a browser.

#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod pages;
pub mod engine;
pub mod router;
pub mod state;
pub mod store;
pub mod sync;
