//! The phone: what it keeps, how it stays in step, how it answers, and what it shows.
//!
//! Store, sync and engine build everywhere, so that tests run them without a browser.

pub mod actions;
#[cfg(target_arch = "wasm32")]
pub mod components;
pub mod engine;
#[cfg(target_arch = "wasm32")]
pub mod pages;
pub mod qr;
pub mod router;
pub mod scan;
#[cfg(target_arch = "wasm32")]
mod start;
pub mod state;
pub mod store;
pub mod sync;
#[cfg(target_arch = "wasm32")]
mod timeline;
#[cfg(target_arch = "wasm32")]
mod wait;
