//! The head of a record: its names, what kind of thing it is, how it stands, and what one can do at once.

use catalogue::Card;
use leptos::prelude::*;
use model::RecordId;

use super::super::coded::{coded, form, glyph, kind};
use super::super::record_row::{self, codes};
use super::body::Body;
use super::facts::{host, place};
use crate::components::{ActionLink, Actions, Band, BandHead, Glyph, Lead, NoteBox, RecordHead, Tag, Tags, Tone};
use crate::state::calendar::day;
use crate::state::naming::{Picked, choose};
use crate::state::terms::use_terms;
use crate::state::words::{self, days, t, t_with};

/// Names in other languages that stand in the head; all others stand at the end of the page.
const HEAD_NAMES: usize = 2;

/// The whole head, with the button that leads back. An event has the deep band; all others are plain.
pub fn head(card: &Card, body: Body<'_>, led_from: Option<RecordId>, top: AnyView) -> (AnyView, AnyView) {
    let below = below(card, body, led_from);
    match card.kind.as_str() {
        "event" => {
            // The band has said what kind of thing it is.
            let tags = tag_views(tags(card).into_iter().skip(1));
            (event_band(card, body, top), view! { {tags.map(|tags| view! { <Tags>{tags}</Tags> })}{below} }.into_any())
        }
        _ => (top, view! { {plain(card)}{below} }.into_any()),
    }
}

fn tag_views(tags: impl Iterator<Item = (Tone, Option<Glyph>, String)>) -> Option<AnyView> {
    let views: Vec<_> = tags.map(|(tone, glyph, text)| view! { <Tag tone glyph text/> }).collect();
    (!views.is_empty()).then(|| views.into_any())
}

/// A name and its language.
type Named = (String, Option<String>);

/// The title, and the names that stand with it.
fn names(card: &Card) -> (Named, Vec<Named>) {
    let language = words::language().get_untracked();
    let Some(shown) = choose(&card.names, &language) else { return ((t("app.unknown"), None), Vec::new()) };
    let named = |pick: &Picked<'_>| (pick.text.to_owned(), pick.lang.map(str::to_owned));
    let others = shown.own.iter().chain(head_others(&shown)).take(HEAD_NAMES);
    (named(&shown.title), others.map(named).collect())
}

fn event_band(card: &Card, body: Body<'_>, top: AnyView) -> AnyView {
    let ((title, lang), others) = names(card);
    let over = card.word("form").map_or_else(|| kind(&card.kind), |code| form(&card.kind, code));
    let when = days(body.day("begins").or(day(card, "begins")), body.day("ends").or(day(card, "ends")));
    let lines = [(Glyph::Event, when), (Glyph::Pin, Some(place(card)).filter(|place| !place.is_empty()))];
    let lines = lines.into_iter().filter_map(|(glyph, text)| Some((glyph, text?))).collect();
    view! { <Band plain=true>{top}<BandHead over title lang others lines/></Band> }.into_any()
}

fn plain(card: &Card) -> AnyView {
    let language = words::language().get_untracked();
    let shown = choose(&card.names, &language);
    let ((title, lang), others) = names(card);
    let lead = shown.as_ref().map(|shown| record_row::lead(card, &shown.emblem()));
    let lead = lead.filter(|lead| matches!(lead, Lead::Monogram { .. }));
    let tags = tag_views(tags(card).into_iter());
    view! { <RecordHead lead title lang others><Tags>{tags}</Tags></RecordHead> }.into_any()
}

/// What stands below the names: what one must know, what one can do, and what it is in a few words.
fn below(card: &Card, body: Body<'_>, led_from: Option<RecordId>) -> AnyView {
    let notes = notes(card, led_from).into_iter().map(|(tone, glyph, title, text)| {
        view! { <NoteBox tone glyph title text/> }
    });
    let actions = actions(card, body);
    let summary = body.text("summary").map(str::to_owned);
    view! {
        {notes.collect_view()}
        {(!actions.is_empty()).then(|| {
            let links = actions.into_iter().map(|(glyph, label, href)| view! { <ActionLink glyph label href/> });
            view! { <Actions label=t("record.actions")>{links.collect_view()}</Actions> }
        })}
        {summary.map(|text| view! { <p class="summary prose">{text}</p> })}
    }
    .into_any()
}

/// Names in another language than title and own name, English first: a third script helps many readers.
fn head_others<'a, 'b>(shown: &'b crate::state::naming::Shown<'a>) -> impl Iterator<Item = &'b Picked<'a>> {
    let taken = [Some(shown.title), shown.own].map(|pick| pick.and_then(|pick| pick.lang));
    let near = |pick: &&Picked<'a>| matches!(pick.lang, Some(lang) if lang.starts_with("en") || lang.starts_with("zh"));
    shown.others.iter().filter(near).filter(move |pick| !taken.contains(&pick.lang)).take(1)
}

