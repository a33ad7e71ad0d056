//! What people agree to: one purpose each, in the words of the organiser.

use leptos::prelude::*;
use serde_json::json;

use super::fields::{At, AtYes, Writing};
use crate::components::{Button, ButtonKind, SectionHead, Typed};
use crate::state::words::{self, t, t_with};

const PLACE: &str = "registration.consents";

#[component]
pub fn Consents(writing: Writing) -> impl IntoView {
    let add = Callback::new(move |()| {
        let purpose = format!("purpose {}", writing.count(PLACE) + 1);
        writing.reshape(|form| form.push(PLACE, json!({"purpose": purpose, "required": true, "texts": {"en": ""}})));
    });
    let rows = move || {
        writing.shape.track();
        let rows = (0..writing.count(PLACE)).map(|at| {
            let place = move |key: &str| format!("{PLACE}[{at}].{key}");
            let remove = Callback::new(move |()| writing.reshape(|form| form.remove(PLACE, at)));
            let wrong = writing.wrong(format!("{PLACE}[{at}]"));
            let in_language = |tag: &str| t_with("desk.text_in", &[("language", &words::language_name(tag))]);
            view! {
                <div class="desk__question">
                    <At writing place=place("purpose") label=t("desk.purpose")/>
                    <At writing place=place("texts.en") label=in_language("en") typed=Typed::Lines(3)/>
                    <At writing place=place("texts.zh-Hans") label=in_language("zh-Hans") typed=Typed::Lines(3)/>
                    <AtYes writing place=place("required") label=t("desk.required")/>
                    <p class="small desk__wrong" role="status">{move || wrong.get()}</p>
                    <Button mini=true kind=ButtonKind::Alarm label=t("desk.remove") on_press=remove/>
                </div>
            }
        });
        rows.collect_view()
    };
    view! {
        <SectionHead title=t("desk.part.consents")/>
        <p class="small q">{t("desk.consents_text")}</p>
        {rows}
        <Button mini=true kind=ButtonKind::Ink label=t("desk.consent_add") on_press=add/>
    }
}
