//! The one that was chosen: who they are, how they stand, what they answered, and what can be decided.

use leptos::prelude::*;
use model::command::Decision;
use model::registration::{Ask, Registration, Value};
use model::view::AskedOf;

use super::decide::decide;
use super::event::AtDesk;
use super::people::{said_asked, tag};
use crate::components::{Button, ButtonKind, Empty, FactText, Facts, Glyph, SectionHead, Tag};
use crate::pages::register::group_label;
use crate::state::words::{self, t, t_with};

#[component]
pub fn Chosen(at: AtDesk) -> impl IntoView {
    let one = Memo::new(move |_| {
        let id = at.chosen.get();
        at.with(|desk| id.and_then(|id| desk.find(id).cloned()))
    });
    move || match one.get() {
        None => view! { <Empty title=t("desk.choose")/> }.into_any(),
        Some(one) => view! { <Shown at one/> }.into_any(),
    }
}

#[component]
fn Shown(at: AtDesk, one: AskedOf) -> impl IntoView {
    let AskedOf { view, asked } = one;
    let id = view.id;
    let lost = RwSignal::new(false);
    let press = move |decision: Decision| Callback::new(move |()| decide(at, vec![id], decision.clone(), lost));
    let rules = at.facts.with(|facts| facts.as_ref().and_then(|facts| facts.rules.clone()));
    let group = view.group.as_ref().map(|group| {
        at.facts
            .with(|facts| facts.as_ref().and_then(|facts| group_label(facts, group)))
            .unwrap_or_else(|| group.to_string())
    });
    let text = |line: &Option<model::Line>| line.as_ref().map(|line| line.as_str().to_owned());
    let unknown = t("app.unknown");
    let (tone, state) = tag(view.state);
    let waits: Vec<String> = asked.iter().map(said_asked).collect();
    let waits = (!waits.is_empty())
        .then(|| t_with("desk.waits", &[("what", &words::listed(waits.iter().map(String::as_str)))]));
    let unknown_answer = unknown.clone();
    let answers = rules.as_ref().map(|rules| answers(rules, &view)).unwrap_or_default();
    view! {
        <h2 class="desk__name">{view.name.full.as_str().to_owned()}</h2>
        <p><Tag tone text=state/></p>
        {waits.map(|waits| view! { <p class="small q" role="status">{waits}</p> })}
        <div class="buttons gap">
            <Button mini=true kind=ButtonKind::Ink glyph=Some(Glyph::Check) label=t("desk.accept") on_press=press(Decision::Accept)/>
            <Button mini=true label=t("desk.wait") on_press=press(Decision::Wait)/>
            <Button mini=true kind=ButtonKind::Alarm label=t("desk.refuse") on_press=press(Decision::Refuse)/>
        </div>
        <div class="gap"><Facts>
            <FactText term=t("register.latin") value=text(&view.name.latin) unknown=unknown.clone()/>
            <FactText term=t("register.address_as") value=text(&view.name.address_as) unknown=unknown.clone()/>
            <FactText term=t("desk.email") value=view.email.as_ref().map(ToString::to_string) unknown=unknown.clone()/>
            <FactText term=t("desk.country") value=view.country.map(|country| words::country(country.as_str())) unknown=unknown.clone()/>
            <FactText term=t("register.group") value=group unknown=unknown.clone()/>
            <FactText term=t("desk.changed") value=Some(words::time(view.changed_ms as f64)) unknown/>
        </Facts></div>
        {(!answers.is_empty()).then(|| view! {
            <SectionHead title=t("desk.answers")/>
            <Facts>{answers.into_iter().map(|(term, value)| view! {
                <FactText term value unknown=unknown_answer.clone()/>
            }).collect_view()}</Facts>
        })}
    }
}

/// The questions with what was answered. An answer to a question that is no longer asked stands by its key.
fn answers(rules: &Registration, view: &model::feed::RegistrationView) -> Vec<(String, Option<String>)> {
    let language = words::language().get_untracked();
    let questions = rules.form.questions();
    let asked = questions.iter().map(|question| {
        let value = view.answers.get(&question.key).map(|value| said(value, &question.ask, &language));
        (question.label.best(&language).1.as_str().to_owned(), value)
    });
    let earlier = view.answers.iter().filter(|(key, _)| rules.form.question(key).is_none());
    let earlier = earlier.map(|(key, value)| (key.to_string(), Some(said(value, &Ask::Agreement, &language))));
    asked.chain(earlier).collect()
}

fn said(value: &Value, ask: &Ask, language: &str) -> String {
    let label = |key: &model::TermKey| {
        let option = ask.options().iter().find(|option| option.key == *key);
        option.map_or_else(|| key.to_string(), |option| option.label.best(language).1.as_str().to_owned())
    };
    match value {
        Value::Text(text) => text.as_str().to_owned(),
        Value::Choice(key) => label(key),
        Value::Several(keys) => {
            let labels: Vec<String> = keys.iter().map(label).collect();
            words::listed(labels.iter().map(String::as_str))
        }
        Value::Number(number) => words::decimal(number),
        Value::Date(day) => words::day(*day),
        Value::File(file) => file.name.as_str().to_owned(),
        Value::Agreed(true) => t("desk.yes"),
        Value::Agreed(false) => t("desk.no"),
    }
}
