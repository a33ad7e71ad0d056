//! A record as cells, and back.
//!
//! | column | cell |
//! |---|---|
//! | `name`, `name.tag` | texts, one a line; their `use` and language, `official:en,label:zh` |
//! | `city`, `region` | text |
//! | `point` | `[latitude,longitude]` in degrees |
//! | `rel`, `rel.kind` | 16 bytes an id of a related record; their kinds, `partner/china,owner` |
//! | `rel.label` | JSON: for each relation `[scheme, value, label]`, or null; absent if all are null |
//! | any other | the JSON of that key of the record |
//!
//! Names, places and relations are split because texts, tags and ids compress best beside their own kind.

use model::{Record, RecordId};
use serde_json::{Map, Value, json};

use crate::row::read_id;
use crate::{Malformed, Row};

/// A record as a row. The same record gives the same bytes everywhere.
pub fn to_row(record: &Record) -> Row {
    let json = serde_json::to_value(record).expect("a record is plain data");
    let Value::Object(mut map) = json else { unreachable!("a record is an object") };
    let mut row = Row { kind: record.kind().as_str().to_owned(), id: record.id, cells: Default::default() };
    map.remove("kind");
    map.remove("id");
    map.remove("names");
    map.remove("relations");
    put_names(&mut row, record);
    put_relations(&mut row, record);
    if let Some(Value::Object(place)) = map.remove("place") {
        for (key, value) in place {
            let cell = value.as_str().map_or_else(|| value.to_string().into_bytes(), |text| text.as_bytes().to_vec());
            put(&mut row, &key, cell);
        }
    }
    for (key, value) in map {
        put(&mut row, &key, value.to_string().into_bytes());
    }
    row
}

/// The record of a row. Columns that this version does not know are left out; a value that it does not know is an error.
pub fn to_record(row: &Row) -> Result<Record, Malformed> {
    let value = to_json(row)?;
    serde_json::from_value(value).map_err(|error| Malformed::Cell(error.to_string()))
}

/// The JSON of a row, with all its columns, known or not.
pub fn to_json(row: &Row) -> Result<Value, Malformed> {
    let mut map = Map::new();
    let mut place = Map::new();
    map.insert("kind".to_owned(), Value::from(row.kind.as_str()));
    map.insert("id".to_owned(), Value::from(row.id.to_string()));
    for (column, cell) in &row.cells {
        match column.as_str() {
            "name" => drop(map.insert("names".to_owned(), read_names(row)?)),
            "rel" => drop(map.insert("relations".to_owned(), read_relations(row)?)),
            "name.tag" | "rel.kind" | "rel.label" => {}
            "city" | "region" => drop(place.insert(column.clone(), Value::from(text(column, cell)?))),
            "point" => drop(place.insert(column.clone(), parsed(column, cell)?)),
            _ => drop(map.insert(column.clone(), parsed(column, cell)?)),
        }
    }
    if !place.is_empty() {
        map.insert("place".to_owned(), Value::Object(place));
    }
    Ok(Value::Object(map))
}

fn put(row: &mut Row, column: &str, cell: Vec<u8>) {
    if !cell.is_empty() {
        row.cells.insert(column.to_owned(), cell);
    }
}

fn put_names(row: &mut Row, record: &Record) {
    let texts: Vec<&str> = record.names.iter().map(|name| name.text.as_str()).collect();
    let tags = record.names.iter().map(|name| {
        let usage = plain(&name.usage);
        name.lang.as_ref().map_or(usage.clone(), |lang| format!("{usage}:{lang}"))
    });
    put(row, "name", texts.join("\n").into_bytes());
    put(row, "name.tag", tags.collect::<Vec<_>>().join(",").into_bytes());
}

fn put_relations(row: &mut Row, record: &Record) {
    let ids = record.relations.iter().flat_map(|relation| *relation.target.as_bytes());
    let kinds = record.relations.iter().map(|relation| {
        let kind = plain(&relation.kind);
        relation.side.map_or(kind.clone(), |side| format!("{kind}/{}", plain(&side)))
    });
    let labels = record.relations.iter().map(|relation| {
        let foreign = relation.foreign.as_ref();
        if foreign.is_none() && relation.label.is_none() {
            return Value::Null;
        }
        json!([foreign.map(model::ForeignId::scheme), foreign.map(model::ForeignId::value), relation.label])
    });
    let labels: Vec<Value> = labels.collect();
    put(row, "rel", ids.collect());
    put(row, "rel.kind", kinds.collect::<Vec<_>>().join(",").into_bytes());
    if labels.iter().any(|label| !label.is_null()) {
        put(row, "rel.label", Value::from(labels).to_string().into_bytes());
    }
}

fn read_names(row: &Row) -> Result<Value, Malformed> {
    let texts = text("name", cell(row, "name"))?.split('\n');
    let tags = text("name.tag", cell(row, "name.tag"))?.split(',');
    let names = texts.zip(tags).map(|(text, tag)| match tag.split_once(':') {
        Some((usage, lang)) => json!({"text": text, "use": usage, "lang": lang}),
        None => json!({"text": text, "use": tag}),
    });
    Ok(names.collect())
}

fn read_relations(row: &Row) -> Result<Value, Malformed> {
    let ids = cell(row, "rel").chunks(16).map(read_id).collect::<Result<Vec<RecordId>, _>>()?;
    let kinds = text("rel.kind", cell(row, "rel.kind"))?.split(',');
    let labels = match row.cells.get("rel.label") {
        Some(cell) => parsed("rel.label", cell)?,
        None => Value::Null,
    };
    let relations = ids.iter().zip(kinds).enumerate().map(|(at, (id, kind))| {
        let mut relation = Map::from_iter([("target".to_owned(), Value::from(id.to_string()))]);
        let (kind, side) = kind.split_once('/').map_or((kind, None), |(kind, side)| (kind, Some(side)));
        relation.insert("kind".to_owned(), Value::from(kind));
        if let Some(side) = side {
            relation.insert("side".to_owned(), Value::from(side));
        }
        if let Some([scheme, value, label]) = labels.get(at).and_then(Value::as_array).map(Vec::as_slice) {
            if !scheme.is_null() {
                relation.insert("foreign".to_owned(), json!({"scheme": scheme, "value": value}));
            }
            if !label.is_null() {
                relation.insert("label".to_owned(), label.clone());
            }
        }
        Value::Object(relation)
    });
    Ok(relations.collect())
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a [u8] {
    row.cells.get(column).map_or(&[], Vec::as_slice)
}

fn text<'a>(column: &str, cell: &'a [u8]) -> Result<&'a str, Malformed> {
    std::str::from_utf8(cell).map_err(|_| Malformed::Cell(column.to_owned()))
}

fn parsed(column: &str, cell: &[u8]) -> Result<Value, Malformed> {
    serde_json::from_slice(cell).map_err(|_| Malformed::Cell(column.to_owned()))
}

/// The word that serde writes for an enum without content.
fn plain(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => unreachable!("an enum without content is one word, not {other:?}"),
    }
}
