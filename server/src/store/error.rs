//! What can go wrong in the database, by what the caller can do about it.

use catalogue::Malformed;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("cannot reach {place}: {cause}")]
    Unreachable { place: String, cause: String },
    #[error("the database holds bytes that cannot be read: {0}")]
    Unreadable(#[from] Malformed),
    #[error("the database is of a later version ({found}) than this program ({known})")]
    TooNew { found: i64, known: i64 },
    #[error("SQLite {found} is too old: {wanted} or later is needed")]
    OldSqlite { found: String, wanted: &'static str },
    #[error("not a database address: {0} (use postgres://… or sqlite:FILE)")]
    Address(String),
    #[error("another process changed the same records at the same time")]
    Contended,
}

impl StoreError {
    /// Whether the same transaction, done again from its beginning, may succeed.
    pub fn is_retryable(&self) -> bool {
        match self {
            StoreError::Contended => true,
            StoreError::Database(sqlx::Error::Database(error)) => {
                // PostgreSQL: serialization failure, deadlock. SQLite: busy, and busy with an old snapshot.
                error.code().is_some_and(|code| ["40001", "40P01", "5", "517"].contains(&code.as_ref()))
            }
            StoreError::Database(_)
            | StoreError::Unreachable { .. }
            | StoreError::Unreadable(_)
            | StoreError::TooNew { .. }
            | StoreError::OldSqlite { .. }
            | StoreError::Address(_) => false,
        }
    }
}
