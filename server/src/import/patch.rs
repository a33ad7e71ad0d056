//! What one row says about a record, put onto what is held. A column that the sheet does not have leaves its part of
//! the record as it is; an empty cell of a column that it has clears it.

use model::{Name, NameUse, Record, RecordId};
use serde_json::{Map, Value, json};

use super::normal;
use crate::sheets::{Column, Holds, Meaning, NameSlot, holds_id, holds_relation};

/// One column and what its cell says.
pub type Said = (Column, Meaning);

/// The JSON of the record after the row.
pub fn apply(base: Map<String, Value>, held: Option<&Record>, said: &[Said]) -> Map<String, Value> {
    let mut json = base;
    for (column, meaning) in said {
        if let (Holds::Value(path, _), Meaning::Value(value)) = (&column.holds, meaning) {
            put(&mut json, path, value.clone());
        }
    }
    json.insert("names".to_owned(), json!(names(held, said)));
    put_list(
        &mut json,
        "relations",
        held.map(|held| &held.relations[..]),
        said,
        |holds, old: &model::Relation| matches!(holds, Holds::Relations(kind, side) if holds_relation(*kind, *side, old.kind, old.side)),
    );
    put_list(
        &mut json,
        "links",
        held.map(|held| &held.links[..]),
        said,
        |holds, old: &model::source::Link| matches!(holds, Holds::Links(usage) if old.usage == *usage),
    );
    put_list(
        &mut json,
        "ids",
        held.map(|held| &held.ids[..]),
        said,
        |holds, old: &model::ForeignId| matches!(holds, Holds::Ids(scheme) if holds_id(*scheme, old)),
    );
    prune(&mut json);
    json
}

/// Keeps the entries whose columns the sheet does not have, and adds what its columns say.
fn put_list<T: serde::Serialize>(
    json: &mut Map<String, Value>,
    key: &str,
    held: Option<&[T]>,
    said: &[Said],
    is_of: impl Fn(&Holds, &T) -> bool,
) {
    let kept = held.unwrap_or_default().iter().filter(|old| !said.iter().any(|(column, _)| is_of(&column.holds, old)));
    let mut entries: Vec<Value> = kept.map(|old| json!(old)).collect();
    for (_, meaning) in said {
        match meaning {
            Meaning::Relations(pointers) if key == "relations" => entries.extend(pointers.iter().map(|pointer| {
                json!({"kind": pointer.kind, "target": pointer.target, "side": pointer.side,
                       "foreign": pointer.foreign, "label": pointer.label})
            })),
            Meaning::Links(links) if key == "links" => entries.extend(links.iter().map(|link| json!(link))),
            Meaning::Ids(ids) if key == "ids" => entries.extend(ids.iter().map(|id| json!(id))),
            _ => {}
        }
    }
    json.insert(key.to_owned(), Value::Array(entries));
}

/// The names after the row. Without a column of official names, the first name of the row is the official one of a new
/// record, and a name that replaces an official one of its language is official too.
fn names(held: Option<&Record>, said: &[Said]) -> Vec<Name> {
    let has_official = said.iter().any(|(column, _)| matches!(column.holds, Holds::Names(NameSlot::Official)));
    let old = held.map(|held| held.names.to_vec()).unwrap_or_default();
    let was_official = |lang: &Option<model::LanguageTag>| {
        old.iter().any(|name| name.usage == NameUse::Official && name.lang == *lang)
    };
    let replaced = |name: &Name| {
        said.iter().any(|(column, meaning)| match &column.holds {
            Holds::Names(NameSlot::Label(lang)) if !has_official && name.usage == NameUse::Official => {
                name.lang == *lang && matches!(meaning, Meaning::Names(names) if !names.is_empty())
            }
            Holds::Names(slot) => slot.holds(name),
            _ => false,
        })
    };
    let mut names: Vec<Name> = old.iter().filter(|name| !replaced(name)).cloned().collect();
    for (column, meaning) in said {
        let (Holds::Names(slot), Meaning::Names(new)) = (&column.holds, meaning) else { continue };
        let becomes_official = matches!(slot, NameSlot::Label(lang) if !has_official && was_official(lang));
        names.extend(new.iter().enumerate().map(|(at, name)| {
            let usage = if becomes_official && at == 0 { NameUse::Official } else { name.usage };
            Name { usage, ..name.clone() }
        }));
    }
    let is_new_without_official = held.is_none() && !names.iter().any(|name| name.usage == NameUse::Official);
    if let (true, Some(first)) = (is_new_without_official, names.iter_mut().find(|name| name.usage == NameUse::Label)) {
        first.usage = NameUse::Official;
    }
    normal::names_in_order(names)
}

/// Sets or clears the value at a path.
fn put(json: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split('.').collect::<Vec<_>>()[..] {
        [key] => set(json, key, value),
        [first, key] => set(object(json, first), key, value),
        // The only lists that are reached into are points: latitude, longitude.
        [first, key, number] => {
            let point = object(json, first).entry(key).or_insert_with(|| json!([null, null]));
            if let (Some(slot), Ok(_)) =
                (number.parse().ok().and_then(|at: usize| point.get_mut(at)), number.parse::<u8>())
            {
                *slot = value;
            }
        }
        _ => {}
    }
}

fn set(json: &mut Map<String, Value>, key: &str, value: Value) {
    match value {
        Value::Null => drop(json.remove(key)),
        value => drop(json.insert(key.to_owned(), value)),
    }
}

fn object<'a>(json: &'a mut Map<String, Value>, key: &str) -> &'a mut Map<String, Value> {
    let slot = json.entry(key).or_insert_with(|| json!({}));
    if !slot.is_object() {
        *slot = json!({});
    }
    slot.as_object_mut().expect("made an object above")
}

/// Takes away objects that have become empty, points without numbers, and a successor of what is not withdrawn.
fn prune(json: &mut Map<String, Value>) {
    if let Some(Value::Object(place)) = json.get_mut("place")
        && place.get("point").is_some_and(|point| *point == json!([null, null]))
    {
        place.remove("point");
    }
    let standing = object(json, "standing");
    standing.entry("state").or_insert_with(|| json!("active"));
    if standing.get("state") != Some(&json!("withdrawn")) {
        standing.remove("successor");
    }
    let empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    json.retain(|_, value| !empty(value));
}

/// Which half of a point is not there, if the other one is.
pub fn missing_coordinate(json: &Map<String, Value>) -> Option<&'static str> {
    let point = json.get("place")?.get("point")?;
    match (point.get(0)?.is_null(), point.get(1)?.is_null()) {
        (true, false) => Some("place.point.0"),
        (false, true) => Some("place.point.1"),
        (true, true) | (false, false) => None,
    }
}

/// The id that a row gives, if it gives one.
pub fn id_of(said: &[Said]) -> Option<RecordId> {
    said.iter().find_map(|(_, meaning)| match meaning {
        Meaning::Id(id) => Some(*id),
        _ => None,
    })
}
