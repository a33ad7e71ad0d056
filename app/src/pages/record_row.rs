//! A record as a row of a list: its names, and the few words that tell it from its neighbours.

use catalogue::Card;
use catalogue::query::Mark;
use leptos::prelude::*;
use serde_json::Value;

use super::coded::{coded, form, glyph, kind};
use crate::components::{Lead, Marked, Row, Tone};
use crate::router::Address;
use crate::state::calendar::day;
use crate::state::naming::{Picked, choose};
use crate::state::terms::use_terms;
use crate::state::words::{self, dotted, listed, t, t_count, t_with};

#[component]
pub fn RecordRow(
    card: Card,
    #[prop(optional)] marks: Vec<Mark>,
    #[prop(optional)] chevron: bool,
    /// Said before the rest of the last line, such as a partner's side.
    #[prop(into, optional_no_strip)]
    over: Option<String>,
) -> impl IntoView {
    let language = words::language().get_untracked();
    let shown = choose(&card.names, &language);
    let mut lines = Vec::new();
    let (title, lead) = match &shown {
        None => (Marked::new(t("app.unknown")), Lead::tile(glyph(&card.kind))),
        Some(shown) => {
            lines.extend(shown.own.as_ref().map(|own| marked(own, &marks)));
            // Found by a name that stands nowhere on the row: show that one too.
            let found = shown.others.iter().find(|pick| is_marked(pick, &marks));
            let hidden = ![Some(shown.title), shown.own].into_iter().flatten().any(|pick| is_marked(&pick, &marks));
            lines.extend(found.filter(|_| hidden).map(|pick| marked(pick, &marks)));
            (marked(&shown.title, &marks), lead(&card, &shown.emblem()))
        }
    };
    lines.push(Marked::new(said(&card)));
    let top = lines.len() > 1;
    let href = href(&card);
    view! { <Row href lead=Some(lead) over title lines tag=tag(&card) top chevron/> }
}

/// A country's page is its own; all other records stand under their id.
pub fn href(card: &Card) -> String {
    match card.word("code").filter(|_| card.kind == "country") {
        Some(code) => Address::Country(code.to_owned()).href(),
        None => Address::Record(card.id).href(),
    }
}

/// What a row says of a record beyond its names.
pub fn said(card: &Card) -> String {
    let place = place(card);
    let parts = match card.kind.as_str() {
        "institution" => vec![kinds_of(card), place],
        "project" => vec![form_of(card), span(card, "begins", "ends"), many_countries(card)],
        "technology" => vec![side_of(card), maturity(card), open_until(card), place],
        "agreement" => vec![kind("agreement"), signed(card), many_countries(card)],
        "event" => vec![form_of(card), span(card, "begins", "ends"), place],
        "programme" => vec![kind("programme"), open_until(card), place],
        "position" => vec![kind("position"), places(card), open_until(card), place],
        "policy" => vec![kind("policy"), span(card, "begins", "ends"), place],
        "figure" => vec![value(card), as_of(card)],
        "term" => vec![card.word("taxonomy").map(|taxonomy| coded("taxonomy.{}", taxonomy)).unwrap_or_default()],
        other => vec![kind(other), place],
    };
    dotted(parts.iter().map(String::as_str))
}

/// Monogram for what has a name of its own in the world; a tile with the icon of its kind for the rest.
pub fn lead(card: &Card, emblem: &Picked<'_>) -> Lead {
    match (card.kind.as_str(), card.word("side")) {
        ("institution" | "country", _) => {
            Lead::Monogram { name: emblem.text.to_owned(), lang: emblem.lang.map(str::to_owned) }
        }
        (kind, Some("need")) => Lead::Tile { glyph: glyph(kind), tone: Tone::Need },
        (kind, _) => Lead::tile(glyph(kind)),
    }
}

/// Withdrawn and demonstration records say so wherever they stand.
pub fn tag(card: &Card) -> Option<(Tone, String)> {
    match (card.standing.as_str(), card.demo) {
        ("withdrawn", _) => Some((Tone::Reed, t("standing.withdrawn"))),
        (_, true) => Some((Tone::Sand, t("state.demo.tag"))),
        _ => None,
    }
}

