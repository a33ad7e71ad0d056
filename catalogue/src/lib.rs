//! The engine: what the catalogue is as bytes, and how it is read. Pure; server and phone use the same code.
//!
//! From the bottom up: a `Record` becomes a [`Row`] of named cells; rows become [`Block`]s of columns; blocks become
//! files (cards, bodies, deltas, editions) that are named by their content; one signed [`Head`] names the edition.
//! A [`Shelf`] is what a reader holds of all that.
//!
//! **Invariant:** no I/O, no clock, no randomness. A reader skips kinds and columns that it does not know, and keeps
//! their bytes.

pub mod block;
mod browse;
pub mod card;
pub mod cells;
pub mod certificate;
pub mod cut;
pub mod delta;
pub mod desk;
pub mod edition;
mod facets;
mod figures;
mod find;
pub mod head;
pub mod limit;
mod links;
pub mod name;
mod overview;
pub mod query;
pub mod root;
pub mod row;
pub mod segment;
pub mod shelf;
pub mod text;
pub mod ticket;
pub mod tier;
pub mod wire;

pub use block::Block;
pub use card::Card;
pub use certificate::{CertificateFault, sign_certificate, verify_certificate};
pub use delta::Delta;
pub use desk::Desk;
pub use edition::Edition;
pub use head::{Head, SignedHead};
pub use name::FileName;
pub use query::{Answer, Query};
pub use root::StateRoot;
pub use row::Row;
pub use segment::{Segment, SegmentFiles};
pub use shelf::Shelf;
pub use ticket::{SignedTicket, TicketFault};
pub use wire::Malformed;
