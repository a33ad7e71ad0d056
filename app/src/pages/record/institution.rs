//! An institution: where it is, what it works on and in which languages, and whom to ask.

use catalogue::Card;
use leptos::prelude::*;

use super::super::coded::coded;
use super::body::Body;
use super::facts::FactList;
use crate::state::words::{self, dotted, t_with};

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    let memberships = body.list("memberships").map(membership).collect();
    FactList::new()
        .place(card)
        .fields(card)
        .languages(body)
        .contact(body)
        .if_any("fact.established", body.day("established").map(words::day))
        .list("fact.memberships", memberships)
        .view()
}

/// "China-ASEAN Technology Transfer Alliance · Member since 2019"
fn membership(entry: Body<'_>) -> String {
    let network = coded("network.{}", entry.text("of").unwrap_or_default());
    let dated = |key: &str, day: &str| entry.day(day).map(|day| t_with(key, &[("date", &words::day(day))]));
    let since = dated("fact.member_since", "since").unwrap_or_default();
    let until = dated("fact.member_until", "until").unwrap_or_default();
    dotted([network.as_str(), &since, &until])
}
