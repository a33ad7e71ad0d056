//! An event and its form, written field by field. Every letter is kept on this phone; what is wrong stands by its field, by
//! the same code that the server judges with. Saving needs the network.

mod basics;
mod consents;
mod fields;
mod preview;
mod questions;
mod seats;

use catalogue::query::{Answer, Query};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Day, RecordId};
use serde_json::Value;

use super::said_fault;
use crate::components::{Button, ButtonKind, Chip, Group, Scroller, SkeletonRows, Top};
use crate::pages::frame::set_title;
use crate::router::{Address, use_router};
use crate::state::answers::use_catalogue;
use crate::state::desk::event_form::EventForm;
use crate::state::desk::{EventSaved, use_desks};
use crate::state::mine::use_own;
use crate::state::words::{self, t, t_count, t_with};
use basics::Basics;
use consents::Consents;
use fields::Writing;
use preview::Preview;
use questions::Questions;
use seats::Seats;

/// What a draft of a new event is kept as.
const NEW: &str = "desk-new";

#[component]
pub fn EditPage(event: Option<RecordId>) -> impl IntoView {
    set_title(&t("desk.edit"));
    let router = use_router();
    let own = use_own();
    let name = event.map_or_else(|| NEW.to_owned(), |event| format!("desk-{event}"));
    let (kept, set_kept) = signal(None::<Option<EventForm>>);
    let reading = (own.acts().read_draft)(name.clone());
    spawn_local(async move {
        let text = reading.await;
        set_kept.try_set(Some(text.and_then(|text| EventForm::read(&text))));
    });
    // None: not told yet. The event as it is published, which is what the change is made against.
    let before = match event {
        None => Signal::derive(|| Some(None)),
        Some(id) => {
            let answer = use_catalogue().answer_once(Query::Record { id });
            Signal::derive(move || match answer.get() {
                Some(Answer::Record(Some(record))) => record.record.clone().map(Some),
                _ => None,
            })
        }
    };
    let opened = Memo::new(move |_| kept.get().is_some() && before.get().is_some());
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad page--task">
            <h1 tabindex="-1">{if event.is_some() { t("desk.edit") } else { t("desk.new") }}</h1>
            {move || match opened.get() {
                false => view! { <Group><SkeletonRows count=4 label=t("app.loading")/></Group> }.into_any(),
                true => {
                    let before: Option<Value> = before.get_untracked().flatten();
                    let form = kept.get_untracked().flatten().unwrap_or_else(|| match &before {
                        Some(before) => EventForm::of(before.clone()),
                        None => EventForm::new((use_desks().acts().new_id)()),
                    });
                    view! { <Editor name=name.clone() before form/> }.into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Editor(name: String, before: Option<Value>, form: EventForm) -> impl IntoView {
    let own = use_own();
    let desks = use_desks();
    let router = use_router();
    let writing = Writing::start(form, name.clone(), own);
    let (part, set_part) = signal(0_usize);
    let (told, set_told) = signal(String::new());
    let (busy, set_busy) = signal(false);
    let before = StoredValue::new(before);
    let save = Callback::new(move |()| {
        writing.judge();
        if writing.problems.with_untracked(|problems| !problems.is_empty()) {
            return set_told.set(t_count("desk.problems", writing.problems.with_untracked(Vec::len) as u64));
        }
        set_busy.set(true);
        let saving = (desks.acts().save_event)(before.get_value(), writing.form.with_untracked(EventForm::as_object));
        let name = name.clone();
        spawn_local(async move {
            match saving.await {
                Ok(EventSaved::Saved { id, form }) => {
                    (own.acts().keep_draft)(name, None).await;
                    (own.acts().exchange)();
                    set_told.try_set(t_with("desk.saved", &[("version", &words::number(u64::from(form)))]));
                    router.replace(Address::Desk(id));
                }
                Ok(EventSaved::Changed) => drop(set_told.try_set(t("desk.changed_meanwhile"))),
                Ok(EventSaved::Problems { problems }) => {
                    set_told.try_set(t_count("desk.problems", problems.len() as u64));
                    writing.problems.try_set(problems);
                }
                Err(fault) => drop(set_told.try_set(said_fault(fault))),
            }
            set_busy.try_set(false);
        });
    });
    let parts =
        ["desk.part.basics", "desk.part.seats", "desk.part.questions", "desk.part.consents", "desk.part.preview"];
    let chips = parts.into_iter().enumerate().map(move |(at, key)| {
        let pressed = Signal::derive(move || part.get() == at);
        view! { <Chip label=t(key) pressed on_press=Callback::new(move |()| set_part.set(at))/> }
    });
    view! {
        <Scroller label=t("desk.parts")>{chips.collect_view()}</Scroller>
        <div class="form">{move || match part.get() {
            0 => view! { <Basics writing/> }.into_any(),
            1 => view! { <Seats writing/> }.into_any(),
            2 => view! { <Questions writing/> }.into_any(),
            3 => view! { <Consents writing/> }.into_any(),
            _ => view! { <Preview writing/> }.into_any(),
        }}</div>
        <div class="bar-bottom"><div>
            <p class="small" role="status">{move || told.get()}</p>
            {move || {
                let problems = writing.problems.get();
                problems.into_iter().take(4).map(|problem| view! {
                    <p class="small desk__wrong">{words::dotted([problem.place.as_str(), problem.reason.as_str()])}</p>
                }).collect_view()
            }}
            <Button kind=ButtonKind::Go wide=true busy label=t("desk.save") on_press=save/>
        </div></div>
    }
}

/// By UTC, as the server counts.
fn today() -> Day {
    Day::of_unix_ms(words::now_ms() as i64)
}
