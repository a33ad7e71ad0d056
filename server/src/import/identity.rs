//! Which record a row is about: by its id, else by another's id, else by kind, country and name.
//!
//! A record that is first met in a sheet gets an id derived from the same kind, country and name, so that the same
//! sheet gives the same records everywhere. (A later change of the name in the sheet then needs the id beside it.)

use model::{ForeignId, Kind, NameUse, RecordId};
use serde_json::{Map, Value};

use super::Held;
use super::issue::Reason;
use super::patch::{Said, id_of};
use crate::sheets::{Meaning, folded};

/// The scheme under which ids of rows without any id are derived.
const SCHEME: &str = "sheet";

/// The id of the record that a row is about; none if the row does not say enough.
pub fn of(kind: Kind, said: &[Said], held: &Held) -> Result<Option<RecordId>, Reason> {
    if let Some(id) = id_of(said) {
        return Ok(Some(id));
    }
    if let Some(foreign) = foreign_of(said) {
        return Ok(Some(held.by_foreign(&foreign).unwrap_or_else(|| foreign.record_id())));
    }
    let named = names(said).next();
    let Some(name) = named else { return Ok(None) };
    let own = own_part(kind, said);
    let country = value(said, "countries").and_then(|list| list.get(0)).and_then(Value::as_str);
    let fits = |id: &RecordId| held.get(id).is_some_and(|record| own == own_part_of_record(kind, record));
    let found: Vec<RecordId> = held.by_name(kind, country, name).iter().copied().filter(fits).collect();
    match found[..] {
        [id] => Ok(Some(id)),
        [] => {
            let key = [kind.as_str(), country.unwrap_or_default(), &folded(name), &own].join("\n");
            Ok(Some(RecordId::derived(SCHEME, &key)))
        }
        _ => Err(Reason::Ambiguous(found)),
    }
}

/// The ROR id before any other.
fn foreign_of(said: &[Said]) -> Option<ForeignId> {
    let ids = said.iter().filter_map(|(_, meaning)| match meaning {
        Meaning::Ids(ids) => Some(ids.iter()),
        _ => None,
    });
    let ids: Vec<&ForeignId> = ids.flatten().collect();
    ids.iter().find(|id| id.scheme() == "ror").or(ids.first()).map(|id| (*id).clone())
}

/// The names of the row: official ones first.
fn names(said: &[Said]) -> impl Iterator<Item = &str> {
    let of = |usage: NameUse| {
        said.iter().flat_map(move |(_, meaning)| match meaning {
            Meaning::Names(names) => names.iter().filter(|name| name.usage == usage).collect::<Vec<_>>(),
            _ => Vec::new(),
        })
    };
    of(NameUse::Official).chain(of(NameUse::Label)).map(|name| name.text.as_str())
}

fn value<'a>(said: &'a [Said], key: &str) -> Option<&'a Value> {
    said.iter().find_map(|(column, meaning)| match meaning {
        Meaning::Value(value) if column.key == key => Some(value),
        _ => None,
    })
}

/// The keys that tell two records of one name apart.
fn own_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Figure => &["measure", "as_of"],
        Kind::Term => &["taxonomy", "key"],
        Kind::Event => &["edition"],
        Kind::Country
        | Kind::Institution
        | Kind::Project
        | Kind::Technology
        | Kind::Agreement
        | Kind::Programme
        | Kind::Position
        | Kind::Policy => &[],
    }
}

fn own_part(kind: Kind, said: &[Said]) -> String {
    let parts = own_keys(kind).iter().map(|key| value(said, key).map(shown).unwrap_or_default());
    let employers = said.iter().filter(|_| kind == Kind::Position).flat_map(|(column, meaning)| match meaning {
        Meaning::Relations(pointers) if column.key == "employers" => {
            pointers.iter().filter_map(|pointer| pointer.target).map(|id| id.to_string()).collect()
        }
        _ => Vec::new(),
    });
    parts.chain(employers).collect::<Vec<_>>().join("\n")
}

fn own_part_of_record(kind: Kind, record: &model::Record) -> String {
    let json: Map<String, Value> = match serde_json::to_value(record) {
        Ok(Value::Object(map)) => map,
        other => unreachable!("a record is an object, not {other:?}"),
    };
    let parts = own_keys(kind).iter().map(|key| json.get(*key).map(shown).unwrap_or_default());
    let employers = record
        .relations
        .iter()
        .filter(|relation| kind == Kind::Position && relation.kind == model::RelationKind::Employer);
    parts.chain(employers.map(|relation| relation.target.to_string())).collect::<Vec<_>>().join("\n")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
