//! What is held while a plan is made: the records, and how they are found by another's id and by name.
//!
//! **Invariant:** pure. It is filled from the store before planning; nothing here reads or writes the store.

use std::collections::HashMap;

use model::{ForeignId, Kind, NameUse, Record, RecordId};

use crate::sheets::folded;

/// The records that a plan is made against, kept up as the plan grows.
#[derive(Debug, Clone, Default)]
pub struct Held {
    records: HashMap<RecordId, Record>,
    by_foreign: HashMap<ForeignId, RecordId>,
    by_name: HashMap<String, Vec<RecordId>>,
}

impl Held {
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut held = Held::default();
        for record in records {
            held.put(record);
        }
        held
    }

    pub fn get(&self, id: &RecordId) -> Option<&Record> {
        self.records.get(id)
    }

    /// Whom a foreign id stands for: a record that carries it, or one that it was first met under.
    pub fn by_foreign(&self, foreign: &ForeignId) -> Option<RecordId> {
        self.by_foreign.get(foreign).copied()
    }

    /// All records of a kind and country that carry this name as their own.
    pub fn by_name(&self, kind: Kind, country: Option<&str>, name: &str) -> &[RecordId] {
        self.by_name.get(&name_key(kind, country, &folded(name))).map_or(&[], Vec::as_slice)
    }

    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    pub fn put(&mut self, record: Record) {
        if let Some(old) = self.records.remove(&record.id) {
            self.forget(&old);
        }
        for foreign in record.ids.iter() {
            self.by_foreign.entry(foreign.clone()).or_insert(record.id);
        }
        for key in name_keys(&record) {
            let ids = self.by_name.entry(key).or_default();
            if !ids.contains(&record.id) {
                ids.push(record.id);
            }
        }
        self.records.insert(record.id, record);
    }

    fn forget(&mut self, old: &Record) {
        for foreign in old.ids.iter() {
            if self.by_foreign.get(foreign) == Some(&old.id) {
                self.by_foreign.remove(foreign);
            }
        }
        for key in name_keys(old) {
            if let Some(ids) = self.by_name.get_mut(&key) {
                ids.retain(|id| *id != old.id);
            }
        }
    }
}

fn name_keys(record: &Record) -> Vec<String> {
    let kind = record.kind();
    let own = record.names.iter().filter(|name| matches!(name.usage, NameUse::Official | NameUse::Label));
    let country = record.countries.first().map(model::CountryCode::as_str);
    own.flat_map(|name| {
        let folded = folded(name.text.as_str());
        let here = country.map(|country| name_key(kind, Some(country), &folded));
        [Some(name_key(kind, None, &folded)), here]
    })
    .flatten()
    .collect()
}

/// A key for an already folded name.
fn name_key(kind: Kind, country: Option<&str>, folded: &str) -> String {
    format!("{kind}\n{}\n{folded}", country.unwrap_or("*"))
}
