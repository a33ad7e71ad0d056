//! Why the store could not do it, said by what can be done about it.

use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// No room left. What was kept before is still whole.
    #[error("there is no room left on this device")]
    Quota,
    /// The connection is lost. A new one may serve.
    #[error("the browser closed the store: {0}")]
    Closed(String),
    /// There is no IndexedDB here (private mode, an in-app browser). Memory serves.
    #[error("this browser keeps nothing: {0}")]
    Unavailable(String),
    /// What is kept was written by a later version of the app, or is damaged.
    #[error("what is kept cannot be read: {0}")]
    Unreadable(catalogue::Malformed),
    /// A file that `Held` names is not there.
    #[error("a kept file is missing")]
    FileMissing(catalogue::FileName),
    #[error("the store failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// What an IndexedDB error means. `words` hold the name of its `DOMException`.
    pub fn from_words(words: &str) -> Self {
        let says = |name: &str| words.contains(name);
        if says("QuotaExceededError") {
            StoreError::Quota
        } else if says("InvalidStateError") || says("UnknownError") || says("AbortError") {
            StoreError::Closed(words.to_owned())
        } else {
            StoreError::Failed(words.to_owned())
        }
    }

    /// A new connection may help.
    pub fn is_worth_reopening(&self) -> bool {
        match self {
            StoreError::Closed(_) => true,
            StoreError::Quota
            | StoreError::Unavailable(_)
            | StoreError::Unreadable(_)
            | StoreError::FileMissing(_)
            | StoreError::Failed(_) => false,
        }
    }
}
