//! A position to fill. Its employer is a link.

use catalogue::Card;
use leptos::prelude::*;

use super::super::coded::coded;
use super::body::Body;
use super::facts::FactList;
use crate::state::words::{self, number};

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    FactList::new()
        .asked("fact.places", body.number("places").map(number))
        .asked("fact.degree", body.text("degree").map(|degree| coded("degree.{}", degree)))
        .languages(body)
        .months("fact.duration", body)
        .asked("fact.closes", body.day("closes").map(words::day))
        .fields(card)
        .place(card)
        .view()
}
