//! Why a pull or a round of it ended early.

use catalogue::Malformed;
use thiserror::Error;

use super::{Outcome, RemoteError};
use crate::store::StoreError;

/// Why a pull ended early. What is held is whole all the same.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PullError {
    #[error(transparent)]
    Remote(RemoteError),
    #[error("what came was refused: {0}")]
    Refused(Malformed),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Each round was overtaken, or its files were gone.
    #[error("the pull began anew too often")]
    Unsettled,
}

impl PullError {
    pub fn outcome(&self) -> Outcome {
        match self {
            PullError::Remote(RemoteError::Later { .. }) => Outcome::Busy,
            PullError::Remote(RemoteError::NoNetwork | RemoteError::Gone | RemoteError::TooLong) => Outcome::NoNetwork,
            PullError::Refused(_) | PullError::Unsettled => Outcome::Refused,
            PullError::Store(StoreError::Quota) => Outcome::NoRoom,
            PullError::Store(_) => Outcome::StoreFailed,
        }
    }
}

/// Why a round ended: for good, or to begin another.
#[derive(Debug)]
pub(super) enum Halt {
    Error(PullError),
    /// A file is gone, or the fold came out different: take the edition's own segments.
    Edition,
    /// Another tab was faster, or swept what was just fetched.
    Overtaken,
}

impl<E: Into<PullError>> From<E> for Halt {
    fn from(error: E) -> Self {
        Halt::Error(error.into())
    }
}
