//! A project or a shared facility: who works with whom, on what, since when. Its partners are links, by side.

use catalogue::Card;
use leptos::prelude::*;

use super::super::coded::coded;
use super::body::Body;
use super::facts::FactList;
use crate::state::words::t_count;

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    FactList::new()
        .when(body.day("begins"), body.day("ends"))
        .asked("fact.status", body.text("status").map(|status| coded("project_status.{}", status)))
        .fields(card)
        .place(card)
        .if_any("fact.direction", body.text("direction").map(|direction| coded("direction.{}", direction)))
        .if_any("fact.enterprises", body.number("enterprises").map(|count| t_count("count.enterprise", count)))
        .view()
}
