//! What the app knows while it runs: words, the shell around it, the answers of the catalogue, and what this phone
//! holds. Pages read signals from here and await nothing.
//!
//! **Invariant:** pages reach the engine, the store and the sync through this module only.

#[cfg(target_arch = "wasm32")]
pub mod answers;
pub mod calendar;
pub mod calendar_file;
pub mod channel;
#[cfg(target_arch = "wasm32")]
pub mod contact;
pub mod desk;
pub mod door;
pub mod draft;
pub mod event;
pub mod held;
#[cfg(target_arch = "wasm32")]
mod intl;
#[cfg(target_arch = "wasm32")]
pub mod listing;
pub mod mine;
pub mod naming;
#[cfg(target_arch = "wasm32")]
pub mod phone;
pub mod pieces;
#[cfg(target_arch = "wasm32")]
pub mod scanner;
#[cfg(target_arch = "wasm32")]
pub mod shell;
#[cfg(target_arch = "wasm32")]
pub mod terms;
pub mod ticket;
pub mod ticket_letters;
#[cfg(target_arch = "wasm32")]
pub mod words;
