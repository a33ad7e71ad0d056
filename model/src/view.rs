//! What a person sees: what the feed says, with the commands that still wait folded in on read.
//!
//! ```text
//! feed rows ──take──▶ PersonView ──┐
//! outbox ─────────────Pending──────┴─fold──▶ Mine        on every look, never stored
//! ```
//! **Invariant:** a command that has no receipt yet never makes anything look settled. A registration in the outbox is
//! "asked for", whatever places there seem to be. Nothing here looks at a clock.

mod desk;
mod door;
mod mine;
mod pending;
mod person;

pub use desk::{Asked, AskedOf, Desk, DeskView, Standing, fold_desk};
pub use door::{DoorRefusal, DoorVerdict, DoorView, fold_door};
pub use mine::{
    Attention, Delegate, Erasure, EventAsk, EventState, EventView, Export, Mine, ShownConsent, ShownProfile, fold,
};
pub use pending::{Delivery, Pending, Progress};
pub use person::PersonView;
