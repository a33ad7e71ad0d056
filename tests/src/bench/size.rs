//! Sizes: the app per asset, and the head at a hundred thousand records.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use server::http::shell::Shell;

use super::{CatalogueSet, Row};
use crate::browser::Server;
use crate::client::Client;

/// What a first visit brings before the catalogue: everything that the page names, and one language.
const FIRST_VISIT_BYTES: f64 = 300_000.0;

pub fn app_size(shell: &Path) -> Result<Vec<Row>> {
    let shell = Shell::from_dir(shell)?;
    let mut rows = Vec::new();
    let mut total = 0;
    let mut seen_language = false;
    let by_path: BTreeMap<_, _> = shell.assets.iter().map(|asset| (asset.path.as_str(), asset)).collect();
    for (path, asset) in by_path {
        let sent = asset.brotli.as_ref().map_or(asset.raw.len(), |packed| packed.len());
        if path.starts_with("/a/scan") {
            rows.push(Row::of(&format!("reader of codes {path}"), sent as f64, "B").note("where a camera is opened"));
            continue;
        }
        // The Chinese texts are longer on the wire than the English; count the first, which a visit brings alone.
        let is_language = path.contains("/en.") || path.contains("/zh-Hans.");
        if !is_language || !seen_language {
            total += sent;
        }
        seen_language |= is_language;
        rows.push(Row::of(&format!("app {path}"), sent as f64, "B").beside(asset.raw.len() as f64, "uncompressed"));
    }
    rows.push(Row::of("first visit before the catalogue", total as f64, "B").at_most(FIRST_VISIT_BYTES).note("brotli"));
    Ok(rows)
}

pub async fn head_at(set: &CatalogueSet) -> Result<Vec<Row>> {
    let server = Server::start(&set.data()).await?;
    let bytes = Client::connect(&server.address()).await?.get("/v1/head").await?.body.len();
    server.stop().await?;
    Ok(vec![Row::of(&format!("head at {} records", set.records.len()), bytes as f64, "B").at_most(2048.0)])
}
