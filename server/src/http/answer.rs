//! How bytes become an answer: the validator, the cache's rules, and the one encoding that was chosen.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use catalogue::FileName;

use crate::store::Encoding;

/// For ever: the name is the content.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Kept, but asked about each time.
pub const REVALIDATE: &str = "no-cache";
pub const NO_STORE: &str = "no-store";

/// Bytes with what a browser has to know of them.
pub struct Answer<'a> {
    pub content_type: &'a str,
    pub cache: &'static str,
    pub etag: Option<&'a str>,
    /// `None`: these bytes have one form only.
    pub encoding: Option<Encoding>,
    pub body: Bytes,
}

impl Answer<'_> {
    /// The answer to a request with these headers: 304 where the browser holds these bytes already.
    pub fn to(self, request: &HeaderMap) -> Response<Body> {
        let held = self.etag.is_some_and(|etag| holds(request, etag));
        let body = if held { Body::empty() } else { Body::from(self.body) };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        if let Some(etag) = self.etag {
            headers.insert(header::ETAG, value(etag));
        }
        if self.encoding.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if held {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, value(self.content_type));
        match self.encoding {
            Some(Encoding::Brotli) => headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br")),
            Some(Encoding::Gzip) => headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip")),
            Some(Encoding::Raw) | None => None,
        };
        response
    }
}

/// A plain line for people and monitors, never kept.
pub fn line(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(NO_STORE));
    response
}

/// The store failed. The cause is logged, not sent.
pub fn store_failed(error: &crate::store::StoreError) -> Response<Body> {
    tracing::error!(%error, "the store did not answer");
    let mut response = line(StatusCode::SERVICE_UNAVAILABLE, "The database does not answer. Try again soon.\n");
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

/// The validator of some bytes. Weak, because one resource has several encodings.
pub fn etag(bytes: &[u8]) -> String {
    format!("W/\"{}\"", &FileName::of(bytes).to_string()[..16])
}

fn holds(request: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let held = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(',')).any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}
