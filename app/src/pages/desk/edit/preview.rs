//! The form as somebody who registers sees it: the same page, which here sends nothing and keeps nothing.

use leptos::prelude::*;
use model::Detail;
use model::registration::Facts;

use super::fields::Writing;
use super::today;
use crate::components::{Glyph, NoteBox};
use crate::pages::register::FormPage;
use crate::state::draft::Draft;
use crate::state::event::EventFacts;
use crate::state::words::{dotted, t};

#[component]
pub fn Preview(writing: Writing) -> impl IntoView {
    writing.judge();
    let record = match writing.form.with_untracked(|form| form.judged(today())) {
        Ok(record) => record,
        Err(problems) => {
            let rows = problems.into_iter().map(|problem| {
                view! { <p class="small desk__wrong">{dotted([problem.place.as_str(), problem.reason.as_str()])}</p> }
            });
            return view! {
                <NoteBox glyph=Glyph::Info title=t("desk.preview_not_yet") text=t("desk.preview_not_yet_text")/>
                {rows.collect_view()}
            }
            .into_any();
        }
    };
    let Detail::Event(event) = &record.detail else { return ().into_any() };
    let Some(rules) = event.registration.as_deref().cloned() else {
        return view! { <p>{t("register.none")}</p> }.into_any();
    };
    let facts = EventFacts {
        id: record.id,
        title: record.title().to_owned(),
        lang: None,
        beside: None,
        begins: event.begins,
        ends: event.ends,
        zone: None,
        first: None,
        sessions: Vec::new(),
        place: None,
        rules: Some(rules.clone()),
        has_details: true,
    };
    view! {
        <NoteBox glyph=Glyph::Info title=t("desk.preview") text=t("desk.preview_text")/>
        <FormPage facts rules draft=Draft::default() known=Facts::default() is_change=false is_preview=true/>
    }
    .into_any()
}