fn tags(card: &Card) -> Vec<(Tone, Option<Glyph>, String)> {
    let icon = glyph(&card.kind);
    let mut tags = match card.kind.as_str() {
        "institution" => {
            let kinds =
                codes(card, "kinds").into_iter().map(|code| (Tone::Tide, Some(icon), form("institution", code)));
            kinds.collect()
        }
        "technology" => {
            let need = card.word("side") == Some("need");
            let side = coded("offer_or_need.{}", card.word("side").unwrap_or("offer"));
            vec![(if need { Tone::Need } else { Tone::Tide }, Some(icon), side)]
        }
        _ => vec![(
            Tone::Tide,
            Some(icon),
            card.word("form").map_or_else(|| kind(&card.kind), |code| form(&card.kind, code)),
        )],
    };
    tags.extend(memberships(card));
    tags.extend(card.word("status").map(|status| {
        let family = if card.kind == "agreement" { "agreement_status.{}" } else { "project_status.{}" };
        let tone = match status {
            "planned" => Tone::Reed,
            "ended" => Tone::Sand,
            _ => Tone::Leaf,
        };
        (tone, None, coded(family, status))
    }));
    if card.kind == "technology" {
        let terms = use_terms();
        tags.extend(card.fields.first().map(|field| (Tone::Sand, None, terms.field(field))));
    }
    tags.extend(closing(card));
    if card.demo {
        tags.push((Tone::Reed, None, t("state.demo.tag")));
    }
    tags
}

fn memberships(card: &Card) -> impl Iterator<Item = (Tone, Option<Glyph>, String)> {
    let list = card.facts.get("memberships").and_then(serde_json::Value::as_array);
    list.into_iter().flatten().filter_map(|entry| {
        let entry = Body::of(Some(entry));
        let network = entry.text("of").filter(|_| entry.day("until").is_none())?;
        let text = match entry.day("since") {
            Some(since) if network == "transfer_network" => {
                t_with("fact.member_since", &[("date", &words::day(since))])
            }
            _ => coded("network_short.{}", network),
        };
        Some((Tone::Leaf, Some(Glyph::Check), text))
    })
}

fn closing(card: &Card) -> Option<(Tone, Option<Glyph>, String)> {
    let day = day(card, "closes")?;
    Some(match words::today() > day.last_day_number() {
        true => (Tone::Sand, None, t("fact.closed")),
        false => (Tone::Sand, None, t_with("event.open_until", &[("date", &words::day(day))])),
    })
}

type NoteText = (Tone, Glyph, String, String);

/// What a reader must know before anything else.
fn notes(card: &Card, led_from: Option<RecordId>) -> Vec<NoteText> {
    let mut notes = Vec::new();
    if led_from.is_some() {
        notes.push((Tone::Tide, Glyph::Info, t("state.redirected"), String::new()));
    }
    match card.standing.as_str() {
        "withdrawn" => {
            notes.push((Tone::Reed, Glyph::Warning, t("state.withdrawn.title"), t("state.withdrawn.alone")));
        }
        "inactive" => notes.push((Tone::Reed, Glyph::Info, t("state.inactive.title"), String::new())),
        _ => {}
    }
    if card.demo {
        notes.push((Tone::Reed, Glyph::Info, t("state.demo.title"), t("state.demo.text")));
    }
    notes
}

fn actions(card: &Card, body: Body<'_>) -> Vec<(Glyph, String, String)> {
    let mut actions = Vec::new();
    let website = body.link("website").or_else(|| body.part("contact").text("website"));
    if let Some(url) = website {
        actions.push((Glyph::Globe, t("record.website"), url.to_owned()));
    }
    // A number or a rule is of a place, but nobody travels to it.
    let is_somewhere = !matches!(card.kind.as_str(), "figure" | "policy");
    if let Some((latitude, longitude)) = card.point.filter(|_| is_somewhere) {
        // Opens the phone's own map; one that has none does nothing.
        actions.push((Glyph::Route, t("record.route"), format!("geo:{latitude},{longitude}?q={latitude},{longitude}")));
    }
    if let Some(email) = body.part("contact").text("email") {
        actions.push((Glyph::Mail, t("record.mail"), format!("mailto:{email}")));
    }
    for link in
        body.list("links").filter(|link| matches!(link.text("use"), Some("call" | "document" | "exchange" | "other")))
    {
        let Some(url) = link.text("url") else { continue };
        let usage = link.text("use").unwrap_or("other");
        let label = link.text("label").map_or_else(|| coded("link_use.{}", usage), str::to_owned);
        let label = if label.is_empty() { host(url).to_owned() } else { label };
        actions.push((Glyph::Document, label, url.to_owned()));
    }
    actions.truncate(MOST_ACTIONS);
    actions
}

/// What fits side by side on a narrow phone.
const MOST_ACTIONS: usize = 5;
