//! A published figure: its value, its day, and what it counts. The page of figures stands it beside the others.

use catalogue::Card;
use leptos::prelude::*;

use super::super::coded::coded;
use super::super::record_row::value;
use super::body::Body;
use super::facts::FactList;
use crate::components::{ButtonLink, Glyph};
use crate::router::Address;
use crate::state::terms::use_terms;
use crate::state::words::{self, t};

pub fn details(card: &Card, body: Body<'_>) -> AnyView {
    let terms = use_terms();
    let measure = body.text("measure").map(|measure| terms.label("measure", measure));
    let facts = FactList::new()
        .asked("fact.value", Some(value(card)))
        .asked("fact.as_of", body.day("as_of").map(words::day))
        .asked("fact.definition", body.text("definition").map(str::to_owned))
        .asked("fact.measure", measure)
        .if_any("fact.counted", body.text("counted").map(|counted| coded("counted.{}", counted)));
    view! {
        {facts.view()}
        <div class="buttons gap">
            <ButtonLink glyph=Some(Glyph::Figure) label=t("figures.title") href=Address::Figures.href()/>
        </div>
    }
    .into_any()
}
