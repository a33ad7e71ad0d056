//! The way to the server's side of the action channel. HTTP in the browser; in tests the server in the same process,
//! with all that can happen on the way.

use futures::future::LocalBoxFuture;
use model::PersonId;
use serde_json::value::RawValue;
use server::api::{ApiError, Cursor, Fed, Pushed};

pub type Answered<'a, T> = LocalBoxFuture<'a, Result<T, ApiError>>;

pub trait Channel {
    fn push(&self, person: PersonId, commands: Vec<Box<RawValue>>) -> Answered<'static, Pushed>;

    fn feed(&self, person: PersonId, epoch: String, cursors: Vec<Cursor>) -> Answered<'static, Fed>;
}

/// The origin of the page.
#[cfg(target_arch = "wasm32")]
pub struct Http;

#[cfg(target_arch = "wasm32")]
impl Channel for Http {
    fn push(&self, person: PersonId, commands: Vec<Box<RawValue>>) -> Answered<'static, Pushed> {
        Box::pin(in_time(server::api::push(person, commands)))
    }

    fn feed(&self, person: PersonId, epoch: String, cursors: Vec<Cursor>) -> Answered<'static, Fed> {
        Box::pin(in_time(server::api::feed(person, epoch, cursors)))
    }
}

/// A network that takes a question and never answers is no network.
#[cfg(target_arch = "wasm32")]
async fn in_time<T>(question: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    let answer = crate::wait::within(crate::sync::limit::CATCH_UP_MS, question).await;
    answer.unwrap_or(Err(ApiError::NoNetwork))
}
