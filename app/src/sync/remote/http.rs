//! The catalogue over HTTP, from the origin that the app came from.

use catalogue::FileName;
use futures::FutureExt;
use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use server::api::{ApiError, CatchUp, catch_up};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache};

use super::{Fetched, Remote, RemoteError};
use crate::sync::limit;
use crate::wait::within;

/// The origin of the page.
pub struct Http;

impl Remote for Http {
    fn catch_up<'a>(&'a self, epoch: &'a str, revision: u64) -> Fetched<'a, CatchUp> {
        async move {
            let answer = within(limit::CATCH_UP_MS, catch_up(epoch.to_owned(), revision)).await;
            answer.ok_or(RemoteError::NoNetwork)?.map_err(from_api)
        }
        .boxed_local()
    }

    /// On the first visit `boot.js` has begun to fetch the head with the page; that answer is taken.
    fn head(&self, fresh: bool) -> Fetched<'_, Vec<u8>> {
        let cache = if fresh { RequestCache::NoCache } else { RequestCache::Default };
        get("/v1/head".to_owned(), cache, catalogue::limit::HEAD_BYTES, &|_| ()).boxed_local()
    }

    /// The store keeps the file; the browser's cache need not keep it a second time.
    fn file<'a>(&'a self, name: &'a FileName, length_bytes: u32, came: &'a dyn Fn(u32)) -> Fetched<'a, Vec<u8>> {
        get(format!("/c/{name}"), RequestCache::NoStore, length_bytes as usize, came).boxed_local()
    }

    fn about(&self) -> Fetched<'_, Vec<u8>> {
        get("/v1/about".to_owned(), RequestCache::Default, limit::ABOUT_BYTES, &|_| ()).boxed_local()
    }
}

async fn get(url: String, cache: RequestCache, most_bytes: usize, came: &dyn Fn(u32)) -> Result<Vec<u8>, RemoteError> {
    let abort = AbortOnDrop(AbortController::new().ok());
    let request = Request::get(&url).cache(cache).abort_signal(abort.0.as_ref().map(AbortController::signal).as_ref());
    let response = within(limit::ANSWER_MS, request.send()).await.ok_or(RemoteError::NoNetwork)?;
    let response = response.map_err(|_| RemoteError::NoNetwork)?;
    let content_type = response.headers().get("content-type").unwrap_or_default();
    let checked = RemoteError::check(response.status(), &content_type);
    checked.map_err(|error| with_retry_after(error, &response))?;
    read(&response, most_bytes, came).await
}

/// Ends the request when nobody waits for it any more, or when too much comes.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(abort) = &self.0 {
            abort.abort();
        }
    }
}

/// Reads the body as it comes, and stops where it is longer than announced.
async fn read(response: &Response, most_bytes: usize, came: &dyn Fn(u32)) -> Result<Vec<u8>, RemoteError> {
    let Some(body) = response.body() else { return Err(RemoteError::NoNetwork) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let step = within(limit::NEXT_BYTES_MS, JsFuture::from(reader.read())).await;
        let step = step.ok_or(RemoteError::NoNetwork)?.map_err(|_| RemoteError::NoNetwork)?;
        let is_done = Reflect::get(&step, &"done".into()).is_ok_and(|done| done.is_truthy());
        if is_done {
            return Ok(bytes);
        }
        let chunk = Reflect::get(&step, &"value".into()).map_err(|_| RemoteError::NoNetwork)?;
        let chunk: Uint8Array = chunk.dyn_into().map_err(|_| RemoteError::NoNetwork)?;
        if bytes.len() + chunk.length() as usize > most_bytes {
            return Err(RemoteError::TooLong);
        }
        let start = bytes.len();
        bytes.resize(start + chunk.length() as usize, 0);
        chunk.copy_to(&mut bytes[start..]);
        came(bytes.len() as u32);
    }
}

fn with_retry_after(error: RemoteError, response: &Response) -> RemoteError {
    match error {
        RemoteError::Later { .. } => {
            let seconds = response.headers().get("retry-after").and_then(|value| value.trim().parse::<u32>().ok());
            RemoteError::Later { retry_after_ms: seconds.map(|seconds| seconds.saturating_mul(1000)) }
        }
        RemoteError::NoNetwork | RemoteError::Gone | RemoteError::TooLong => error,
    }
}

fn from_api(error: ApiError) -> RemoteError {
    match error {
        ApiError::NoNetwork
        | ApiError::Invalid
        | ApiError::SignIn
        | ApiError::OtherPerson
        | ApiError::NotAllowed
        | ApiError::Erased => RemoteError::NoNetwork,
        ApiError::Later { retry_after_ms } | ApiError::TooMany { retry_after_ms } => {
            RemoteError::Later { retry_after_ms: Some(retry_after_ms) }
        }
    }
}
