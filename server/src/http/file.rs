//! `GET /c/{name}`: the immutable files of the catalogue, compressed ahead. What is asked often is kept in memory.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use catalogue::FileName;

use super::House;
use super::answer::{self, Answer, IMMUTABLE};
use super::coding;
use crate::store::{Encoding, FileBytes, StoreError};

/// Bytes of files kept in memory.
const CACHE_BYTES: usize = 64 * 1024 * 1024;
/// A purged file may be asked for again by a phone that has not seen the new head.
const GONE_CACHE: &str = "public, max-age=60";

pub async fn file(State(house): State<House>, Path(name): Path<String>, request: HeaderMap) -> Response<Body> {
    let Ok(name) = FileName::parse(&name) else { return missing() };
    let encoding = coding::accepted(&request).next().unwrap_or(Encoding::Raw);
    match house.file(name, encoding).await {
        Ok(Some(Found::Here(body))) => {
            let etag = format!("W/\"{}\"", &name.to_string()[..16]);
            let content_type = "application/octet-stream";
            let encoding = Some(encoding);
            Answer { content_type, cache: IMMUTABLE, etag: Some(&etag), encoding, body }.to(&request)
        }
        Ok(Some(Found::Gone)) => gone(),
        Ok(None) => missing(),
        Err(error) => answer::store_failed(&error),
    }
}

enum Found {
    Here(Bytes),
    Gone,
}

impl House {
    async fn file(&self, name: FileName, encoding: Encoding) -> Result<Option<Found>, StoreError> {
        let edition = self.0.store.head().map(|head| head.head.edition);
        if let Some(bytes) = self.0.files.get(edition, &(name, encoding)) {
            return Ok(Some(Found::Here(bytes)));
        }
        Ok(match self.0.store.file(name, encoding).await? {
            Some(FileBytes::Here(bytes)) => {
                let bytes = Bytes::from(bytes);
                self.0.files.keep(edition, (name, encoding), bytes.clone());
                Some(Found::Here(bytes))
            }
            Some(FileBytes::Gone) => Some(Found::Gone),
            None => None,
        })
    }
}

/// Not there, or not there yet: another instance may be ahead of this one, so nobody keeps this answer.
fn missing() -> Response<Body> {
    answer::line(StatusCode::NOT_FOUND, "There is no such file.\n")
}

fn gone() -> Response<Body> {
    let mut response = answer::line(StatusCode::GONE, "This file was taken back.\n");
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(GONE_CACHE));
    response
}

type Key = (FileName, Encoding);

/// Files in memory, the oldest leave first. Emptied at each new edition, so that a purged file does not live on here.
#[derive(Default)]
pub struct FileCache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    edition: Option<FileName>,
    bytes: usize,
    files: HashMap<Key, Bytes>,
    order: VecDeque<Key>,
}

impl FileCache {
    fn get(&self, edition: Option<FileName>, key: &Key) -> Option<Bytes> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.edition == edition { kept.files.get(key).cloned() } else { None }
    }

    fn keep(&self, edition: Option<FileName>, key: Key, file: Bytes) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.edition != edition {
            *kept = Kept { edition, ..Kept::default() };
        }
        if file.len() > CACHE_BYTES / 4 || kept.files.contains_key(&key) {
            return;
        }
        kept.bytes += file.len();
        kept.files.insert(key, file);
        kept.order.push_back(key);
        while kept.bytes > CACHE_BYTES {
            let Some(oldest) = kept.order.pop_front() else { break };
            kept.bytes -= kept.files.remove(&oldest).map_or(0, |file| file.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_a_new_edition_empties_it() {
        let cache = FileCache::default();
        let (first, second) = (Some(FileName::of(b"1")), Some(FileName::of(b"2")));
        let key = |n: u8| (FileName::of(&[n]), Encoding::Raw);
        for n in 0..10 {
            cache.keep(first, key(n), Bytes::from(vec![n; CACHE_BYTES / 8]));
        }
        assert!(cache.get(first, &key(1)).is_none());
        assert!(cache.get(first, &key(2)).is_some());
        assert!(cache.get(second, &key(2)).is_none());
        cache.keep(second, key(20), Bytes::from_static(b"x"));
        assert!(cache.get(first, &key(2)).is_none());
        assert!(cache.get(second, &key(20)).is_some());
    }
}
