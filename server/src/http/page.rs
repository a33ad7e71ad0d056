//! The app's shell: one page for every address of the app, its hashed files for ever, and what is asked about each time.
//!
//! Hashed files of older builds come from the store, where each server puts its own at the start: a phone that still
//! runs an old page never meets a 404.

use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};

use super::House;
use super::answer::{self, Answer, IMMUTABLE, REVALIDATE};
use super::coding;
use super::shell::{Asset, Shell};
use crate::store::Encoding;

/// The page of the app, under this path in the shell.
const PAGE: &str = "/";
/// Paths under these are never pages of the app.
const NOT_PAGES: [&str; 4] = ["/a/", "/c/", "/v1/", "/api/"];

/// This build's files by path, each with its validator.
#[derive(Default)]
pub struct Pages(HashMap<String, (Asset, String)>);

impl Pages {
    pub fn new(shell: Option<Shell>) -> Self {
        let assets = shell.map_or(Vec::new(), |shell| shell.assets);
        let tagged = |asset: Asset| (asset.path.clone(), (asset.clone(), answer::etag(&asset.raw)));
        Pages(assets.into_iter().map(tagged).collect())
    }

    fn answer(&self, path: &str, request: &HeaderMap) -> Option<Response<Body>> {
        let (asset, etag) = self.0.get(path)?;
        let (encoding, body) = best(asset, request);
        let cache = if asset.immutable { IMMUTABLE } else { REVALIDATE };
        let content_type = &asset.content_type;
        Some(Answer { content_type, cache, etag: Some(etag), encoding, body }.to(request))
    }
}

/// `/`, every address of the app, and the few unhashed files.
pub async fn page(State(house): State<House>, method: Method, uri: Uri, request: HeaderMap) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        return answer::line(StatusCode::METHOD_NOT_ALLOWED, "Only GET is understood here.\n");
    }
    let pages = &house.0.pages;
    if let Some(response) = pages.answer(uri.path(), &request) {
        return response;
    }
    if !is_page(uri.path()) {
        return answer::line(StatusCode::NOT_FOUND, "There is nothing here.\n");
    }
    let none = "This server was started without the app. Build it with `cargo xtask run`.\n";
    pages.answer(PAGE, &request).unwrap_or_else(|| answer::line(StatusCode::NOT_FOUND, none))
}

/// `/a/…`: a hashed file of this build, or of one that a server here carried in the last 90 days.
pub async fn asset(State(house): State<House>, uri: Uri, request: HeaderMap) -> Response<Body> {
    if let Some(response) = house.0.pages.answer(uri.path(), &request) {
        return response;
    }
    match older(&house, uri.path(), &request).await {
        Ok(Some(response)) => response,
        Ok(None) => answer::line(StatusCode::NOT_FOUND, "There is no such file.\n"),
        Err(error) => answer::store_failed(&error),
    }
}

async fn older(
    house: &House,
    path: &str,
    request: &HeaderMap,
) -> Result<Option<Response<Body>>, crate::store::StoreError> {
    for encoding in coding::accepted(request) {
        match house.0.store.asset(path, encoding).await? {
            // A form that was not worth making is kept as no bytes.
            Some((_, bytes)) if bytes.is_empty() && encoding != Encoding::Raw => {}
            Some((content_type, bytes)) => {
                let etag = format!("W/\"{path}\"");
                let (content_type, body, encoding) = (content_type.as_str(), Bytes::from(bytes), Some(encoding));
                let answer = Answer { content_type, cache: IMMUTABLE, etag: Some(&etag), encoding, body };
                return Ok(Some(answer.to(request)));
            }
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// A file's name has a dot; an address of the app has none.
fn is_page(path: &str) -> bool {
    let file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    !file && !NOT_PAGES.iter().any(|start| path.starts_with(start))
}

/// The smallest form of an asset that this browser takes. `None`: it has only one form.
fn best(asset: &Asset, request: &HeaderMap) -> (Option<Encoding>, Bytes) {
    if asset.brotli.is_none() && asset.gzip.is_none() {
        return (None, asset.raw.clone());
    }
    let form = |encoding| match encoding {
        Encoding::Brotli => asset.brotli.clone().map(|bytes| (encoding, bytes)),
        Encoding::Gzip => asset.gzip.clone().map(|bytes| (encoding, bytes)),
        Encoding::Raw => Some((encoding, asset.raw.clone())),
    };
    let (encoding, bytes) =
        coding::accepted(request).find_map(form).unwrap_or_else(|| (Encoding::Raw, asset.raw.clone()));
    (Some(encoding), bytes)
}

/// The kept form of this build's hashed files, for the store.
pub fn to_keep(shell: &Shell) -> impl Iterator<Item = crate::store::Asset> {
    shell.assets.iter().filter(|asset| asset.immutable).map(|asset| crate::store::Asset {
        path: asset.path.clone(),
        content_type: asset.content_type.clone(),
        raw: asset.raw.to_vec(),
        brotli: asset.brotli.as_ref().map_or(Vec::new(), |bytes| bytes.to_vec()),
        gzip: asset.gzip.as_ref().map_or(Vec::new(), |bytes| bytes.to_vec()),
    })
}
