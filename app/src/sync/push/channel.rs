//! The way to the server's side of the action channel. HTTP in the browser; in tests the server in the same process,
//! with all that can happen on the way.

use futures::future::LocalBoxFuture;
use model::registration::FileKind;
use model::{Digest, PersonId};
use serde_json::value::RawValue;
use server::api::{ApiError, Cursor, Fed, FileTaken, Pushed};

pub type Answered<'a, T> = LocalBoxFuture<'a, Result<T, ApiError>>;

pub trait Channel {
    fn push(&self, person: PersonId, commands: Vec<Box<RawValue>>) -> Answered<'static, Pushed>;

    fn feed(&self, person: PersonId, epoch: String, cursors: Vec<Cursor>) -> Answered<'static, Fed>;

    fn put_file(&self, person: PersonId, piece: FilePiece) -> Answered<'static, FileTaken>;
}

/// Some bytes of a file; without bytes it asks how far the server has it.
#[derive(Debug, Clone)]
pub struct FilePiece {
    pub hash: Digest,
    pub kind: FileKind,
    pub file_bytes: u32,
    pub begins: u32,
    pub bytes: Vec<u8>,
}

impl FilePiece {
    /// As the header `Content-Range` says it.
    pub fn range(&self) -> String {
        match self.bytes.len() as u32 {
            0 => format!("bytes */{}", self.file_bytes),
            length => format!("bytes {}-{}/{}", self.begins, self.begins + length - 1, self.file_bytes),
        }
    }
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

    fn put_file(&self, person: PersonId, piece: FilePiece) -> Answered<'static, FileTaken> {
        Box::pin(async move {
            let sent = crate::wait::within(crate::sync::limit::FILE_PIECE_MS, put(person, piece)).await;
            sent.unwrap_or(Err(ApiError::NoNetwork))
        })
    }
}

#[cfg(target_arch = "wasm32")]
async fn put(person: PersonId, piece: FilePiece) -> Result<FileTaken, ApiError> {
    let request = gloo_net::http::Request::put(&server::api::FILE_PATH.replace("{hash}", &piece.hash.to_string()))
        .header(server::api::PERSON_HEADER, &person.to_string())
        .header("content-type", piece.kind.media_type())
        .header("content-range", &piece.range())
        .body(js_sys::Uint8Array::from(piece.bytes.as_slice()));
    let response = request.map_err(|_| ApiError::NoNetwork)?.send().await.map_err(|_| ApiError::NoNetwork)?;
    let body = response.binary().await.map_err(|_| ApiError::NoNetwork)?;
    // What a captive portal says is neither.
    serde_json::from_slice(&body).map_err(|_| ApiError::read(&body))
}

/// A network that takes a question and never answers is no network.
#[cfg(target_arch = "wasm32")]
async fn in_time<T>(question: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    let answer = crate::wait::within(crate::sync::limit::CATCH_UP_MS, question).await;
    answer.unwrap_or(Err(ApiError::NoNetwork))
}
