//! `PUT` and `GET /v1/file/{hash}`: what people hand in, and what is made for them. Bytes of strangers: they are only ever
//! given out as a download, under a policy that lets nothing run.

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use axum::{Json, response::IntoResponse};
use http_body_util::BodyExt;
use model::registration::FileKind;
use model::{Digest, PersonId};

use super::person::PRIVATE;
use super::{House, answer, client};
use crate::api::{ApiError, FileTaken, PERSON_HEADER, Piece, get_file, put_file};
use crate::auth::Caller;

const PERSON: HeaderName = HeaderName::from_static(PERSON_HEADER);

pub async fn put(State(house): State<House>, Path(hash): Path<String>, request: Request) -> Response<Body> {
    let caller = Caller::of(request.headers(), client::address(&request, &house.0.site.trusted_proxies));
    let (parts, body) = request.into_parts();
    let Ok(bytes) = body.collect().await.map(|body| body.to_bytes()) else { return refused(ApiError::Invalid) };
    let Some((person, piece)) = read(&hash, &parts.headers, &bytes) else { return refused(ApiError::Invalid) };
    match put_file(&house.0.porter, &caller, person, piece).await {
        Ok(taken) => {
            let is_taken = !matches!(taken, FileTaken::Refused { .. });
            let status = if is_taken { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            private((status, Json(taken)).into_response())
        }
        Err(error) => refused(error),
    }
}

pub async fn get(State(house): State<House>, Path(hash): Path<String>, request: Request) -> Response<Body> {
    let caller = Caller::of(request.headers(), client::address(&request, &house.0.site.trusted_proxies));
    let Ok(hash) = Digest::parse(&hash) else { return missing() };
    match get_file(&house.0.porter, &caller, &hash).await {
        Ok(Some(file)) => {
            let ending = FileKind::of_media_type(&file.kind).map_or("zip", FileKind::ending);
            // A name of ours: what a person called it is in their answers.
            let name = format!("attachment; filename=\"{}.{ending}\"", &hash.to_string()[..16]);
            let mut response = Response::new(Body::from(file.bytes));
            let headers = response.headers_mut();
            let kind = HeaderValue::from_str(&file.kind);
            headers.insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
            if let Ok(name) = HeaderValue::from_str(&name) {
                headers.insert(header::CONTENT_DISPOSITION, name);
            }
            private(response)
        }
        Ok(None) => missing(),
        Err(error) => refused(error),
    }
}

/// `None`: this is no piece.
fn read<'b>(hash: &str, headers: &HeaderMap, bytes: &'b Bytes) -> Option<(PersonId, Piece<'b>)> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let person = PersonId::parse(text(PERSON)?).ok()?;
    let kind = FileKind::of_media_type(text(header::CONTENT_TYPE)?)?;
    let (begins, length, file_bytes) = range(text(header::CONTENT_RANGE)?)?;
    let hash = Digest::parse(hash).ok()?;
    (length as usize == bytes.len()).then_some((person, Piece { hash, kind, file_bytes, begins, bytes }))
}

/// `bytes 0-9/20` is ten bytes from the first, `bytes */20` is none: where they begin, how many, and of how many.
fn range(text: &str) -> Option<(u32, u32, u32)> {
    let (which, all) = text.strip_prefix("bytes ")?.split_once('/')?;
    let all: u32 = all.parse().ok()?;
    if which == "*" {
        return Some((0, 0, all));
    }
    let (first, last) = which.split_once('-')?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last && last < all).then(|| (first, last - first + 1, all))
}

fn refused(error: ApiError) -> Response<Body> {
    let mut response = (error.status(), Json(&error)).into_response();
    if let Some(wait_ms) = error.retry_after_ms() {
        response.headers_mut().insert(header::RETRY_AFTER, wait_ms.div_ceil(1000).into());
    }
    private(response)
}

fn missing() -> Response<Body> {
    answer::line(StatusCode::NOT_FOUND, "There is no such file, or it is not for you.\n")
}

fn private(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(PRIVATE));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_or_refused() {
        assert_eq!(range("bytes 0-9/20"), Some((0, 10, 20)));
        assert_eq!(range("bytes 10-19/20"), Some((10, 10, 20)));
        assert_eq!(range("bytes */20"), Some((0, 0, 20)));
        for bad in
            ["", "bytes 0-20/20", "bytes 5-4/20", "bytes 0-9/*", "0-9/20", "bytes -1-9/20", "bytes 0-9/99999999999"]
        {
            assert_eq!(range(bad), None, "{bad}");
        }
    }
}
