//! `GET /v1/about`: what this server says about itself. The phone keeps it beside the catalogue.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde::Serialize;

use super::answer::{self, Answer};
use super::{House, Site};

const CACHE: &str = "public, max-age=300";

/// The JSON, made once.
pub struct About {
    body: Bytes,
    etag: String,
}

/// What is absent was not given at the start.
#[derive(Serialize)]
struct Words<'a> {
    /// The mail address for reports.
    contact: Option<&'a str>,
    public_url: Option<&'a str>,
    version: &'static str,
    /// The build of the app that this server carries.
    build: Option<String>,
}

impl About {
    pub fn new(site: &Site, build: Option<String>) -> Self {
        let words = Words {
            contact: site.contact.as_deref(),
            public_url: site.public_url.as_deref(),
            version: env!("CARGO_PKG_VERSION"),
            build,
        };
        let body = serde_json::to_vec(&words).expect("a struct of texts always encodes");
        About { etag: answer::etag(&body), body: body.into() }
    }
}

pub async fn about(State(house): State<House>, request: HeaderMap) -> Response<Body> {
    let about = &house.0.about;
    let (content_type, body) = ("application/json", about.body.clone());
    Answer { content_type, cache: CACHE, etag: Some(&about.etag), encoding: None, body }.to(&request)
}
