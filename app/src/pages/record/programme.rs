//! A programme or a call: who may apply, for what, until when, and how.

use catalogue::Card;
use leptos::prelude::*;
use model::amount::Amount;

use super::body::Body;
use super::facts::FactList;
use crate::components::{Group, SectionHead};
use crate::state::words::{self, days, listed, t};

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    let months = body.numbers("review_months").into_iter().filter_map(|month| u8::try_from(month).ok());
    let months: Vec<String> = months.map(words::month).collect();
    let facts = FactList::new()
        .asked("fact.open", days(body.day("opens"), body.day("closes")))
        .if_any("fact.review_months", Some(listed(months.iter().map(String::as_str))))
        .months("fact.duration", body)
        .list("fact.amounts", amounts(body))
        .list("fact.eligibility", body.texts("eligibility").into_iter().map(str::to_owned).collect())
        .fields(card)
        .place(card);
    let tracks: Vec<_> = body.list("tracks").map(track).collect();
    let how = body.text("how_to_apply").map(str::to_owned);
    view! {
        {facts.view()}
        {(!tracks.is_empty()).then(|| view! { <SectionHead title=t("programme.tracks")/>{tracks} })}
        {how.map(|how| view! {
            <SectionHead title=t("programme.steps")/>
            <Group inset=true><p class="prose">{how}</p></Group>
        })}
    }
    .into_any()
}

fn track(entry: Body<'_>) -> AnyView {
    let facts = FactList::new()
        .list("fact.eligibility", entry.texts("eligibility").into_iter().map(str::to_owned).collect())
        .list("fact.amounts", amounts(entry));
    let title = entry.text("title").unwrap_or_default().to_owned();
    view! { <h3 class="track">{title}</h3>{facts.view()} }.into_any()
}

fn amounts(body: Body<'_>) -> Vec<String> {
    let amount = |entry: Body<'_>| serde_json::from_value::<Amount>(entry.value()?.clone()).ok();
    body.list("amounts").filter_map(amount).map(|amount| words::money(&amount)).collect()
}
