//! What the event is called, and when it is.

use leptos::prelude::*;
use serde_json::json;

use super::fields::{At, Writing};
use crate::components::{Button, Choosable, Choose, SectionHead, Typed};
use crate::state::words::{self, t, t_with};

/// The kinds of event that take registrations, as JSON names them.
const FORMS: [&str; 9] =
    ["camp", "forum", "competition", "matchmaking", "exhibition", "fair", "conference", "training", "other"];

#[component]
pub fn Basics(writing: Writing) -> impl IntoView {
    let form = writing.text("form");
    let forms = FORMS.map(|key| Choosable { key: key.to_owned(), label: t(&format!("event_form.{key}")), lang: None });
    let names = move || {
        writing.shape.track();
        let names = (0..writing.count("names")).map(|at| {
            let language = writing.text(&format!("names[{at}].lang"));
            let label = t_with("desk.name_in", &[("language", &words::language_name(&language))]);
            view! { <At writing place=format!("names[{at}].text") label/> }
        });
        names.collect_view()
    };
    let add = Callback::new(move |()| {
        writing.reshape(|form| form.push("names", json!({"text": "", "lang": "zh-Hans", "use": "label"})));
    });
    let has_one = move || {
        writing.shape.track();
        writing.count("names") < 2
    };
    view! {
        <SectionHead title=t("desk.part.basics")/>
        {names}
        {move || has_one().then(|| view! { <Button mini=true label=t("desk.name_chinese") on_press=add/> })}
        <Choose id="event-form" label=t("desk.form") options=forms.to_vec() chosen=vec![form] none_label=t("register.choose")
            on_change=Callback::new(move |keys: Vec<String>| writing.change(|form| form.set_text("form", keys.first().map_or("", String::as_str))))/>
        <At writing place="summary" label=t("desk.summary") typed=Typed::Lines(4)/>
        <At writing place="begins" label=t("desk.begins") typed=Typed::Date/>
        <At writing place="ends" label=t("desk.ends") typed=Typed::Date/>
        <At writing place="zone" label=t("desk.zone") hint=Some(t("desk.zone_hint"))/>
    }
}
