//! The questions, in their order: each with its words in two languages, its kind and its bounds.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::fields::{As, At, AtYes, Writing};
use crate::components::{Button, ButtonKind, Choosable, Choose, SectionHead, Typed};
use crate::state::desk::event_form::ASKS;
use crate::state::words::{self, t, t_with};

const PLACE: &str = "registration.form.questions";

#[component]
pub fn Questions(writing: Writing) -> impl IntoView {
    let add = Callback::new(move |()| writing.reshape(|form| form.add_question()));
    let add_country = Callback::new(move |()| {
        let language = words::language().get_untracked();
        writing.reshape(|form| {
            form.add_country(&language, &t("desk.country"), |code| words::country(&code.to_uppercase()))
        });
    });
    let rows = move || {
        writing.shape.track();
        (0..writing.count(PLACE)).map(|at| view! { <OneQuestion writing at/> }).collect_view()
    };
    view! {
        <SectionHead title=t("desk.part.questions")/>
        <p class="small q">{t("desk.questions_text")}</p>
        {rows}
        <div class="buttons gap">
            <Button mini=true kind=ButtonKind::Ink label=t("desk.question_add") on_press=add/>
            <Button mini=true label=t("desk.question_country") on_press=add_country/>
        </div>
    }
}

#[component]
fn OneQuestion(writing: Writing, at: usize) -> impl IntoView {
    let place = move |key: &str| format!("{PLACE}[{at}].{key}");
    let ask = writing.text(&place("ask"));
    let asks = ASKS.map(|key| Choosable { key: key.to_owned(), label: t(&format!("desk.ask.{key}")), lang: None });
    let wrong = writing.wrong(format!("{PLACE}[{at}]"));
    let choose = Callback::new(move |keys: Vec<String>| {
        if let Some(ask) = keys.first() {
            writing.reshape(|form| form.set_ask(at, ask));
        }
    });
    let remove = Callback::new(move |()| writing.reshape(|form| form.remove(PLACE, at)));
    let raise = Callback::new(move |()| writing.reshape(|form| form.raise(PLACE, at)));
    let number = move |key: &str, label: &str| view! { <At writing place=place(key) label=t(label) typed=Typed::Number holds=As::Number/> };
    let bounds = match ask.as_str() {
        "text" => view! { {number("max_chars", "desk.max_chars")}{number("lines", "desk.lines")}<IsPhone writing at/> }
            .into_any(),
        "choice" => view! { <Options writing at/> }.into_any(),
        "several" => {
            view! { <Options writing at/>{number("least", "desk.least")}{number("most", "desk.most")} }.into_any()
        }
        "number" => view! {
            <At writing place=place("least") label=t("desk.least")/>
            <At writing place=place("most") label=t("desk.most")/>
        }
        .into_any(),
        "date" => view! {
            <At writing place=place("earliest") label=t("desk.earliest") typed=Typed::Date/>
            <At writing place=place("latest") label=t("desk.latest") typed=Typed::Date/>
            <IsBirth writing at/>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="desk__question">
            <h3>{t_with("desk.question", &[("number", &words::number(at as u64 + 1))])}</h3>
            <At writing place=place("label.en") label=t_with("desk.label_in", &[("language", &words::language_name("en"))])/>
            <At writing place=place("label.zh-Hans") label=t_with("desk.label_in", &[("language", &words::language_name("zh-Hans"))])/>
            <Choose id=format!("ask-{at}") label=t("desk.ask") options=asks.to_vec() chosen=vec![ask] none_label=t("register.choose") on_change=choose/>
            {bounds}
            <AtYes writing place=place("required") label=t("desk.required")/>
            <Shown writing at/>
            <p class="small desk__wrong" role="status">{move || wrong.get()}</p>
            <div class="buttons">
                {(at > 0).then(|| view! { <Button mini=true label=t("desk.up") on_press=raise/> })}
                <Button mini=true kind=ButtonKind::Alarm label=t("desk.remove") on_press=remove/>
            </div>
        </div>
    }
}

#[component]
fn Options(writing: Writing, at: usize) -> impl IntoView {
    view! {
        <At writing place=format!("{PLACE}[{at}].options") label=t("desk.options") hint=Some(t("desk.options_hint")) typed=Typed::Lines(5) holds=As::Options/>
    }
}

/// What the rules learn from the answer.
#[component]
fn Tells(writing: Writing, at: usize, tells: &'static str, #[prop(into)] label: String) -> impl IntoView {
    let place = format!("{PLACE}[{at}].tells");
    let checked = writing.text(&place) == tells;
    let change =
        Callback::new(move |is_on: bool| writing.change(|form| form.set_text(&place, if is_on { tells } else { "" })));
    view! { <crate::components::Agree id=format!("tells-{at}") text=label checked on_change=change/> }
}

#[component]
fn IsPhone(writing: Writing, at: usize) -> impl IntoView {
    view! { <Tells writing at tells="phone" label=t("desk.tells_phone")/> }
}

#[component]
fn IsBirth(writing: Writing, at: usize) -> impl IntoView {
    view! { <Tells writing at tells="born" label=t("desk.tells_born")/> }
}

/// Only after a certain answer to an earlier question.
#[component]
fn Shown(writing: Writing, at: usize) -> impl IntoView {
    let earlier: Vec<Value> = writing.form.with_untracked(|form| form.list(PLACE).iter().take(at).cloned().collect());
    let mut options = Vec::new();
    for question in &earlier {
        let (key, label) = (text(&question["key"]), text(&question["label"]["en"]));
        for option in question["options"].as_array().into_iter().flatten() {
            let (value, shown) = (text(&option["key"]), text(&option["label"]["en"]));
            options.push(Choosable { key: format!("{key}={value}"), label: format!("{label}: {shown}"), lang: None });
        }
    }
    if options.is_empty() {
        return None;
    }
    let place = format!("{PLACE}[{at}].shown_if");
    let now = writing.form.with_untracked(|form| {
        let value = form.list(PLACE).get(at).map(|question| question["shown_if"].clone()).unwrap_or_default();
        let (question, option) = (text(&value["question"]), text(&value["any_of"][0]));
        if question.is_empty() { Vec::new() } else { vec![format!("{question}={option}")] }
    });
    // As a list that opens, whatever there is to choose from: it can be taken back.
    options.insert(0, Choosable { key: String::new(), label: t("desk.shown_always"), lang: None });
    let change = Callback::new(move |keys: Vec<String>| {
        let condition = keys.first().and_then(|key| key.split_once('='));
        let condition = condition.map(|(question, option)| json!({"question": question, "any_of": [option]}));
        writing.change(|form| form.set(&place, condition));
    });
    Some(
        view! { <Choose id=format!("shown-{at}") label=t("desk.shown_if") options chosen=now none_label=t("desk.shown_always") on_change=change/> },
    )
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
