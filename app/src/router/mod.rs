//! Where a person is: the address of a page, and the browser's history behind it. Addresses are pure and tested
//! everywhere; only `history` and `landing` touch the browser.
//!
//! **Invariant:** the address is the one place where a page's state is kept. Pages derive from it, and change it.

pub mod address;
#[cfg(target_arch = "wasm32")]
pub mod history;
#[cfg(target_arch = "wasm32")]
mod landing;
pub mod percent;

pub use address::{Address, When};
#[cfg(target_arch = "wasm32")]
pub use history::{Router, use_router};
