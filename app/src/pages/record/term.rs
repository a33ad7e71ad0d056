//! A term of a taxonomy: what it belongs to, and the records that bear it.

use catalogue::Card;
use catalogue::query::Facet;
use leptos::prelude::*;

use super::super::coded::coded;
use super::body::Body;
use super::facts::FactList;
use crate::components::{ButtonLink, Glyph};
use crate::router::Address;
use crate::state::terms::use_terms;
use crate::state::words::t;

pub fn details(card: &Card, _: Body<'_>) -> AnyView {
    let terms = use_terms();
    let taxonomy = card.word("taxonomy").unwrap_or_default();
    let broader = card.word("broader").map(|key| {
        let href = terms.id(taxonomy, key).map(|id| Address::Record(id).href()).unwrap_or_default();
        (terms.label(taxonomy, key), href)
    });
    let records = card.word("key").and_then(|key| records_of(taxonomy, key));
    let facts = FactList::new()
        .asked("fact.taxonomy", Some(coded("taxonomy.{}", taxonomy)))
        .asked("fact.key", card.word("key").map(str::to_owned))
        .link("fact.broader", broader);
    view! {
        {facts.view()}
        {records.map(|records| view! {
            <div class="buttons gap"><ButtonLink glyph=Some(Glyph::Search) label=t("term.records") href=records.href()/></div>
        })}
    }
    .into_any()
}

fn records_of(taxonomy: &str, key: &str) -> Option<Address> {
    match taxonomy {
        "field" => Some(Address::facet(Facet::Field, key)),
        "institution_kind" => Some(Address::facets(&[(Facet::Kind, "institution"), (Facet::Form, key)])),
        "measure" => Some(Address::Figures),
        _ => None,
    }
}
