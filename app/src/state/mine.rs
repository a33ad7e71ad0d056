//! A person's own affairs as the pages show them: what the server told, with what waits on this phone folded in on read.
//! Nothing of it is stored; another look is another fold.

#[cfg(target_arch = "wasm32")]
mod live;
pub mod look;

#[cfg(target_arch = "wasm32")]
pub use live::{Doing, ImportFault, MineActs, Own, use_own};
pub use look::{How, Look, Waiting, look, pending};
