//! Signing in and out, over the network. What the phone keeps of it is `store::me`; here nothing is kept.

use server::api::ApiError;
use thiserror::Error;

/// Why it did not come to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignInError {
    #[error("no network")]
    NoNetwork,
    #[error("not before {retry_after_ms} ms from now")]
    TooMany { retry_after_ms: u32 },
    #[error("the server cannot answer now")]
    Later,
    /// The address cannot be one.
    #[error("the server does not understand this")]
    NotUnderstood,
    #[error("nobody is signed in here")]
    SignIn,
    #[error("this phone could not keep it")]
    Store,
}

impl From<ApiError> for SignInError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::NoNetwork => SignInError::NoNetwork,
            ApiError::TooMany { retry_after_ms } => SignInError::TooMany { retry_after_ms },
            ApiError::Later { .. } => SignInError::Later,
            ApiError::Invalid | ApiError::NotAllowed => SignInError::NotUnderstood,
            ApiError::SignIn | ApiError::OtherPerson | ApiError::Erased => SignInError::SignIn,
        }
    }
}

impl From<crate::store::StoreError> for SignInError {
    fn from(_: crate::store::StoreError) -> Self {
        SignInError::Store
    }
}

#[cfg(target_arch = "wasm32")]
mod http {
    use model::{Email, RecordId};
    use server::api::{self, ApiError, CodeAsked, DoorEntered, Entered, SessionLine};

    use super::SignInError;
    use crate::sync::limit;
    use crate::wait::within;

    pub async fn ask_code(email: Email, language: String) -> Result<CodeAsked, SignInError> {
        in_time(api::sign_in_ask(email.as_str().to_owned(), language)).await
    }

    pub async fn enter_code(code: String) -> Result<Entered, SignInError> {
        in_time(api::sign_in_enter(code)).await
    }

    pub async fn enter_door(token: String) -> Result<DoorEntered, SignInError> {
        in_time(api::door_pair_enter(token)).await
    }

    pub async fn sign_out() -> Result<(), SignInError> {
        in_time(api::sign_out()).await
    }

    pub async fn sessions() -> Result<Vec<SessionLine>, SignInError> {
        in_time(api::sessions()).await
    }

    pub async fn end_session(id: String) -> Result<(), SignInError> {
        let id = RecordId::parse(&id).map_err(|_| SignInError::NotUnderstood)?;
        in_time(api::session_end(id)).await
    }

    async fn in_time<T>(question: impl Future<Output = Result<T, ApiError>>) -> Result<T, SignInError> {
        Ok(within(limit::CATCH_UP_MS, question).await.unwrap_or(Err(ApiError::NoNetwork))?)
    }
}

#[cfg(target_arch = "wasm32")]
pub use http::{ask_code, end_session, enter_code, enter_door, sessions, sign_out};
