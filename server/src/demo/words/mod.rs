//! The word tables of the demo set. Labels of the fields come from the starter data's terms, so that the two agree.

pub mod forms;
pub mod lands;
pub mod natures;
pub mod sentences;
pub mod topics;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::record::Taxonomy;
use model::{Detail, NameUse, Record};

/// The label of a field in a language, or none where the terms have none.
pub fn field_label(field: &str, lang: &str) -> Option<&'static str> {
    FIELDS.get(field)?.get(lang).map(String::as_str)
}

type Labels = BTreeMap<String, BTreeMap<String, String>>;

static FIELDS: LazyLock<Labels> = LazyLock::new(|| {
    let mut labels = Labels::new();
    for line in include_str!("../../../starter/term.jsonl").lines() {
        let record: Record = serde_json::from_str(line).expect("the starter data is in the program and tested");
        let Detail::Term(term) = &record.detail else { continue };
        if term.taxonomy != Taxonomy::Field {
            continue;
        }
        let own = labels.entry(term.key.to_string()).or_default();
        for name in record.names.iter().filter(|name| matches!(name.usage, NameUse::Official | NameUse::Label)) {
            if let Some(lang) = &name.lang {
                own.insert(lang.as_str().to_owned(), name.text.as_str().to_owned());
            }
        }
    }
    labels
});
