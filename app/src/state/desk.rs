//! The desk of an event as its pages show it: what the server told its organisers, with what this phone decided folded in
//! on read. Nothing of it is stored; another look is another fold.

pub mod event_form;
mod filter;
#[cfg(target_arch = "wasm32")]
mod live;
mod look;
pub mod nominees;
mod sheet;

pub use filter::{Counted, Filter};
#[cfg(target_arch = "wasm32")]
pub use live::{DeskActs, Desks, use_desks};
pub use look::{events_of, look};
pub use sheet::{Line, read_sheet};

pub use crate::sync::desk::{
    AuditEntry, AuditPage, Chain, DeskFault, DoorAsked, DoorPhoneLine, EventSaved, ExportFile, ExportKind, Role,
    RoleLine,
};
