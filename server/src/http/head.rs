//! `GET /v1/head`: the signed head. Any cache may keep it for a moment, and show an older one when we do not answer.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};

use super::House;
use super::answer::{self, Answer};

const CACHE: &str = "public, max-age=2, stale-while-revalidate=60, stale-if-error=86400";

pub async fn head(State(house): State<House>, request: HeaderMap) -> Response<Body> {
    let Some(head) = house.0.store.head() else {
        return answer::line(StatusCode::SERVICE_UNAVAILABLE, "Nothing is published yet.\n");
    };
    let etag = answer::etag(&head.bytes);
    let body = Bytes::copy_from_slice(&head.bytes);
    let content_type = "application/octet-stream";
    Answer { content_type, cache: CACHE, etag: Some(&etag), encoding: None, body }.to(&request)
}
