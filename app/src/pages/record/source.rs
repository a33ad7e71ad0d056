//! The source line: who said it and when, when it was last checked, and how to report a mistake.

use catalogue::Card;
use leptos::prelude::*;

use super::body::Body;
use crate::components::{SourceLine, Tide};
use crate::router::percent::encode;
use crate::state::contact::use_contact;
use crate::state::words::{self, t, t_with};

pub fn record_source(card: &Card, body: Body<'_>) -> AnyView {
    let checked = body.day("verified_on");
    let age = checked.map(words::age_days);
    let fact = checked.map(|day| {
        let (date, age) = (words::day(day), words::age(words::age_days(day)));
        t_with("source.checked", &[("date", &date), ("age", &age)])
    });
    let source = body.part("source");
    let note = source.is_there().then(|| source_note(source));
    let card = card.clone();
    view! {
        <SourceLine tide=age.map(Tide::of_record) fact>
            {note}" "<Report card/>
        </SourceLine>
    }
    .into_any()
}

/// "Source: Bernama, 27 Sep 2021.", with a link where there is one.
pub fn source_note(source: Body<'_>) -> AnyView {
    let title = source.text("title").unwrap_or_default().to_owned();
    let text = match source.day("published") {
        Some(day) => t_with("source.source_dated", &[("source", &title), ("date", &words::day(day))]),
        None => t_with("source.source", &[("source", &title)]),
    };
    match source.text("url").map(str::to_owned) {
        Some(url) => view! {
            {text}" "<a href=url target="_blank" rel="noopener noreferrer">{t("source.open")}</a>
        }
        .into_any(),
        None => text.into_any(),
    }
}

/// A mail to those who run this server, with the record in it. Nothing where they have given no address.
#[component]
fn Report(card: Card) -> impl IntoView {
    let contact = use_contact();
    let subject = t_with("source.report_subject", &[("name", card.title())]);
    let body = format!("{}\n\n{} {}", t("source.report_body"), card.kind, card.id);
    move || {
        contact.get().map(|contact| {
            let href = format!("mailto:{contact}?subject={}&body={}", encode(&subject), encode(&body));
            view! { <a href=href>{t("source.report")}</a> }
        })
    }
}
