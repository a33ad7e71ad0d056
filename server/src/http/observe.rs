//! One line a request for the log, one count for the metrics. Routes are named by their pattern.

use std::any::Any;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Response, StatusCode};
use axum::middleware::Next;
use tower_http::catch_panic::ResponseForPanic;

use super::{House, answer, client};

/// The pattern of the route that answered, for the count.
#[derive(Debug, Clone)]
struct Route(MatchedPath);

pub async fn observe(State(house): State<House>, request: Request, next: Next) -> Response<Body> {
    let began = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let client = client::address(&request, &house.0.site.trusted_proxies);
    let response = next.run(request).await;
    let took = began.elapsed();
    let status = response.status().as_u16();
    let route = response.extensions().get::<Route>().map_or("page", |route| route.0.as_str());
    house.0.metrics.answered(route, status, took);
    let client = client.map(tracing::field::display);
    tracing::debug!(%method, path, status, took_ms = took.as_secs_f64() * 1e3, client, "request");
    response
}

/// Hands the pattern from the request, where the router puts it, to the answer.
pub async fn name_route(request: Request, next: Next) -> Response<Body> {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(Route(route));
    }
    response
}

/// A panic is a mistake of ours: it is logged, and costs one answer.
#[derive(Clone, Copy)]
pub struct Panicked;

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send>) -> Response<Body> {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("something without words");
        tracing::error!(panic = said, "a request met a mistake of ours");
        answer::line(StatusCode::INTERNAL_SERVER_ERROR, "That was a mistake of this server. It is in its log.\n")
    }
}
