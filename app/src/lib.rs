//! The phone: what it keeps, how it stays in step, and what it shows.

#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod pages;
pub mod router;
pub mod state;
