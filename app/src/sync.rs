//! Brings the catalogue on this phone up to date. Reads from a [`Remote`], writes to the store, tells its [`Status`].
//!
//! A pull, from beginning to end:
//!
//! 1. **news**: `catch_up` answers with the signed head and the deltas that close the gap; where it does not answer, the
//!    head is read as a file. The signature is checked, and that nothing goes backwards.
//! 2. **plan**: from what is held and the head (and the edition, if the head is not enough) to a list of files. Pure.
//! 3. **bring**: what is not on the phone yet is fetched by name, each file checked once, on arrival, and kept.
//! 4. **flip**: when deltas and cards are in, one compare-and-set makes them the catalogue. Bodies follow, and a second
//!    flip says that they are complete.
//! 5. **fold**: many deltas become new segments, with the names that the server would give them.
//! 6. **sweep**: files that nothing names any more are deleted.
//!
//! **Invariant:** what is held is whole after every step, whatever fails. No step waits for the network inside a
//! transaction. Locks only save work; that two tabs do no harm rests on compare-and-set alone.

mod ambient;
mod arrive;
mod bring;
pub mod desk;
mod error;
mod fold;
pub mod limit;
mod news;
pub mod plan;
mod pull;
pub mod push;
pub mod remote;
pub mod sign_in;
mod status;
#[cfg(target_arch = "wasm32")]
pub mod watch;

pub use ambient::{Ambient, wait_ms};
pub use error::PullError;
pub use pull::{ABOUT_KEY, Pulled, Puller, Watchers};
pub use remote::{Remote, RemoteError};
pub use status::{Outcome, Phase, Progress, Status};
