//! Bytes on the wire: cold, a delta, a month, an idle day. The bound is the same records as JSON under brotli 11.

use anyhow::{Context, Result, ensure};
use catalogue::{Edition, SignedHead};

use super::{CatalogueSet, Row};
use crate::browser::Server;
use crate::client::Client;

/// While it is visible a phone looks every five minutes; a day in which it is always open.
const LOOKS_A_DAY: f64 = 24.0 * 12.0;

/// The names of all files that a cold phone needs.
pub(super) async fn file_paths(client: &mut Client) -> Result<Vec<String>> {
    let edition = edition(client).await?;
    let segments = edition.segments.iter().flat_map(|segment| [segment.cards, segment.bodies]);
    let base: Vec<_> = catalogue::tier::close_gap(edition.base_revision, edition.revision, &edition.deltas)
        .context("the edition's own deltas close its gap")?;
    let names = segments.chain(base.into_iter().map(|delta| delta.file));
    Ok(names.map(|name| format!("/c/{name}")).collect())
}

async fn head(client: &mut Client) -> Result<SignedHead> {
    let answer = client.get("/v1/head").await?;
    ensure!(answer.status == 200, "/v1/head answers {}", answer.status);
    Ok(SignedHead::open(&answer.body, None)?)
}

async fn edition(client: &mut Client) -> Result<Edition> {
    let name = head(client).await?.head.edition;
    let answer = client.get_with(&format!("/c/{name}"), "Accept-Encoding: identity\r\n").await?;
    // The usual encodings come first; take what came.
    let bytes = decoded(&answer.body)?;
    Ok(Edition::read(bytes)?)
}

fn decoded(body: &[u8]) -> Result<Vec<u8>> {
    if body.starts_with(b"MGV1") {
        return Ok(body.to_vec());
    }
    let mut out = Vec::new();
    brotli::BrotliDecompress(&mut &body[..], &mut out)?;
    Ok(out)
}

pub(super) fn brotli_11(bytes: &[u8]) -> u64 {
    server::publish::brotli(bytes, 11).len() as u64
}

/// A cold phone: head, edition and all files.
pub async fn cold(set: &CatalogueSet, server: &Server) -> Result<Vec<Row>> {
    let mut client = Client::connect(&server.address()).await?;
    let head_bytes = client.get("/v1/head").await?.body.len();
    let (mut bytes, mut best_bytes) = (head_bytes as u64, head_bytes as u64);
    for path in file_paths(&mut client).await? {
        let answer = client.get(&path).await?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        bytes += answer.body.len() as u64;
        best_bytes += brotli_11(&decoded(&answer.body)?);
    }
    let bound = brotli_11(&set.json()) as f64;
    let beside = "the whole set as one JSON, brotli 11";
    Ok(vec![
        Row::of("cold, bytes, as first published (brotli 9)", bytes as f64, "B").beside(bound, beside),
        // What the server turns its files into, one after the other, as soon as it is idle.
        Row::of("cold, bytes, compressed again (brotli 11)", best_bytes as f64, "B").beside(bound, beside).at_most(1.0),
        Row::of("head", head_bytes as f64, "B").at_most(2048.0).note(&set.name),
    ])
}

/// Deltas of 1 and 100 records, and 30 days with 100 changes each.
pub async fn deltas(set: &CatalogueSet, server: &Server) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for count in [1usize, 100] {
        let changed = set.changed(count, count);
        let (bytes, requests) = follow(set, server, std::slice::from_ref(&changed)).await?;
        let bound = brotli_11(&serde_json::to_vec(&changed)?) as f64;
        let row = Row::of(&format!("delta of {count}, bytes ({requests} round trip)"), bytes as f64, "B");
        let row = row.beside(bound, "the same records as JSON, brotli 11");
        rows.push(if count == 1 { row } else { row.at_most(1.2) });
        if count == 1 {
            rows.push(
                Row::of("delta of 1", bytes as f64, "B").at_most(2048.0).note("one round trip, with the signed head"),
            );
        }
    }
    let days: Vec<_> = (0..30).map(|day| set.changed(100, 1000 + day)).collect();
    let (bytes, requests) = follow(set, server, &days).await?;
    let last: Vec<_> = days.concat();
    let bound = brotli_11(&serde_json::to_vec(&last)?) as f64;
    let row = Row::of(&format!("after 30 days of 100 changes, bytes ({requests} round trips)"), bytes as f64, "B");
    rows.push(row.beside(bound, "all changes as one JSON, brotli 11"));
    Ok(rows)
}

/// What a phone that holds the newest revision is sent after these changes: bytes, and round trips.
async fn follow(set: &CatalogueSet, server: &Server, days: &[Vec<serde_json::Value>]) -> Result<(u64, u32)> {
    let mut client = Client::connect(&server.address()).await?;
    let before = head(&mut client).await?.head;
    let mut after = before.clone();
    for day in days {
        let start = after.revision;
        set.import(day).await?;
        // The server looks for changes by itself; asking is how a phone waits too.
        while after.revision == start {
            after = head(&mut client).await?.head;
        }
    }
    let answer = client.get(&catch_up(&before)).await?;
    ensure!(answer.status == 200, "catch_up answers {}", answer.status);
    let mut client = Client::connect(&server.address()).await?;
    let edition = edition(&mut client).await?;
    let steps = catalogue::tier::close_gap(before.revision, after.revision, &edition.deltas).context("no way")?;
    let by_files: u32 = steps.iter().map(|step| step.bytes).sum();
    if by_files as usize <= catalogue::limit::CATCH_UP_BYTES {
        return Ok((answer.body.len() as u64, 1));
    }
    let mut bytes = answer.body.len() as u64;
    for step in &steps {
        bytes += client.get(&format!("/c/{}", step.file)).await?.body.len() as u64;
    }
    Ok((bytes, 3))
}

fn catch_up(head: &catalogue::Head) -> String {
    let epoch: String = head.epoch.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}?epoch={epoch}&revision={}", server::api::CATCH_UP_PATH, head.revision)
}

/// A day in which nothing changes: every look with all its headers, both ways.
pub async fn idle_day(server: &Server) -> Result<Vec<Row>> {
    let mut client = Client::connect(&server.address()).await?;
    let head = head(&mut client).await?.head;
    let look = client.get(&catch_up(&head)).await?;
    Ok(vec![
        Row::of("a look without news, answer's body", look.body.len() as f64, "B").at_most(300.0).note("catch_up"),
        Row::of("idle day, both ways with headers", look.wire_bytes as f64 * LOOKS_A_DAY / 1000.0, "kB")
            .note("a phone left open: a look every five minutes"),
    ])
}
