//! The server functions about one person: they are told who sends the request, and nobody keeps their answers.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, header};
use leptos::prelude::provide_context;

use super::{House, call, client};
use crate::auth::Caller;

pub const PRIVATE: &str = "private, no-store";

/// Runs the server function at this address for whoever sends the request.
pub async fn call(State(house): State<House>, request: Request) -> Response<Body> {
    let rooms = &house.0;
    let caller = Caller::of(request.headers(), client::address(&request, &rooms.site.trusted_proxies));
    let (store, porter) = (rooms.store.clone(), rooms.porter.clone());
    let context = move || {
        provide_context(store.clone());
        provide_context(porter.clone());
        provide_context(caller.clone());
    };
    let mut response = call::run(request, context).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(PRIVATE));
    response
}
