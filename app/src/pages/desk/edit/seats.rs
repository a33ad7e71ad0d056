//! When one can register, how many, for whom, and whether the organiser decides on each.

use leptos::prelude::*;
use serde_json::json;

use super::fields::{As, At, AtYes, Writing};
use crate::components::{Button, ButtonKind, SectionHead, Typed};
use crate::state::words::{dotted, t};

#[component]
pub fn Seats(writing: Writing) -> impl IntoView {
    view! {
        <SectionHead title=t("desk.part.seats")/>
        <At writing place="registration.opens" label=t("desk.opens") hint=Some(t("desk.moment_hint"))/>
        <At writing place="registration.closes" label=t("desk.closes") hint=Some(t("desk.moment_hint"))/>
        <At writing place="registration.places" label=t("desk.places") hint=Some(t("desk.places_hint")) typed=Typed::Number holds=As::Number/>
        <AtYes writing place="registration.approval" label=t("desk.approval")/>
        <At writing place="registration.offer_hours" label=t("desk.offer_hours") hint=Some(t("desk.offer_hours_hint")) typed=Typed::Number holds=As::Number/>
        <At writing place="registration.groups" label=t("desk.groups") hint=Some(t("desk.options_hint")) typed=Typed::Lines(4) holds=As::Options/>
        <Quotas writing/>
        <Rules writing/>
        <At writing place="registration.completion" label=t("desk.completion") hint=Some(t("desk.completion_hint")) typed=Typed::Number holds=As::Number/>
        <At writing place="registration.keep_days" label=t("desk.keep_days") hint=Some(t("desk.keep_days_hint")) typed=Typed::Number holds=As::Number/>
    }
}

/// At most so many places for a country, a group or a field.
#[component]
fn Quotas(writing: Writing) -> impl IntoView {
    const PLACE: &str = "registration.quotas";
    let add = |by: &'static str| {
        Callback::new(move |()| writing.reshape(|form| form.push(PLACE, json!({"by": by, "value": "", "places": 1}))))
    };
    let rows = move || {
        writing.shape.track();
        let rows = (0..writing.count(PLACE)).map(|at| {
            let label = t(&format!("desk.quota.{}", writing.text(&format!("{PLACE}[{at}].by"))));
            let remove = Callback::new(move |()| writing.reshape(|form| form.remove(PLACE, at)));
            let wrong = writing.wrong(format!("{PLACE}[{at}]"));
            view! {
                <div class="desk__question">
                    <At writing place=format!("{PLACE}[{at}].value") label/>
                    <At writing place=format!("{PLACE}[{at}].places") label=t("desk.places") typed=Typed::Number holds=As::Number/>
                    <p class="small desk__wrong" role="status">{move || wrong.get()}</p>
                    <Button mini=true kind=ButtonKind::Alarm label=t("desk.remove") on_press=remove/>
                </div>
            }
        });
        rows.collect_view()
    };
    view! {
        <SectionHead title=t("desk.quotas")/>
        {rows}
        <div class="buttons">
            <Button mini=true label=t("desk.quota.country") on_press=add("country")/>
            <Button mini=true label=t("desk.quota.group") on_press=add("group")/>
            <Button mini=true label=t("desk.quota.field") on_press=add("field")/>
        </div>
    }
}

/// Who may take part: an age on a day, and what the organiser says in words.
#[component]
fn Rules(writing: Writing) -> impl IntoView {
    const PLACE: &str = "registration.rules";
    let rows = move || {
        writing.shape.track();
        let rows = (0..writing.count(PLACE)).map(|at| {
            let rule = writing.text(&format!("{PLACE}[{at}].rule"));
            let place = move |key: &str| format!("{PLACE}[{at}].{key}");
            let remove = Callback::new(move |()| writing.reshape(|form| form.remove(PLACE, at)));
            let wrong = writing.wrong(format!("{PLACE}[{at}]"));
            let fields = match rule.as_str() {
                "age_between" => view! {
                    <At writing place=place("least") label=t("desk.age_least") typed=Typed::Number holds=As::Number/>
                    <At writing place=place("most") label=t("desk.age_most") typed=Typed::Number holds=As::Number/>
                    <At writing place=place("on") label=t("desk.age_on") typed=Typed::Date/>
                }
                .into_any(),
                "in_words" => view! {
                    <At writing place=place("words.en") label=dotted([t("desk.rule.in_words").as_str(), "English"])/>
                    <At writing place=place("words.zh-Hans") label=dotted([t("desk.rule.in_words").as_str(), "zh-Hans"])/>
                }
                .into_any(),
                _ => view! { <p>{t("desk.rule.other")}</p> }.into_any(),
            };
            view! {
                <div class="desk__question">{fields}
                    <p class="small desk__wrong" role="status">{move || wrong.get()}</p>
                    <Button mini=true kind=ButtonKind::Alarm label=t("desk.remove") on_press=remove/>
                </div>
            }
        });
        rows.collect_view()
    };
    let add_age = Callback::new(move |()| {
        writing.reshape(|form| form.push(PLACE, json!({"rule": "age_between", "least": 18, "on": ""})))
    });
    let add_words = Callback::new(move |()| {
        writing.reshape(|form| form.push(PLACE, json!({"rule": "in_words", "words": {"en": ""}})))
    });
    view! {
        <SectionHead title=t("desk.rules")/>
        {rows}
        <div class="buttons">
            <Button mini=true label=t("desk.rule.age") on_press=add_age/>
            <Button mini=true label=t("desk.rule.in_words") on_press=add_words/>
        </div>
    }
}
