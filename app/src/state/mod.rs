//! What the app knows while it runs.

mod intl;
pub mod shell;
pub mod words;
