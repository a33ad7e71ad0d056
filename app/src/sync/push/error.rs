//! Why an exchange did not come to its end. Whatever it was, everything that waited still waits.

use server::api::ApiError;
use thiserror::Error;

use crate::store::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PushError {
    #[error("no network")]
    NoNetwork,
    #[error("the server asks to come back later")]
    Later { retry_after_ms: u32 },
    #[error("the session has ended")]
    SignIn,
    /// Somebody else is signed in in this browser: what waits is not theirs.
    #[error("another person is signed in")]
    OtherPerson,
    /// The account of this person was erased, on this phone or another: what is theirs goes from here too.
    #[error("the account was erased")]
    Erased,
    /// The server does not understand this app: a newer one may be there.
    #[error("the server does not understand this app")]
    NotUnderstood,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ApiError> for PushError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::NoNetwork => PushError::NoNetwork,
            ApiError::Later { retry_after_ms } | ApiError::TooMany { retry_after_ms } => {
                PushError::Later { retry_after_ms }
            }
            ApiError::SignIn => PushError::SignIn,
            ApiError::Invalid | ApiError::NotAllowed => PushError::NotUnderstood,
            ApiError::OtherPerson => PushError::OtherPerson,
            ApiError::Erased => PushError::Erased,
        }
    }
}
