//! Which columns a sheet of each kind has, and how a cell's text and a part of a record lead to each other.
//!
//! One list per kind is all there is to know: headers in both languages, what belongs there, how it is written. The
//! importer, the exporter, the template and `edit --set` all go by it.
//! **Invariant:** what a column writes, it reads again as the same.

mod bodies;
mod dates;
mod digits;
mod every;
mod format;
mod header;
mod kinds;
mod names;
mod notation;
mod pointers;
pub(super) mod words;

pub use every::columns;
pub use format::{Format, Words};
pub use header::{find, kind_of_name, label, record_kind, sheet_name};
pub use names::NameSlot;
pub use pointers::Pointer;
pub use words::Choice;

#[cfg(test)]
pub(super) use notation::{Level, join, split};

use std::borrow::Cow;

use model::relation::Side;
use model::source::{Link, LinkUse};
use model::{ForeignId, Kind, Name, Problem, Record, RecordId, RelationKind};
use serde_json::Value;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::table::Content;

/// One column of a sheet.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name for `edit --set`, and a header too: `established`, `source.url`.
    pub key: Cow<'static, str>,
    pub en: Cow<'static, str>,
    pub zh: Cow<'static, str>,
    /// What belongs there, in both languages.
    pub note: &'static str,
    pub note_zh: &'static str,
    /// A new record must have it.
    pub needed: bool,
    pub holds: Holds,
}

/// Which part of a record a column holds.
#[derive(Debug, Clone)]
pub enum Holds {
    /// The kind of every row: for files without sheets.
    Kind,
    Id,
    /// The value at a path of the record's JSON: `place.city`.
    Value(&'static str, Format),
    Names(NameSlot),
    Relations(RelationKind, Option<Side>),
    Links(LinkUse),
    /// Ids of one scheme; none: of all schemes that have no column.
    Ids(Option<&'static str>),
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    Kind(Kind),
    Id(RecordId),
    /// Null: nothing.
    Value(Value),
    Names(Vec<Name>),
    Relations(Vec<Pointer>),
    Links(Vec<Link>),
    Ids(Vec<ForeignId>),
}

/// What was read as something else than it looks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Remarked {
    #[error("“{found}” read as {read} (Buddhist era)")]
    BuddhistYear { found: String, read: String },
    #[error("“{found}” read as the date {read}")]
    SerialDate { found: String, read: String },
    #[error("“{found}” read as {read}")]
    NamesSplit { found: String, read: String },
}

impl Column {
    /// Reads a cell; an empty text says that there is nothing.
    pub fn read(
        &self,
        text: &str,
        content: &Content,
        words: &Words,
        remarks: &mut Vec<Remarked>,
    ) -> Result<Meaning, Vec<Problem>> {
        let text = text.trim();
        match &self.holds {
            Holds::Kind => match kind_of_name(text) {
                Some(kind) => Ok(Meaning::Kind(kind)),
                None => Err(vec![Problem::not_one_of(text, Kind::ALL.map(Kind::as_str))]),
            },
            Holds::Id => RecordId::parse(text).map(Meaning::Id).map_err(|problem| vec![problem]),
            Holds::Value(_, _) if text.is_empty() => Ok(Meaning::Value(Value::Null)),
            Holds::Value(_, format) => format.read(text, content, words, remarks).map(Meaning::Value),
            Holds::Names(slot) => names::read(text, slot, remarks).map(Meaning::Names),
            Holds::Relations(kind, side) => pointers::read(text, *kind, *side).map(Meaning::Relations),
            Holds::Links(usage) => pointers::read_links(text, *usage).map(Meaning::Links),
            Holds::Ids(scheme) => pointers::read_ids(text, *scheme).map(Meaning::Ids),
        }
    }

    /// The cell of a record; `json` is the same record.
    pub fn write(&self, record: &Record, json: &Value) -> String {
        match &self.holds {
            Holds::Kind => record.kind().to_string(),
            Holds::Id => record.id.to_string(),
            Holds::Value(path, format) => at(json, path).map_or(String::new(), |value| format.show(value)),
            Holds::Names(slot) => names::show(record.names.iter(), slot),
            Holds::Relations(kind, side) => {
                let own = record
                    .relations
                    .iter()
                    .filter(|relation| holds_relation(*kind, *side, relation.kind, relation.side));
                pointers::show(own, *side)
            }
            Holds::Links(usage) => pointers::show_links(record.links.iter().filter(|link| link.usage == *usage)),
            Holds::Ids(scheme) => pointers::show_ids(record.ids.iter().filter(|id| holds_id(*scheme, id)), *scheme),
        }
    }
}

impl Column {
    /// The values that alone are allowed; none: anything.
    pub fn choices(&self) -> &'static [Choice] {
        match &self.holds {
            Holds::Value(_, format) => format.choices(),
            Holds::Kind | Holds::Id | Holds::Names(_) | Holds::Relations(..) | Holds::Links(_) | Holds::Ids(_) => &[],
        }
    }
}

/// Whether a relation stands in the column of that kind and side. Only partners have a column for each side.
pub fn holds_relation(column: RelationKind, column_side: Option<Side>, kind: RelationKind, side: Option<Side>) -> bool {
    kind == column && (column != RelationKind::Partner || side == column_side)
}

/// Whether an id stands in the column of that scheme.
pub fn holds_id(scheme: Option<&str>, id: &ForeignId) -> bool {
    match scheme {
        Some(scheme) => id.scheme() == scheme,
        None => id.scheme() != "ror",
    }
}

/// The value at a path of keys and numbers.
fn at<'a>(json: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(json, |value, key| match key.parse::<usize>() {
        Ok(number) => value.get(number),
        Err(_) => value.get(key),
    })
}

/// A text as it is compared: compatibility forms are one, case and punctuation do not count.
pub fn folded(text: &str) -> String {
    let lower = text.nfkc().flat_map(char::to_lowercase).filter(|c| *c != '\u{200b}');
    let lower: String = lower.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
