//! A delegation: its leader takes people out of a spreadsheet, sees what is wrong line by line, and asks for a place for
//! each that is right. With a network or without.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::registration::Registration;
use model::{LanguageTag, RecordId};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::frame::set_title;
use super::mine::state_tag;
use super::register::{said_flaw, use_event};
use crate::components::{
    Agree, Button, ButtonKind, Empty, Field, Glyph, Group, Lead, NoteBox, Row, SectionHead, SkeletonRows, Tone, Top,
    Typed,
};
use crate::router::use_router;
use crate::state::desk::nominees::{Nominee, Sheet, Wrong, WrongReason, columns};
use crate::state::desk::read_sheet;
use crate::state::event::EventFacts;
use crate::state::mine::use_own;
use crate::state::shell;
use crate::state::words::{self, dotted, t, t_count, t_with};

#[component]
pub fn DelegationPage(event: RecordId) -> impl IntoView {
    set_title(&t("delegation.title"));
    let router = use_router();
    let facts = use_event(event);
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad page--task">
            <h1 tabindex="-1">{t("delegation.title")}</h1>
            {move || match facts.get() {
                None => view! { <Group><SkeletonRows count=3 label=t("app.loading")/></Group> }.into_any(),
                Some(facts) => match (facts.rules.clone(), facts.counting_day()) {
                    (Some(rules), Some(_)) => view! { <Ask facts rules/> }.into_any(),
                    _ => view! { <Empty title=t("register.none")/> }.into_any(),
                },
            }}
            <Asked event/>
        </div>
    }
}

#[component]
fn Ask(facts: EventFacts, rules: Registration) -> impl IntoView {
    let own = use_own();
    let rules = StoredValue::new(rules);
    let (event, on) = (facts.id, facts.counting_day());
    let text = RwSignal::new(String::new());
    let agreed = RwSignal::new(false);
    let (told, set_told) = signal(String::new());
    let (busy, set_busy) = signal(false);
    let judged = Memo::new(move |_| {
        let language = LanguageTag::parse(&words::language().get_untracked()).ok()?;
        let lines = text.with(|text| read_sheet(text));
        rules.with_value(|rules| Sheet { event, rules, on: on?, language, all_agreed: agreed.get() }.judge(&lines))
    });
    let choose = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()?.get(0)) else { return };
        spawn_local(async move {
            match JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                Some(read) => drop(text.try_set(read)),
                None => drop(set_told.try_set(t("register.file_unreadable"))),
            }
        });
    };
    let template = Callback::new(move |()| {
        let heads: Vec<String> =
            rules.with_value(|rules| columns(rules).iter().map(|column| column.key().to_owned()).collect());
        // With a byte order mark, or a spreadsheet takes it for the local code page.
        shell::save_file("delegation.csv", "text/csv", &format!("\u{FEFF}{}\r\n", heads.join(",")));
    });
    let send = Callback::new(move |()| {
        let acts: Vec<_> = judged.with_untracked(|judged| {
            judged
                .iter()
                .flatten()
                .filter_map(|nominee| nominee.outcome.as_ref().ok())
                .map(|act| (**act).clone())
                .collect()
        });
        if acts.is_empty() {
            return set_told.set(t("delegation.none_good"));
        }
        set_busy.set(true);
        spawn_local(async move {
            let mut saved = 0;
            for act in acts {
                if !(own.acts().save)(act).await {
                    break;
                }
                saved += 1;
            }
            set_told.try_set(t_count("delegation.saved", saved));
            text.try_set(String::new());
            set_busy.try_set(false);
        });
    });
    let has_text = move || !text.with(|text| text.trim().is_empty());
    view! {
        <p class="small q">{facts.title.clone()}</p>
        <p>{t("delegation.text")}</p>
        <div class="buttons">
            <Button mini=true glyph=Some(Glyph::Download) label=t("delegation.template") on_press=template/>
            <label class="button button--line button--mini"><input class="vh" type="file" accept=".csv,text/csv,text/plain" on:change=choose/>
                {t("delegation.choose")}</label>
        </div>
        <Field id="paste" label=t("delegation.paste") hint=t("delegation.paste_hint") typed=Typed::Lines(6) value=""
            on_input=Callback::new(move |now| text.set(now))/>
        <Agree id="all-agreed" text=t("delegation.agreed") checked=false on_change=Callback::new(move |is_on| agreed.set(is_on))/>
        {move || has_text().then(|| match judged.get() {
            None => view! {
                <NoteBox tone=Tone::Reed glyph=Glyph::Info title=t("delegation.no_columns") text=t("delegation.no_columns_text")/>
            }.into_any(),
            Some(nominees) => view! { <Judged nominees/> }.into_any(),
        })}
        <p class="small" role="status">{move || told.get()}</p>
        <Button kind=ButtonKind::Go wide=true busy label=t("delegation.send") on_press=send/>
    }
}

