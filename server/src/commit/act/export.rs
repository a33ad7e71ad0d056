//! What the server holds of one person, as data for machines and as a page for people, in one archive.

mod page;

use std::io::{Cursor, Write};

use model::PersonId;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::held::Held;
use super::work::Work;
use crate::store::StoreError;

/// Everything, table by table. Of files the names and hashes: each can be fetched by itself.
pub(super) async fn gather(work: &mut Work, person: PersonId) -> Result<Value, StoreError> {
    let tx = &mut work.tx;
    let account = tx.held_person(person).await?;
    let profile = tx.profile(person).await?;
    let (sessions, roles) = (tx.held_sessions(person).await?, tx.held_roles(person).await?);
    let consents = tx.held_consents(person).await?;
    let mut registrations = Vec::new();
    for row in tx.registrations_of(person).await? {
        let held = Held::read(row)?;
        let attended = tx.attended(held.row.id).await?;
        let attended: Vec<Value> =
            attended.iter().map(|row| json!({"session": row.session, "seen_ms": row.seen_ms})).collect();
        let check_ins = tx.check_ins(held.row.id).await?;
        let certificate = tx.certificate(held.row.id).await?.map(|row| row.token);
        registrations.push(json!({
            "registration": held.view(), "check_ins": check_ins, "attended": attended, "certificate": certificate,
        }));
    }
    let files = tx.attachments_of(person).await?;
    let files: Vec<Value> =
        files.iter().map(|file| json!({"hash": file.hash, "kind": file.kind, "bytes": file.bytes})).collect();
    let told = tx.feed_rows(model::Scope::Person(person)).await?;
    let (commands, audit) = (tx.held_commands(person).await?, tx.held_audit(person).await?);
    Ok(json!({
        "made_ms": work.now_ms, "person": person, "account": account, "profile": profile, "sessions": sessions,
        "roles": roles, "consents": consents, "registrations": registrations, "files": files, "told_to_you": told,
        "what_you_did": commands, "audit_trail": audit,
    }))
}

/// The archive: `mangrove.json` and `mangrove.html`.
pub(super) fn pack(data: &Value) -> Vec<u8> {
    let json = serde_json::to_vec_pretty(data).expect("values have JSON");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(bytes).map_err(zip::result::ZipError::from)
    };
    let in_memory = "an archive of two small files in memory is always written";
    add("mangrove.json", &json).expect(in_memory);
    add("mangrove.html", page::write(data).as_bytes()).expect(in_memory);
    zip.finish().expect(in_memory).into_inner()
}
