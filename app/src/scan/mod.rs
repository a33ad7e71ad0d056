//! The camera, and the QR codes that it sees: on this phone, with no network, and no picture ever leaves it.
//!
//! ```text
//! camera     getUserMedia → a stream, or the reason why there is none
//! picture    the middle square of the frame that is shown → grey pixels (crop and luma: crop.rs)
//! reader     the browser's BarcodeDetector, else the module `scan`, loaded here and nowhere else
//! seen       which code is new
//! watch      the loop: frame → text → `on_code`, until the page goes
//! ```
//! Pages do not come here: they show `pages::scanner::Scanner`. A page that must be able to read codes with no network
//! calls [`make_ready`] while there is one.
//!
//! **Invariant:** it says what a code reads, and never what it means. When the page goes or is hidden, the camera is off.

#[cfg(target_arch = "wasm32")]
mod camera;
pub mod crop;
#[cfg(target_arch = "wasm32")]
mod decoder;
#[cfg(target_arch = "wasm32")]
mod detector;
pub mod limit;
#[cfg(target_arch = "wasm32")]
mod picture;
#[cfg(target_arch = "wasm32")]
mod reader;
pub mod seen;
#[cfg(target_arch = "wasm32")]
mod watch;

#[cfg(target_arch = "wasm32")]
pub use decoder::make_ready;
#[cfg(target_arch = "wasm32")]
pub use watch::{Fault, Phase, Told, Watching};
