//! An event or a series of events: when and where, in local time, its sessions, and what came of it.

mod registration;

use catalogue::Card;
use leptos::prelude::*;
use model::Moment;

use super::body::Body;
use super::facts::FactList;
use crate::components::{Group, Marked, Row, SectionHead};
use crate::state::words::{self, dotted, number, t, t_count, t_with, wall_clock};

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    let edition = body.number("edition").map(|count| t_with("fact.edition_n", &[("count", &number(count))]));
    let series = body.value().and_then(|record| record.get("series")).is_some();
    let list = FactList::new();
    // A series has no date of its own; its editions have.
    let list = if series { list } else { list.when(body.day("begins"), body.day("ends")) };
    let facts = list
        .place(card)
        .if_any("fact.series", series.then(|| t("app.yes")))
        .if_any("fact.edition", edition)
        .if_any("fact.zone", body.text("zone").map(str::to_owned))
        .if_any("fact.enterprises", body.number("enterprises").map(|count| t_count("count.enterprise", count)))
        .if_any("fact.projects", body.number("projects").map(|count| t_count("count.project", count)));
    view! { {registration::registration(card, body)}{facts.view()}{sessions(body)} }.into_any()
}

fn sessions(body: Body<'_>) -> Option<AnyView> {
    let rows: Vec<_> = body.list("sessions").filter_map(session).collect();
    if rows.is_empty() {
        return None;
    }
    let zone = body.text("zone").map(|zone| t_with("event.local_time", &[("zone", zone)]));
    Some(view! { <SectionHead title=t("event.programme") end=zone/><Group>{rows}</Group> }.into_any())
}

fn session(entry: Body<'_>) -> Option<AnyView> {
    let begins = Moment::parse(entry.text("begins")?).ok()?;
    let ends = entry.text("ends").and_then(|ends| Moment::parse(ends).ok()).map(|ends| wall_clock(&ends));
    let clock = match ends {
        Some(ends) => t_with("app.range", &[("from", &wall_clock(&begins)), ("to", &ends)]),
        None => wall_clock(&begins),
    };
    let when = dotted([words::day(begins.day()).as_str(), &clock, entry.text("room").unwrap_or_default()]);
    let title = entry.text("title").unwrap_or_default().to_owned();
    Some(view! { <Row title=title lines=vec![Marked::from(when)]/> }.into_any())
}
