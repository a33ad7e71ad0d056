//! What is reachable, and how: one table of routes, and what holds for all of them.
//!
//! ```text
//! request ─ observe{count, log} ─ policy{headers} ─ panic ─ time ─ body ─ csrf ─ route ─ store, in memory where it can be
//! ```
//! Everything public is a `GET` that any cache may answer; what is about one person, a `POST` or a file, none may keep.
//! Nothing here decides what is true; `store` is asked, and `auth` who is there.
//!
//! **Invariant:** axum stays in this folder. Only the functions about people set cookies, no answer names another
//! origin, and no log line holds a query or a body.

mod about;
mod answer;
mod attachment;
mod call;
mod client;
mod coding;
mod file;
mod head;
mod health;
mod observe;
mod page;
mod person;
mod policy;
pub mod shell;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{Request, Response, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use hyper::body::Incoming;
use ipnet::IpNet;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::api;
use crate::auth::Porter;
use crate::metrics::Metrics;
use crate::store::Store;
use shell::Shell;

pub use page::to_keep as assets_to_keep;

/// Bytes of a request's body.
pub const BODY_BYTES: usize = 256 * 1024;
/// How long one request may take, its body included.
pub const REQUEST_TIME: Duration = Duration::from_secs(30);

/// What a server says about itself, and whom it believes.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The address that people use, such as `https://mangrove.example`; without a slash at the end.
    pub public_url: Option<String>,
    /// The mail address for reports.
    pub contact: Option<String>,
    /// Proxies whose word about a client's address counts.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether people reach this server by TLS only.
    pub tls: bool,
}

/// All that an answer is made from. Cheap to clone.
#[derive(Clone)]
pub struct House(Arc<Rooms>);

struct Rooms {
    store: Store,
    porter: Porter,
    metrics: Metrics,
    site: Site,
    pages: page::Pages,
    files: file::FileCache,
    answers: call::Answers,
    about: about::About,
}

impl House {
    pub fn new(porter: Porter, shell: Option<Shell>, site: Site, metrics: Metrics) -> Self {
        let build = shell.as_ref().map(|shell| shell.build.clone());
        House(Arc::new(Rooms {
            about: about::About::new(&site, build),
            pages: page::Pages::new(shell),
            files: file::FileCache::default(),
            answers: call::Answers::default(),
            store: porter.store().clone(),
            porter,
            metrics,
            site,
        }))
    }
}

/// What a connection talks to. Cheap to clone.
#[derive(Clone)]
pub struct Front(Router);

impl Front {
    pub fn new(house: House) -> Self {
        Front(router(house))
    }

    /// Answers a request that came over a connection with this peer.
    pub async fn answer(self, mut request: Request<Incoming>, peer: SocketAddr) -> Result<Response<Body>, Infallible> {
        request.extensions_mut().insert(client::Peer(peer));
        self.respond(request.map(Body::new)).await
    }

    /// Answers a request that came some other way, as in tests without a network.
    pub async fn respond(self, request: Request<Body>) -> Result<Response<Body>, Infallible> {
        self.0.oneshot(request).await
    }
}

/// Every route there is.
fn router(house: House) -> Router {
    let csrf = csrf(house.0.site.public_url.as_deref());
    let mut router = Router::new();
    for path in api::PEOPLE_PATHS {
        router = router.route(path, post(person::call));
    }
    router
        .route(api::CATCH_UP_PATH, get(call::call))
        .route("/v1/head", get(head::head))
        .route(api::FILE_PATH, get(attachment::get).put(attachment::put))
        .route("/v1/about", get(about::about))
        .route("/c/{name}", get(file::file))
        .route("/a/{name}", get(page::asset))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(page::page)
        .layer(csrf)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(RequestBodyLimitLayer::new(BODY_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIME))
        .layer(CatchPanicLayer::custom(observe::Panicked))
        .layer(from_fn_with_state(house.clone(), policy::policy))
        .layer(from_fn(observe::name_route))
        .layer(from_fn_with_state(house.clone(), observe::observe))
        .with_state(house)
}

/// Refuses what another site's page sends in a person's name. A proxy may rewrite `Host`, so the public address counts.
fn csrf(public_url: Option<&str>) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let Some(url) = public_url else { return layer };
    layer.clone().add_trusted_origin(url).unwrap_or_else(|error| {
        tracing::warn!(%error, "the public address is not an origin (https://host): it counts for no request");
        layer
    })
}
