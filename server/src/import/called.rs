//! What a cell may call by its name because a record of that name is held: countries, fields, targets of relations.

use model::{Kind, Line, RecordId, RelationKind};

use super::Held;
use super::issue::Reason;
use crate::sheets::{Pointer, Words, folded};

/// The one record of that name: first among what such a relation usually points to.
pub fn target(pointer: &Pointer, held: &Held) -> Result<RecordId, Reason> {
    let name = pointer.label.as_ref().map(Line::as_str).unwrap_or_default();
    let usual: &[Kind] = match pointer.kind {
        RelationKind::PartOf => &[Kind::Event, Kind::Programme, Kind::Project],
        _ => &[Kind::Institution],
    };
    let others = Kind::ALL.into_iter().filter(|kind| !usual.contains(kind));
    for kind in usual.iter().copied().chain(others) {
        match held.by_name(kind, None, name) {
            [] => {}
            [id] => return Ok(*id),
            several => return Err(Reason::Ambiguous(several.to_vec())),
        }
    }
    Err(Reason::UnknownName(name.to_owned()))
}

/// Names of countries and fields, from the records that are held.
pub fn words(held: &Held) -> Words {
    let mut words = Words::default();
    for record in held.records() {
        let (key, list) = match &record.detail {
            model::Detail::Country(country) => (country.code.to_string(), &mut words.countries),
            model::Detail::Term(term) if term.taxonomy == model::record::Taxonomy::Field => {
                (term.key.to_string(), &mut words.fields)
            }
            _ => continue,
        };
        for name in record.names.iter() {
            list.insert(folded(name.text.as_str()), key.clone());
        }
    }
    words
}
