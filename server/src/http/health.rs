//! `/healthz`: this process lives. `/readyz`: it can serve a phone. `/metrics`: what an operator watches.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Response, StatusCode, header};

use super::House;
use super::answer::line;

pub async fn alive() -> Response<Body> {
    line(StatusCode::OK, "alive\n")
}

pub async fn ready(State(house): State<House>) -> Response<Body> {
    if let Err(error) = house.0.store.refresh_head().await {
        tracing::warn!(%error, "not ready: the database does not answer");
        return line(StatusCode::SERVICE_UNAVAILABLE, "The database does not answer.\n");
    }
    match house.0.store.head() {
        Some(_) => line(StatusCode::OK, "ready\n"),
        None => line(StatusCode::SERVICE_UNAVAILABLE, "Nothing is published yet.\n"),
    }
}

pub async fn metrics(State(house): State<House>) -> Response<Body> {
    let metrics = &house.0.metrics;
    metrics.set_revision(house.0.store.head().map_or(0, |head| head.head.revision));
    let mut response = line(StatusCode::OK, "");
    let format = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, format);
    *response.body_mut() = Body::from(metrics.to_text());
    response
}
