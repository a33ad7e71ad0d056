//! The form of an event: who may take part, about you, the organiser's questions, and what you agree to. Every letter is
//! kept on this phone as it is typed; what is whole goes into the outbox, with a network or without.

mod file;
mod flaws;
mod form;
mod questions;
mod rules;

use catalogue::query::{Answer, Query};
use leptos::prelude::*;
use model::registration::{Facts, Opening};
use model::{RecordId, TermKey};

use super::frame::set_title;
use crate::components::{Empty, Glyph, Group, NoteBox, SkeletonRows, Tone, Top};
use crate::router::use_router;
use crate::state::answers::use_catalogue;
use crate::state::draft::Draft;
use crate::state::event::EventFacts;
use crate::state::mine::{Look, use_own};
use crate::state::words::{self, t, t_with};
pub use flaws::said_flaw;
pub use form::FormPage;

/// An event by its id, once the catalogue on this phone tells it.
pub fn use_event(id: RecordId) -> Memo<Option<EventFacts>> {
    let answer = use_catalogue().answer_once(Query::Record { id });
    Memo::new(move |_| match answer.get() {
        Some(Answer::Record(Some(record))) => EventFacts::of(&record, &words::language().get_untracked()),
        _ => None,
    })
}

/// A group of the event, in the reader's language.
pub fn group_label(event: &EventFacts, group: &TermKey) -> Option<String> {
    let groups = &event.rules.as_ref()?.groups;
    let group = groups.iter().find(|known| known.key == *group)?;
    Some(group.label.best(&words::language().get_untracked()).1.as_str().to_owned())
}

#[component]
pub fn RegisterPage(event: RecordId) -> impl IntoView {
    set_title(&t("register.title"));
    let facts = use_event(event);
    let own = use_own();
    let router = use_router();
    let look = own.look();
    let looked = Memo::new(move |_| look.with(Option::is_some));
    // None: not read yet.
    let (kept, set_kept) = signal(None::<Option<Draft>>);
    let reading = (own.acts().read_draft)(event.to_string());
    leptos::task::spawn_local(async move {
        let text = reading.await;
        set_kept.try_set(Some(text.and_then(|text| Draft::read(&text))));
    });
    view! {
        <Top back_label=t("register.close") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad page--task">
            {move || match (facts.get(), kept.get(), looked.get()) {
                (Some(facts), Some(kept), true) => {
                    let look = look.get_untracked().unwrap_or_default();
                    opened(facts, kept, &look)
                }
                _ => view! { <Group><SkeletonRows count=3 label=t("app.loading")/></Group> }.into_any(),
            }}
        </div>
    }
}

/// The form, or why there is none.
fn opened(facts: EventFacts, kept: Option<Draft>, look: &Look) -> AnyView {
    if !facts.has_details {
        return view! { <Empty title=t("state.body.waiting")/> }.into_any();
    }
    let Some(rules) = facts.rules.clone() else { return view! { <Empty title=t("register.none")/> }.into_any() };
    let part = look.event(facts.id).filter(|part| part.state.stands()).cloned();
    let profile = look.mine.profile.as_ref().map(|profile| &profile.profile);
    let known = Facts { country: profile.and_then(|profile| profile.country), ..Facts::default() };
    let now_ms = words::now_ms() as i64;
    let closed = match rules.opening(now_ms) {
        Opening::Open => None,
        Opening::NotYet => Some((
            t("register.not_yet"),
            t_with("register.opens", &[("time", &words::moment(rules.opens.unix_ms() as f64))]),
        )),
        Opening::Closed => Some((
            t("register.closed"),
            t_with("register.closed_at", &[("time", &words::moment(rules.closes.unix_ms() as f64))]),
        )),
    };
    // By this phone's clock, which may be wrong: the form opens anyway, and the server decides.
    let closed = closed.map(|(title, text)| {
        view! {
            <div class="gap"><NoteBox tone=Tone::Reed glyph=Glyph::Clock title text/></div>
        }
    });
    let draft = kept.unwrap_or_else(|| match (&part, profile) {
        (Some(part), _) => Draft::of(&part.name, part.group.as_ref(), &part.answers),
        (None, Some(profile)) => Draft::of(&profile.name, None, &Default::default()),
        (None, None) => Draft::default(),
    });
    view! { {closed}<FormPage facts rules draft known is_change=part.is_some()/> }.into_any()
}
