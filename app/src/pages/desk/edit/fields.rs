//! An event on the screen while it is written, and the fields that change it by their place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::record::DraftProblem;

use super::today;
use crate::components::{Agree, Field, Typed};
use crate::state::desk::event_form::EventForm;
use crate::state::mine::Own;

#[derive(Clone, Copy)]
pub struct Writing {
    pub form: RwSignal<EventForm>,
    /// Of the last time that it was judged.
    pub problems: RwSignal<Vec<DraftProblem>>,
    /// Counts what adds or takes away fields: they are drawn anew then, and not at each letter.
    pub shape: RwSignal<u32>,
    own: Own,
    name: StoredValue<String>,
    keeping: StoredValue<Keeping>,
}

/// Whether a change is being kept, and whether another came meanwhile.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping {
    Idle,
    Busy,
    Again,
}

impl Writing {
    pub fn start(form: EventForm, name: String, own: Own) -> Self {
        Writing {
            form: RwSignal::new(form),
            problems: RwSignal::default(),
            shape: RwSignal::new(0),
            own,
            name: StoredValue::new(name),
            keeping: StoredValue::new(Keeping::Idle),
        }
    }

    /// Changes the event, and keeps it.
    pub fn change(self, change: impl FnOnce(&mut EventForm)) {
        self.form.update(change);
        match self.keeping.get_value() {
            Keeping::Idle => self.keep(),
            Keeping::Busy => self.keeping.set_value(Keeping::Again),
            Keeping::Again => {}
        }
    }

    /// The same for what changes which fields there are.
    pub fn reshape(self, change: impl FnOnce(&mut EventForm)) {
        self.change(change);
        self.shape.update(|count| *count += 1);
    }

    pub fn judge(self) {
        self.problems.set(self.form.with_untracked(|form| form.judged(today())).err().unwrap_or_default());
    }

    pub fn text(self, place: &str) -> String {
        self.form.with_untracked(|form| form.text(place))
    }

    pub fn count(self, place: &str) -> usize {
        self.form.with_untracked(|form| form.list(place).len())
    }

    /// What is wrong at a place, or within it.
    pub fn wrong(self, place: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.problems.with(|problems| problems.iter().find(|one| one.place == place).map(|one| one.reason.clone()))
        })
    }

    fn keep(self) {
        self.keeping.set_value(Keeping::Busy);
        let text = self.form.with_untracked(EventForm::write);
        let keeping = (self.own.acts().keep_draft)(self.name.get_value(), Some(text));
        spawn_local(async move {
            keeping.await;
            match self.keeping.try_get_value() {
                Some(Keeping::Again) => self.keep(),
                Some(_) => self.keeping.set_value(Keeping::Idle),
                None => {}
            }
        });
    }
}

/// How a field's text stands in the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum As {
    #[default]
    Text,
    Number,
    /// One option a line.
    Options,
}

/// A field for what stands at a place.
#[component]
pub fn At(
    writing: Writing,
    #[prop(into)] place: String,
    #[prop(into)] label: String,
    #[prop(into, optional_no_strip)] hint: Option<String>,
    #[prop(optional)] typed: Typed,
    #[prop(optional)] holds: As,
) -> impl IntoView {
    let value = writing.form.with_untracked(|form| match holds {
        As::Text | As::Number => form.text(&place),
        As::Options => form.options_text(&place),
    });
    let id = format!("at-{}", place.replace(['.', '[', ']'], "-"));
    let error = writing.wrong(place.clone());
    let input = Callback::new(move |text: String| {
        writing.change(|form| match holds {
            As::Text => form.set_text(&place, &text),
            As::Number => form.set_number(&place, &text),
            As::Options => form.set_options(&place, &text),
        });
    });
    view! { <Field id label hint typed value on_input=input error/> }
}

/// A yes or no at a place.
#[component]
pub fn AtYes(writing: Writing, #[prop(into)] place: String, #[prop(into)] label: String) -> impl IntoView {
    let checked = writing.form.with_untracked(|form| form.is_on(&place));
    let id = format!("at-{}", place.replace(['.', '[', ']'], "-"));
    let change = Callback::new(move |is_on: bool| writing.change(|form| form.set_on(&place, is_on)));
    view! { <Agree id text=label checked on_change=change/> }
}
