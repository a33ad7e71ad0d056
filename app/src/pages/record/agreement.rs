//! An agreement: when it was signed, how long it holds. Its parties are links.

use catalogue::Card;
use leptos::prelude::*;

use super::super::coded::coded;
use super::body::Body;
use super::facts::FactList;
use crate::state::words::{self, listed};

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    let countries: Vec<String> = card.countries.iter().map(|code| words::country(code)).collect();
    FactList::new()
        .asked("fact.status", body.text("status").map(|status| coded("agreement_status.{}", status)))
        .asked("fact.signed", body.day("signed").map(words::day))
        .if_any("fact.ends", body.day("ends").map(words::day))
        .asked("fact.countries", Some(listed(countries.iter().map(String::as_str))))
        .fields(card)
        .view()
}
