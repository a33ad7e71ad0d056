//! JSON: one record a line, or one array of them. A record of ours has a `kind`; one of ROR has a ROR id.

use model::{Day, Kind, Problem, Record, limit as record_limit};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::issue::{Issue, Reason};
use super::material::{Form, Material, MaterialError};
use super::origin::Spot;
use super::plan::Repeats;
use super::{Origin, Planner, limit, ror};

/// Gives every entry of the file to the planner.
pub fn read(material: &Material, today: Day, planner: &mut Planner) -> Result<(), MaterialError> {
    let release = ror::Release::of_file_name(&material.name);
    for (spot, entry) in entries(material)? {
        let origin = Origin::at(&material.name, spot);
        let json = match std::str::from_utf8(entry) {
            Ok(json) => json,
            Err(_) => {
                planner.refuse([Issue::new(origin, Reason::Value(Problem::not("…", "text in UTF-8")))]);
                continue;
            }
        };
        if ror::is_entry(json) {
            take_organisation(json, &release, today, origin, planner);
        } else {
            take_record(json, origin, planner);
        }
    }
    Ok(())
}

fn take_organisation(json: &str, release: &ror::Release, today: Day, origin: Origin, planner: &mut Planner) {
    match ror::read(json) {
        Ok(organisation) => match organisation.into_upstream(release, today) {
            Ok(upstream) => planner.take_organisation(upstream, &origin),
            Err(faults) => {
                planner.refuse(faults.into_iter().map(|(key, reason)| Issue::new(origin.key(key), reason)));
            }
        },
        Err(error) => planner.refuse([Issue::new(origin, Reason::Json(error.to_string()))]),
    }
}

fn take_record(json: &str, origin: Origin, planner: &mut Planner) {
    if json.len() > record_limit::RECORD_BYTES {
        let problem = Problem::TooLong { have: json.len(), most: record_limit::RECORD_BYTES };
        return planner.refuse([Issue::new(origin, Reason::Value(problem))]);
    }
    match serde_json::from_str::<Record>(json) {
        Ok(record) => planner.take(record, &origin, Repeats::Refused),
        Err(error) => {
            let issues = faults(json, &error).into_iter().map(|(key, reason)| match key {
                Some(key) => Issue::new(origin.key(&key), reason),
                None => Issue::new(origin.clone(), reason),
            });
            planner.refuse(issues);
        }
    }
}

/// Every key that is wrong, not only the first: each is tried alone in a record that is otherwise right.
pub fn faults(json: &str, error: &serde_json::Error) -> Vec<(Option<String>, Reason)> {
    if serde_json::from_str::<Value>(json).is_ok_and(|value| !value.is_object()) {
        return vec![(None, Reason::NotARecord)];
    }
    let first = || vec![(None, Reason::Json(error.to_string()))];
    let Ok(given) = serde_json::from_str::<Map<String, Value>>(json) else { return first() };
    let kind = match given.get("kind").and_then(Value::as_str) {
        None => return vec![(Some("kind".to_owned()), Reason::Missing)],
        Some(kind) => match Kind::parse(kind) {
            Ok(kind) => kind,
            Err(problem) => return vec![(Some("kind".to_owned()), Reason::Value(problem))],
        },
    };
    let right = smallest(kind);
    let mut found: Vec<(Option<String>, Reason)> = Vec::new();
    for (key, value) in &given {
        let mut tried = right.clone();
        tried.insert(key.clone(), value.clone());
        if let Err(error) = serde_json::from_value::<Record>(Value::Object(tried)) {
            found.push((Some(key.clone()), Reason::Json(error.to_string())));
        }
    }
    let missing = right.keys().filter(|key| !given.contains_key(*key));
    found.extend(missing.map(|key| (Some(key.clone()), Reason::Missing)));
    if found.is_empty() { first() } else { found }
}

/// The least that a record of a kind must have.
pub fn smallest(kind: Kind) -> Map<String, Value> {
    const ALL: &str = r#""id":"016806b5-bc00-703c-802f-052ef0193272","names":[],"standing":{"state":"active"},
        "source":{"title":"-"},"verified_on":"2026""#;
    let own = match kind {
        Kind::Country => r#""code":"TH""#,
        Kind::Project => r#""form":"other""#,
        Kind::Technology => r#""side":"offer""#,
        Kind::Event => r#""form":"other""#,
        Kind::Figure => r#""measure":"m","value":"1","unit":"-","as_of":"2026","definition":"-""#,
        Kind::Term => r#""taxonomy":"field","key":"k""#,
        Kind::Institution | Kind::Agreement | Kind::Programme | Kind::Position | Kind::Policy => "",
    };
    let comma = if own.is_empty() { "" } else { "," };
    let json = format!(r#"{{{ALL},"kind":"{kind}"{comma}{own}}}"#);
    serde_json::from_str(&json).expect("written above")
}

/// The entries with their places. White space between them does not count.
fn entries(material: &Material) -> Result<Vec<(Spot, &[u8])>, MaterialError> {
    let bytes = material.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&material.bytes);
    let path = || material.name.to_string();
    if material.form == Form::JsonArray {
        let not_json = |cause| MaterialError::NotJson { path: path(), cause };
        let entries: Vec<&RawValue> = serde_json::from_slice(bytes).map_err(not_json)?;
        let numbered = (1..).zip(entries);
        return Ok(numbered.map(|(entry, raw)| (Spot::Entry(entry), raw.get().as_bytes())).collect());
    }
    let has_lines = bytes.trim_ascii().contains(&b'\n');
    if has_lines && let Ok(one) = serde_json::from_slice::<&RawValue>(bytes) {
        return Ok(vec![(Spot::Entry(1), one.get().as_bytes())]);
    }
    let lines = (1..).zip(bytes.split(|byte| *byte == b'\n'));
    let lines = lines.map(|(line, entry)| (line, entry.trim_ascii())).filter(|(_, entry)| !entry.is_empty());
    let mut found = Vec::new();
    for (line, entry) in lines {
        if entry.len() > limit::LINE_BYTES {
            return Err(MaterialError::LineTooLong { path: path(), line, most: limit::LINE_BYTES });
        }
        found.push((Spot::Line(line), entry));
    }
    Ok(found)
}
