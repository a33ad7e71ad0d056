//! Names of fields, kinds and measures: labels of the `Term` records, in the reader's language.

use std::collections::HashMap;

use catalogue::query::{Answer, Query, TermAnswer};
use leptos::prelude::*;
use model::RecordId;

use super::answers::Catalogue;
use super::words;

/// Given to all pages as a context.
#[derive(Clone, Copy)]
pub struct Terms(Memo<HashMap<String, Label>>);

#[derive(Debug, Clone, PartialEq)]
struct Label {
    id: RecordId,
    text: String,
}

pub fn use_terms() -> Terms {
    expect_context::<Terms>()
}

impl Terms {
    pub fn start(catalogue: Catalogue) -> Terms {
        let answer = catalogue.answer_once(Query::Terms);
        let language = words::language();
        Terms(Memo::new(move |_| {
            let language = language.get();
            answer.with(|answer| match answer {
                Some(Answer::Terms(terms)) => terms.iter().map(|term| labelled(term, &language)).collect(),
                _ => HashMap::new(),
            })
        }))
    }

    /// What is drawn here is drawn anew when labels have come or changed.
    pub fn follow(self) {
        self.0.track();
    }

    /// The label; the key in words where there is no such term. Whoever draws it follows.
    pub fn label(self, taxonomy: &str, key: &str) -> String {
        let label = self.0.with_untracked(|labels| labels.get(&name_of(taxonomy, key)).map(|label| label.text.clone()));
        label.unwrap_or_else(|| key.replace('_', " "))
    }

    pub fn field(self, key: &str) -> String {
        self.label("field", key)
    }

    pub fn id(self, taxonomy: &str, key: &str) -> Option<RecordId> {
        self.0.with_untracked(|labels| labels.get(&name_of(taxonomy, key)).map(|label| label.id))
    }
}

fn labelled(term: &TermAnswer, language: &str) -> (String, Label) {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let wanted = primary(language);
    let in_language = |language: &str| {
        term.names
            .iter()
            .find(|name| name.usage != "alias" && name.lang.as_deref().map(primary) == Some(language.to_owned()))
    };
    let name = in_language(&wanted).or_else(|| in_language("en")).or(term.names.first());
    let text = name.map_or_else(|| term.key.clone(), |name| name.text.clone());
    (name_of(&term.taxonomy, &term.key), Label { id: term.id, text })
}

fn name_of(taxonomy: &str, key: &str) -> String {
    format!("{taxonomy}/{key}")
}
