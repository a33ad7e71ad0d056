//! Taking part: what commands do to the truth, on SQLite and on PostgreSQL. Places are never given twice, whatever comes
//! at once; the same command is one effect and one receipt; feeds and audit trail say all of it.

mod camp;
mod decisions;
mod delegation;
mod doors;
mod erased;
mod feeds;
mod line;
mod merging;
mod messages;
mod places;
mod receipts;
mod refusals;
mod retention;
mod rooms;
mod tickets;
mod together;
mod twins;
