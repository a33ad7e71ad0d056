//! What differs between two records, field by field, for people to read.

use std::collections::BTreeSet;

use model::Record;
use serde_json::{Map, Value};

/// One field that differs. For lists, what goes and what comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    Value { field: String, old: Option<String>, new: Option<String> },
    List { field: String, gone: Vec<String>, come: Vec<String> },
}

/// Longest text of one value that is shown.
const SHOWN_CHARS: usize = 120;

pub fn differences(before: &Record, after: &Record) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", &object(before), &object(after), &mut found);
    found
}

fn object(record: &Record) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(map)) => map,
        other => unreachable!("a record is an object, not {other:?}"),
    }
}

fn compare(prefix: &str, before: &Map<String, Value>, after: &Map<String, Value>, found: &mut Vec<Difference>) {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let (old, new) = (before.get(key), after.get(key));
        if old == new {
            continue;
        }
        let field = format!("{prefix}{key}");
        match (old, new) {
            (Some(Value::Object(old)), Some(Value::Object(new))) => compare(&format!("{field}."), old, new, found),
            (Some(Value::Array(_)) | None, Some(Value::Array(_))) | (Some(Value::Array(_)), None)
                if key != "point" && key != "trl" =>
            {
                found.push(list(field, entries(old), entries(new)));
            }
            (old, new) => found.push(Difference::Value { field, old: old.map(shown), new: new.map(shown) }),
        }
    }
}

fn entries(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_array).map(|entries| entries.iter().map(shown).collect()).unwrap_or_default()
}

fn list(field: String, old: Vec<String>, new: Vec<String>) -> Difference {
    let gone: Vec<String> = old.iter().filter(|entry| !new.contains(entry)).cloned().collect();
    let come: Vec<String> = new.iter().filter(|entry| !old.contains(entry)).cloned().collect();
    if gone.is_empty() && come.is_empty() {
        return Difference::Value { field, old: Some(old.join("; ")), new: Some(new.join("; ")) };
    }
    Difference::List { field, gone, come }
}

/// A value in one short line: texts as they are, parts of an object in the order of their keys.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.replace('\n', " "),
        Value::Object(map) => map.values().map(shown).collect::<Vec<_>>().join(" · "),
        Value::Array(entries) => entries.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    };
    if text.chars().count() <= SHOWN_CHARS {
        return text;
    }
    text.chars().take(SHOWN_CHARS).chain(['…']).collect()
}
