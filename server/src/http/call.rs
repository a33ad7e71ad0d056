//! The server functions: each at its pinned address, its answer compressed, and one answer shared by all who ask the same.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use catalogue::{FileName, limit};
use leptos::prelude::provide_context;

use super::House;
use super::answer::{self, NO_STORE};
use super::coding;
use crate::store::Encoding;

/// Below this a compressed answer is hardly smaller.
const WORTH_BYTES: usize = 400;
/// Bytes of one answer: deltas or an edition, and the head.
const ANSWER_BYTES: usize = 2 * limit::CATCH_UP_BYTES;
/// Compressed answers kept for one head.
const ANSWERS_KEPT: usize = 128;

/// Runs the server function at this address.
pub async fn call(State(house): State<House>, request: Request) -> Response<Body> {
    let encoding = coding::accepted(request.headers()).next().unwrap_or(Encoding::Raw);
    let head = house.0.store.head().map(|head| FileName::of(&head.bytes));
    let key = (request.uri().query().unwrap_or_default().to_owned(), encoding);
    let shared = request.method() == Method::GET;
    if shared && let Some((headers, body)) = house.0.answers.get(head, &key) {
        return (headers, body).into_response();
    }
    let store = house.0.store.clone();
    let response = run(request, move || provide_context(store.clone())).await;
    if !shared || response.status() != StatusCode::OK {
        return with_cache_rule(response);
    }
    let response = compress(with_cache_rule(response), encoding).await;
    house.0.answers.keep(head, key, response).await
}

/// Runs the server function at this address with what it finds in its context.
pub(super) async fn run(mut request: Request, context: impl Fn() + Clone + Send + 'static) -> Response<Body> {
    // With it the framework would answer a person's browser by sending it back to where it came from.
    request.headers_mut().remove(header::ACCEPT);
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}

/// An answer that does not say otherwise is for nobody else.
fn with_cache_rule(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(NO_STORE));
    response
}

async fn compress(response: Response<Body>, encoding: Encoding) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, ANSWER_BYTES).await else {
        return answer::line(StatusCode::INTERNAL_SERVER_ERROR, "The answer is too large.\n");
    };
    if body.len() < WORTH_BYTES {
        return Response::from_parts(parts, Body::from(body));
    }
    parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let raw = body.clone();
    match tokio::task::spawn_blocking(move || coding::pack(&raw, encoding)).await {
        Ok(Some(packed)) if packed.len() < body.len() => {
            let name = if encoding == Encoding::Brotli { "br" } else { "gzip" };
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        Ok(_) | Err(_) => Response::from_parts(parts, Body::from(body)),
    }
}

/// The answers to one head, by query and encoding.
#[derive(Default)]
pub struct Answers(Mutex<Kept>);

type Key = (String, Encoding);

#[derive(Default)]
struct Kept {
    head: Option<FileName>,
    answers: HashMap<Key, (HeaderMap, Bytes)>,
}

impl Answers {
    fn get(&self, head: Option<FileName>, key: &Key) -> Option<(HeaderMap, Bytes)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.head == head { kept.answers.get(key).cloned() } else { None }
    }

    /// Keeps what took work to make, and gives it back.
    async fn keep(&self, head: Option<FileName>, key: Key, response: Response<Body>) -> Response<Body> {
        let public = response
            .headers()
            .get(header::CACHE_CONTROL)
            .is_some_and(|rule| rule.to_str().is_ok_and(|rule| rule.starts_with("public")));
        if !public || !response.headers().contains_key(header::VARY) {
            return response;
        }
        let (parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, ANSWER_BYTES).await else {
            return answer::line(StatusCode::INTERNAL_SERVER_ERROR, "The answer is too large.\n");
        };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.head != head {
            *kept = Kept { head, ..Kept::default() };
        }
        if kept.answers.len() < ANSWERS_KEPT {
            kept.answers.insert(key, (parts.headers.clone(), body.clone()));
        }
        Response::from_parts(parts, Body::from(body))
    }
}
