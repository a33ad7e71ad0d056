//! A camp that asks for a paper, and papers to hand in.

use anyhow::Result;
use model::RecordId;
use serde_json::json;
use tests::ground::BEGIN_MS;

pub fn camp(id: RecordId) -> model::Record {
    let plan = json!({"key": "plan", "label": {"en": "Plan"}, "ask": "file", "kinds": ["pdf", "docx"], "max_bytes": 5_000_000});
    let registration = json!({
        "opens": "2025-12-01T08:00+08:00", "closes": "2026-04-11T08:00+08:00", "offer_hours": 24,
        "form": {"version": 1, "questions": [plan]},
    });
    serde_json::from_value(json!({
        "id": id, "kind": "event", "form": "camp", "names": [{"text": "Camp", "use": "official"}],
        "standing": {"state": "active"}, "source": {"title": "A test"}, "verified_on": "2026-01-01",
        "begins": "2026-09-01", "registration": registration,
    }))
    .expect("the camp is well formed")
}

pub fn event() -> RecordId {
    RecordId::made_at(BEGIN_MS as u64, [7; 10])
}

pub fn pdf(length: usize, seed: u8) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    file.extend((0..length - file.len()).map(|at| (at as u8).wrapping_mul(31).wrapping_add(seed)));
    file
}

/// A real zip with these parts, each of so many equal bytes.
pub fn zip(parts: &[&str], bytes: usize) -> Result<Vec<u8>> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(*part, zip::write::SimpleFileOptions::default())?;
        zip.write_all(&vec![b'a'; bytes])?;
    }
    Ok(zip.finish()?.into_inner())
}
