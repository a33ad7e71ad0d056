//! Taking part in an event: what the event asks, and what a person answers.
//!
//! The event's side is public and part of its record, so it is there with no network. The answers are private and
//! travel in commands and feeds only. Phone and server judge both with the same code.

mod answers;

pub use answers::{Answers, FileAnswer, FileKind, Value};
