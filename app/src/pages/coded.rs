//! Words for codes: a kind, a form, a status. A code from a later version that has no words yet shows itself.

use catalogue::query::Facet;
use model::Kind;

use crate::components::Glyph;
use crate::state::terms::Terms;
use crate::state::words::{country, has, language_name, t, t_with};

/// The words of a code among those of a family: `coded("kind.{}", "event")`.
pub fn coded(family: &str, code: &str) -> String {
    let key = family.replace("{}", code);
    if has(&key) { t(&key) } else { code.replace('_', " ") }
}

/// "Institution"
pub fn kind(code: &str) -> String {
    coded("kind.{}", code)
}

/// "Institutions"
pub fn kinds(code: &str) -> String {
    coded("kinds.{}", code)
}

pub fn glyph(kind: &str) -> Glyph {
    Kind::parse(kind).map_or(Glyph::Document, Glyph::of_kind)
}

/// The form of a record of that kind: "University", "Joint laboratory", "Forum".
pub fn form(kind: &str, code: &str) -> String {
    match kind {
        "institution" => coded("institution_kind.{}", code),
        "project" => coded("project_form.{}", code),
        _ => coded("event_form.{}", code),
    }
}

/// The name of a facet.
pub fn facet_name(facet: Facet) -> String {
    coded("explore.facet.{}", facet.as_str())
}

/// A value of a facet, as a person says it.
pub fn facet_value(facet: Facet, value: &str, terms: Terms) -> String {
    match facet {
        Facet::Kind => kinds(value),
        Facet::Country => country(value),
        Facet::Region => value.to_owned(),
        Facet::Field => terms.field(value),
        Facet::Form => first_of(&["institution_kind.{}", "project_form.{}", "event_form.{}"], value),
        Facet::Side => coded("offer_or_need.{}", value),
        Facet::Maturity => t_with("fact.trl_level", &[("level", value)]),
        Facet::Status => first_of(&["project_status.{}", "agreement_status.{}"], value),
        Facet::Membership => coded("network.{}", value),
        Facet::Language => language_name(value),
        Facet::Demo => t("explore.facet.demo"),
    }
}

fn first_of(families: &[&str], code: &str) -> String {
    let known = families.iter().find(|family| has(&family.replace("{}", code)));
    known.map_or_else(|| code.replace('_', " "), |family| coded(family, code))
}
