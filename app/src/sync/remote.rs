//! Where the catalogue comes from. HTTP in the browser; in tests the server in the same process, or a folder of files.
//!
//! What comes is not believed here: the caller checks signature, length and hash. A remote only tells a network that is
//! not there from a server that says no.

#[cfg(target_arch = "wasm32")]
mod http;

use catalogue::FileName;
use futures::future::LocalBoxFuture;
use server::api::CatchUp;
use thiserror::Error;

#[cfg(target_arch = "wasm32")]
pub use http::Http;

pub type Fetched<'a, T> = LocalBoxFuture<'a, Result<T, RemoteError>>;

pub trait Remote {
    /// The everyday question. `epoch` is 32 hex digits, or empty.
    fn catch_up<'a>(&'a self, epoch: &'a str, revision: u64) -> Fetched<'a, CatchUp>;

    /// The bytes of `/v1/head`, at most `catalogue::limit::HEAD_BYTES`. `fresh`: past caches in the browser.
    fn head(&self, fresh: bool) -> Fetched<'_, Vec<u8>>;

    /// The bytes of `/c/{name}`. Reads no more than `length_bytes`, and calls `came` with the bytes so far.
    fn file<'a>(&'a self, name: &'a FileName, length_bytes: u32, came: &'a dyn Fn(u32)) -> Fetched<'a, Vec<u8>>;

    /// The JSON of `/v1/about`: whom to write to, and what else the server says about itself.
    fn about(&self) -> Fetched<'_, Vec<u8>>;
}

/// Why nothing came, said by what can be done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RemoteError {
    /// Nothing came, or something that is not ours (a captive portal's page).
    #[error("no network")]
    NoNetwork,
    #[error("the server asks to come back later")]
    Later { retry_after_ms: Option<u32> },
    /// 404 or 410: a newer head will not name it.
    #[error("the file is gone")]
    Gone,
    /// More bytes came than were announced.
    #[error("the answer is longer than announced")]
    TooLong,
}

impl RemoteError {
    /// Reads a status; `Ok` when the body is what was asked for. A page with status 200 is a captive portal.
    pub fn check(status: u16, content_type: &str) -> Result<(), Self> {
        match status {
            200 if !content_type.starts_with("text/html") => Ok(()),
            404 | 410 if !content_type.starts_with("text/html") => Err(RemoteError::Gone),
            429 | 500..=599 => Err(RemoteError::Later { retry_after_ms: None }),
            _ => Err(RemoteError::NoNetwork),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_no_network_and_a_gone_file_is_not() {
        assert_eq!(RemoteError::check(200, "application/octet-stream"), Ok(()));
        assert_eq!(RemoteError::check(200, "text/html; charset=utf-8"), Err(RemoteError::NoNetwork));
        assert_eq!(RemoteError::check(302, ""), Err(RemoteError::NoNetwork));
        assert_eq!(RemoteError::check(404, "text/html"), Err(RemoteError::NoNetwork));
        assert_eq!(RemoteError::check(410, "text/plain"), Err(RemoteError::Gone));
        assert_eq!(RemoteError::check(503, "text/html"), Err(RemoteError::Later { retry_after_ms: None }));
    }
}