/// "Cần Thơ, Viet Nam"
pub fn place(card: &Card) -> String {
    let country = match card.countries.as_slice() {
        [code] => words::country(code),
        _ => String::new(),
    };
    let city = card.city.clone().or_else(|| card.region.clone()).filter(|city| *city != country);
    listed([city.unwrap_or_default().as_str(), &country])
}

/// The value of a figure with its unit: "over 2,600 members".
pub fn value(card: &Card) -> String {
    let number = card.word("value").and_then(|value| model::amount::Decimal::parse(value).ok());
    let number = number.map(|number| words::decimal(&number)).unwrap_or_default();
    let said = card.word("qualifier").map(|qualifier| t_with(&format!("qualifier.{qualifier}"), &[("value", &number)]));
    let unit = card.word("unit").unwrap_or_default();
    format!("{} {unit}", said.unwrap_or(number)).trim().to_owned()
}

pub fn span(card: &Card, from: &str, to: &str) -> String {
    words::days(day(card, from), day(card, to)).unwrap_or_default()
}

/// "TRL 6–8"
pub fn maturity(card: &Card) -> String {
    let Some((from, to)) = levels(card) else { return String::new() };
    match from == to {
        true => t_with("fact.trl_level", &[("level", &from.to_string())]),
        false => t_with("fact.trl_range", &[("from", &from.to_string()), ("to", &to.to_string())]),
    }
}

pub fn levels(card: &Card) -> Option<(u8, u8)> {
    let levels = card.facts.get("trl")?.as_array()?;
    let level = |at: usize| u8::try_from(levels.get(at)?.as_u64()?).ok().filter(|level| (1..=9).contains(level));
    Some((level(0)?, level(1)?))
}

/// Words of a fact that is a list of codes.
pub fn codes<'a>(card: &'a Card, fact: &str) -> Vec<&'a str> {
    let list = card.facts.get(fact).and_then(Value::as_array);
    list.map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// "Modern agriculture, food"
pub fn fields(card: &Card) -> String {
    let terms = use_terms();
    let labels: Vec<String> = card.fields.iter().map(|field| terms.field(field)).collect();
    listed(labels.iter().map(String::as_str))
}

fn marked(pick: &Picked<'_>, marks: &[Mark]) -> Marked {
    let found = marks.iter().filter(|mark| mark.name as usize == pick.at).map(|mark| (mark.from, mark.to));
    Marked::new(pick.text).in_language(pick.lang).with_marks(found.collect())
}

fn is_marked(pick: &Picked<'_>, marks: &[Mark]) -> bool {
    marks.iter().any(|mark| mark.name as usize == pick.at)
}

fn kinds_of(card: &Card) -> String {
    let kinds: Vec<String> = codes(card, "kinds").into_iter().map(|code| form("institution", code)).collect();
    if kinds.is_empty() { kind("institution") } else { listed(kinds.iter().map(String::as_str)) }
}

fn form_of(card: &Card) -> String {
    card.word("form").map_or_else(|| kind(&card.kind), |code| form(&card.kind, code))
}

fn side_of(card: &Card) -> String {
    card.word("side").map_or_else(|| kind(&card.kind), |side| coded("offer_or_need.{}", side))
}

fn many_countries(card: &Card) -> String {
    match card.countries.as_slice() {
        [] => String::new(),
        few @ ([_] | [_, _]) => {
            let names: Vec<String> = few.iter().map(|code| words::country(code)).collect();
            listed(names.iter().map(String::as_str))
        }
        many => t_count("count.country", many.len() as u64),
    }
}

fn signed(card: &Card) -> String {
    let day = day(card, "signed").map(words::day);
    day.map(|day| t_with("agreement.line.signed", &[("date", &day)])).unwrap_or_default()
}

fn open_until(card: &Card) -> String {
    let Some(day) = day(card, "closes") else { return String::new() };
    match words::today() > day.last_day_number() {
        true => t("fact.closed"),
        false => t_with("event.open_until", &[("date", &words::day(day))]),
    }
}

fn places(card: &Card) -> String {
    card.facts.get("places").and_then(Value::as_u64).map(|count| t_count("count.place", count)).unwrap_or_default()
}

fn as_of(card: &Card) -> String {
    day(card, "as_of").map(words::day).unwrap_or_default()
}
