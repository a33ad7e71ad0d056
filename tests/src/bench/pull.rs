//! The pull in the real browser: cold until cards can be searched and until complete, and opening again. The bound is
//! one fetch and one IndexedDB put of the same bytes, in the same browser.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::http::header;
use axum::response::Html;
use axum::routing::get;

use super::table::median;
use super::wire::file_paths;
use super::{CatalogueSet, Row};
use crate::browser::{Browser, Phone, Server};
use crate::client::Client;

const ROUNDS: usize = 5;

/// Marks that the app sets on the browser's timeline.
const PULL: &str = "mangrove:pull";
const CARDS: &str = "mangrove:cards";
const COMPLETE: &str = "mangrove:complete";
const OPEN: &str = "mangrove:open";
const ANSWERED: &str = "mangrove:answered";

pub async fn pulls(set: &CatalogueSet, server: &Server, word: &str) -> Result<Vec<Row>> {
    let plain = Plain::start(server).await?;
    let (mut cards, mut complete, mut reopen, mut bound) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let browser = Browser::start("en-US").await?;
        let phone = browser.tab().await?;
        let address = format!("{}/explore?q={word}", server.address());
        phone.open(&address).await?;
        phone.until(&format!("performance.getEntriesByName('{COMPLETE}').length")).await?;
        cards.push(between(&phone, PULL, CARDS).await?);
        complete.push(between(&phone, PULL, COMPLETE).await?);
        phone.open(&address).await?;
        phone.until(&format!("performance.getEntriesByName('{ANSWERED}').length")).await?;
        reopen.push(between(&phone, OPEN, ANSWERED).await?);
        let other = browser.other_phone().await?;
        other.open(&plain.address).await?;
        bound.push(other.value(FETCH_AND_PUT).await?.as_f64().context("a time")?);
        browser.stop().await?;
    }
    let bound = median(bound);
    let beside = "one fetch and one IndexedDB put of the same bytes";
    Ok(vec![
        Row::of("cold, until cards are searchable", median(cards), "ms").beside(bound, beside),
        Row::of("cold, until complete", median(complete), "ms").beside(bound, beside).at_most(2.0),
        Row::of("reopen, until the first search", median(reopen), "ms").note(&set.name),
    ])
}

async fn between(phone: &Phone, from: &str, to: &str) -> Result<f64> {
    let at = |mark: &str| format!("performance.getEntriesByName('{mark}')[0].startTime");
    phone.value(&format!("{} - {}", at(to), at(from))).await?.as_f64().with_context(|| format!("{from} to {to}"))
}

const FETCH_AND_PUT: &str = "await (async () => {
  const db = await new Promise((done, fail) => {
    const open = indexedDB.open('plain', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('blob');
    open.onsuccess = () => done(open.result); open.onerror = () => fail(open.error);
  });
  const start = performance.now();
  const bytes = await (await fetch('/blob')).arrayBuffer();
  await new Promise((done, fail) => {
    const put = db.transaction('blob', 'readwrite');
    put.objectStore('blob').put(bytes, 'all'); put.oncomplete = done; put.onerror = () => fail(put.error);
  });
  return performance.now() - start;
})()";

/// A server that has the same bytes as one file, compressed as the real one's are.
struct Plain {
    address: String,
}

impl Plain {
    async fn start(server: &Server) -> Result<Self> {
        let mut client = Client::connect(&server.address()).await?;
        let mut bytes = Vec::new();
        for path in file_paths(&mut client).await? {
            let answer = client.get(&path).await?;
            ensure!(answer.status == 200, "{path} answers {}", answer.status);
            brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut bytes)?;
        }
        let packed: Arc<[u8]> = server::publish::brotli(&bytes, 9).into();
        let blob = move || {
            let packed = packed.to_vec();
            async move { ([(header::CONTENT_ENCODING, "br"), (header::CONTENT_TYPE, "application/octet-stream")], packed) }
        };
        let app = Router::new()
            .route("/", get(|| async { Html("<!doctype html><title>plain</title>") }))
            .route("/blob", get(blob));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(Plain { address })
    }
}
