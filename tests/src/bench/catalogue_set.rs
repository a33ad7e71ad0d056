//! What is measured over: a data folder filled with the demo set, or with the records of the peers' tool.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::server::run;

/// A filled data folder, and its records as they are exported.
pub struct CatalogueSet {
    folder: TempDir,
    pub name: String,
    pub records: Vec<Value>,
}

impl CatalogueSet {
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// All records as one JSON text: what a plain download would be.
    pub fn json(&self) -> Vec<u8> {
        serde_json::to_vec(&self.records).expect("values are JSON")
    }

    /// Imports records, as an operator would.
    pub async fn import(&self, records: &[Value]) -> Result<()> {
        import(self.folder.path(), records).await
    }

    /// `count` records with a changed summary, spread over all; `turn` makes each call's different.
    pub fn changed(&self, count: usize, turn: usize) -> Vec<Value> {
        let step = (self.records.len() / count.max(1)).max(1);
        let chosen = self.records.iter().skip(turn * 7 % step).step_by(step).take(count);
        let change = |(at, record): (usize, &Value)| {
            let mut record = record.clone();
            let words = record["summary"].as_str().unwrap_or_default();
            let cut: String = words.chars().skip(words.chars().count() / 2).collect();
            record["summary"] = Value::from(format!("Checked again {turn}.{at}. {cut}"));
            record
        };
        chosen.enumerate().map(change).collect()
    }
}

/// The demo set at the size of the network.
pub async fn demo(records: Option<usize>) -> Result<CatalogueSet> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let count = records.map(|count| count.to_string());
    let mut arguments = vec!["demo", "--seed", "1"];
    if let Some(count) = &count {
        arguments.extend(["--records", count]);
    }
    run(&data, &arguments).await?;
    let records = export(folder.path()).await?;
    Ok(CatalogueSet { folder, name: format!("demo set, {} records", records.len()), records })
}

/// The 25,000 records that the peers were measured with (`node gen.mjs`), with all that they say.
pub async fn peers(file: &Path) -> Result<CatalogueSet> {
    let folder = tempfile::tempdir()?;
    let text = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let given: Vec<Value> =
        serde_json::from_slice(&text).with_context(|| format!("{} is not a list", file.display()))?;
    let records: Vec<Value> = given.iter().map(peer_record).collect();
    import(folder.path(), &records).await?;
    // The lower bound is the file as it was given, not our form of it.
    Ok(CatalogueSet { folder, name: format!("peers' set, {} records", records.len()), records })
}

async fn import(folder: &Path, records: &[Value]) -> Result<()> {
    let file = folder.join("import.jsonl");
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    fs::write(&file, lines.join("\n"))?;
    let file = file.to_str().context("a temporary path is text")?;
    run(&folder.join("data"), &["import", file, "--apply"]).await.map(drop)
}

async fn export(folder: &Path) -> Result<Vec<Value>> {
    let mut records = Vec::new();
    for kind in model::Kind::ALL {
        let file = folder.join(format!("{kind}.jsonl"));
        let path = file.to_str().context("a temporary path is text")?;
        run(&folder.join("data"), &["export", kind.as_str(), path]).await?;
        for line in fs::read_to_string(&file)?.lines() {
            records.push(serde_json::from_str(line)?);
        }
    }
    Ok(records)
}

fn peer_record(given: &Value) -> Value {
    let kind = match given["kind"].as_str() {
        Some("org") => "institution",
        Some("project") => "project",
        Some("tech") => "technology",
        _ => "position",
    };
    let names = given["names"].as_object().into_iter().flatten();
    let names: Vec<Value> = names.map(|(lang, text)| json!({"text": text, "lang": lang, "use": "official"})).collect();
    let mut record = json!({
        "kind": kind, "id": given["id"], "names": names, "countries": [given["country"]],
        "place": {"city": given["city"], "point": [given["lat"], given["lng"]]}, "fields": given["sectors"],
        "standing": {"state": "active"}, "summary": given["summary"],
        "links": [{"use": "website", "url": given["url"]}],
        "ids": [{"scheme": "updated_at", "value": given["updated_at"]}],
        "source": {"title": "peers"}, "verified_on": "2026-11-21",
    });
    if let Some(org) = given["org_id"].as_str() {
        let relation = if kind == "position" { "employer" } else { "partner" };
        record["relations"] = json!([{"kind": relation, "target": org}]);
    }
    match kind {
        "project" => record["form"] = json!("transfer"),
        "technology" => record["side"] = json!("offer"),
        _ => {}
    }
    record
}