/// Each line: a name that is ready, or what is wrong in which column.
#[component]
fn Judged(nominees: Vec<Nominee>) -> impl IntoView {
    let good = nominees.iter().filter(|nominee| nominee.outcome.is_ok()).count();
    let bad = nominees.len() - good;
    let rows = nominees.into_iter().map(|nominee| {
        let line = t_with("delegation.line", &[("number", &words::number(nominee.number as u64))]);
        let (tag, lines) = match &nominee.outcome {
            Ok(_) => ((Tone::Leaf, t("delegation.good")), vec![line.into()]),
            Err(wrong) => {
                let said = wrong.iter().map(|wrong| dotted([line.as_str(), said_wrong(wrong).as_str()]).into());
                ((Tone::Kapok, t("delegation.bad")), said.collect())
            }
        };
        let title = if nominee.name.is_empty() { line_name() } else { nominee.name.clone() };
        view! { <Row title lines tag=Some(tag) top=true/> }
    });
    let rows = rows.collect_view();
    view! {
        <SectionHead title=t_count("delegation.ready", good as u64) end=(bad > 0).then(|| t_count("delegation.wrong", bad as u64))/>
        <Group>{rows}</Group>
    }
}

fn line_name() -> String {
    t("delegation.nameless")
}

fn said_wrong(wrong: &Wrong) -> String {
    let column = wrong.column.as_ref().map_or("", |column| column.key());
    let reason = match &wrong.reason {
        WrongReason::NoEmail => t("delegation.no_email"),
        WrongReason::Twice => t("delegation.twice"),
        WrongReason::Flaw(flaw) => said_flaw(flaw),
    };
    dotted([column, reason.as_str()])
}

/// Those who were asked for, and how each stands.
#[component]
fn Asked(event: RecordId) -> impl IntoView {
    let own = use_own();
    let look = own.look();
    let delegates = Memo::new(move |_| {
        look.with(|look| look.as_ref().and_then(|look| look.mine.delegations.get(&event).cloned()).unwrap_or_default())
    });
    move || {
        let delegates = delegates.get();
        (!delegates.is_empty()).then(|| {
            let rows = delegates.into_iter().map(|delegate| {
                let registration = delegate.registration;
                let name = delegate.name.full.as_str().to_owned();
                let label = t_with("delegation.withdraw", &[("name", &name)]);
                let stands = delegate.state.stands() && !delegate.withdrawing;
                let withdraw = Callback::new(move |()| {
                    own.save(model::Act::Withdrawn { event, registration: Some(registration) }, |_| {});
                });
                let lines = if delegate.withdrawing { vec![t("delegation.withdrawing").into()] } else { Vec::new() };
                view! {
                    <div class="desk__row">
                        <Row lead=Some(Lead::tile(Glyph::Person)) title=name lines tag=Some(state_tag(&delegate.state))/>
                        {stands.then(|| view! { <Button mini=true kind=ButtonKind::Alarm label on_press=withdraw/> })}
                    </div>
                }
            });
            let rows = rows.collect_view();
            view! {
                <SectionHead title=t("delegation.asked")/>
                <p class="small q">{t("delegation.asked_text")}</p>
                <Group>{rows}</Group>
            }
        })
    }
}
