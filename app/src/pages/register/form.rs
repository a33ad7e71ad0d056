//! The form itself.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::registration::{Facts, Registration};
use model::{Act, LanguageTag};

use super::flaws::{self, said_flaw};
use super::questions::Questions;
use super::rules::Rules;
use crate::components::{Agree, Button, ButtonKind, Choosable, Choose, Field, Glyph, NoteBox, Tone, Typed};
use crate::router::{Address, use_router};
use crate::state::draft::{Draft, Flaw};
use crate::state::event::EventFacts;
use crate::state::mine::{Own, use_own};
use crate::state::phone::use_phone;
use crate::state::words::{self, t, t_count};

/// A draft on the screen. Given to the parts of the form.
#[derive(Clone, Copy)]
pub struct Filling {
    pub draft: RwSignal<Draft>,
    pub flaws: RwSignal<Vec<Flaw>>,
    own: Own,
    keeping: RwSignal<Keeping>,
    event: StoredValue<String>,
    /// Shown to who writes the form: nothing is kept or sent.
    is_preview: bool,
}

/// Whether a change is being kept, and whether another came meanwhile.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// Nothing was changed yet.
    Idle,
    Busy,
    Again,
    /// All of it lies on the phone.
    Kept,
    /// The phone did not take it.
    Lost,
}

impl Filling {
    /// Changes the draft, and keeps it.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        if self.is_preview {
            return;
        }
        match self.keeping.get_untracked() {
            Keeping::Idle | Keeping::Kept | Keeping::Lost => self.keep(),
            Keeping::Busy => self.keeping.set(Keeping::Again),
            Keeping::Again => {}
        }
    }

    fn keep(self) {
        self.keeping.set(Keeping::Busy);
        let text = self.draft.with_untracked(Draft::write);
        let keeping = (self.own.acts().keep_draft)(self.event.get_value(), Some(text));
        spawn_local(async move {
            let kept = keeping.await;
            match self.keeping.try_get_untracked() {
                Some(Keeping::Again) => self.keep(),
                Some(_) => self.keeping.set(if kept { Keeping::Kept } else { Keeping::Lost }),
                // The page is gone; what was typed last is kept.
                None => {}
            }
        });
    }

    /// The flaw that this field has, in words.
    pub fn flaw(self, is_it: impl Fn(&Flaw) -> bool + Send + Sync + 'static) -> Signal<Option<String>> {
        Signal::derive(move || self.flaws.with(|flaws| flaws.iter().find(|flaw| is_it(flaw)).map(said_flaw)))
    }
}

#[component]
pub fn FormPage(
    facts: EventFacts,
    rules: Registration,
    draft: Draft,
    known: Facts,
    is_change: bool,
    #[prop(optional)] is_preview: bool,
) -> impl IntoView {
    let own = use_own();
    let router = use_router();
    let phone = use_phone();
    let event = facts.id;
    let filling = Filling {
        draft: RwSignal::new(draft),
        flaws: RwSignal::new(Vec::new()),
        own,
        keeping: RwSignal::new(Keeping::Idle),
        event: StoredValue::new(event.to_string()),
        is_preview,
    };
    let first = filling.draft.get_untracked();
    let (lost, set_lost) = signal(false);
    let (busy, set_busy) = signal(false);
    let rules = StoredValue::new(rules);
    let known_facts = StoredValue::new(known.clone());
    let day = facts.counting_day();
    let send = Callback::new(move |()| {
        let Some(day) = day else { return };
        let language = words::language().get_untracked();
        let Ok(language) = LanguageTag::parse(&language) else { return };
        let act = filling.draft.with_untracked(|draft| {
            rules.with_value(|rules| match is_change {
                true => draft.checked(&rules.form).map(|answers| {
                    let (form, answers) = (answers.form(), answers.into_answers());
                    Some(Act::AnswersChanged { event, form, answers })
                }),
                false => {
                    let filled = draft.fill(rules, known_facts.get_value(), day, &language);
                    filled.map(|filled| filled.registered(event))
                }
            })
        });
        match act {
            Ok(Some(_)) if is_preview => filling.flaws.set(Vec::new()),
            Ok(Some(act)) => {
                set_busy.set(true);
                filling.flaws.set(Vec::new());
                own.save(act, move |kept| {
                    set_busy.try_set(false);
                    if !kept {
                        set_lost.try_set(true);
                        return;
                    }
                    spawn_local(async move {
                        (own.acts().keep_draft)(event.to_string(), None).await;
                        router.replace(Address::Part(event));
                    });
                });
            }
            Ok(None) => {}
            Err(flaws) => {
                flaws::focus(flaws.first());
                filling.flaws.set(flaws);
            }
        }
    });
    let title = facts.title.clone();
    let groups = rules.with_value(|rules| {
        let language = words::language().get_untracked();
        let option = |choice: &model::registration::Choice| {
            let (tag, label) = choice.label.best(&language);
            Choosable {
                key: choice.key.as_str().to_owned(),
                label: label.as_str().to_owned(),
                lang: Some(tag.as_str().to_owned()),
            }
        };
        rules.groups.iter().map(option).collect::<Vec<_>>()
    });
    let has_groups = !groups.is_empty();
    let wait = move || match filling.keeping.get() {
        Keeping::Lost => t("register.not_kept"),
        Keeping::Kept if phone.is_offline() => t("register.kept_offline"),
        Keeping::Kept => t("register.kept"),
        Keeping::Idle | Keeping::Busy | Keeping::Again if phone.is_offline() => t("register.will_wait"),
        Keeping::Idle | Keeping::Busy | Keeping::Again => t("register.will_send"),
    };
    let count = move || filling.flaws.with(Vec::len);
    view! {
        <p class="small q" lang=facts.lang.clone()>{title}</p>
        <h1 tabindex="-1">{if is_change { t("register.change") } else { t("register.about") }}</h1>
        {move || phone.is_offline().then(|| view! {
            <div class="gap"><NoteBox glyph=Glyph::Offline title=t("register.offline") text=t("register.offline_text")/></div>
        })}
        <Rules filling rules known/>
        <div class="form">
            {(!is_change).then(|| view! {
                <Field id="full" label=t("register.full") hint=t("register.full_hint") typed=Typed::Name value=first.full.clone()
                    on_input=Callback::new(move |text| filling.change(|draft| draft.full = text))
                    error=filling.flaw(|flaw| matches!(flaw, Flaw::NoName | Flaw::NameTooLong))/>
                <Field id="latin" label=t("register.latin") hint=t("register.latin_hint") value=first.latin.clone()
                    on_input=Callback::new(move |text| filling.change(|draft| draft.latin = text))/>
                <Field id="address_as" label=t("register.address_as") hint=t("register.address_as_hint") value=first.address_as.clone()
                    on_input=Callback::new(move |text| filling.change(|draft| draft.address_as = text))/>
            })}
            {(has_groups && !is_change).then(|| view! {
                <Choose id="group" label=t("register.group") options=groups.clone() chosen=vec![first.group.clone()] none_label=t("register.choose")
                    on_change=Callback::new(move |chosen: Vec<String>| filling.change(|draft| draft.group = chosen.into_iter().next().unwrap_or_default()))
                    error=filling.flaw(|flaw| *flaw == Flaw::NoGroup)/>
            })}
            <Questions filling rules/>
            {(!is_change).then(|| view! { <Consents filling rules known=known_facts day/> })}
        </div>
        <div class=if is_preview { "gap" } else { "bar-bottom" }><div>
            {move || lost.get().then(|| view! {
                <NoteBox tone=Tone::Kapok glyph=Glyph::Warning title=t("register.not_kept") text=t("register.not_kept_text")/>
            })}
            <p class="small q" role="status">{move || match count() {
                0 => wait(),
                count => t_count("register.flaws", count as u64),
            }}</p>
            <Button kind=ButtonKind::Go wide=true busy label=t("register.send") on_press=send/>
        </div></div>
    }
}

/// In the set or not.
pub fn toggle(set: &mut BTreeSet<String>, key: String, is_in: bool) {
    if is_in {
        set.insert(key);
    } else {
        set.remove(&key);
    }
}

/// What the organiser may do with it, each by itself; with a guardian for the young.
#[component]
fn Consents(
    filling: Filling,
    rules: StoredValue<Registration>,
    known: StoredValue<Facts>,
    day: Option<model::Day>,
) -> impl IntoView {
    let language = words::language().get_untracked();
    let first = filling.draft.get_untracked();
    let needs_guardian = Memo::new(move |_| {
        let facts = filling.draft.with(|draft| rules.with_value(|rules| draft.facts(rules, known.get_value())));
        day.is_some_and(|day| rules.with_value(|rules| rules.needs_guardian(&facts, day)))
    });
    let consents = rules.with_value(|rules| rules.consents.to_vec());
    if consents.is_empty() {
        return None;
    }
    let rows = consents.into_iter().map(|consent| {
        let purpose = consent.purpose.as_str().to_owned();
        let (tag, text) = consent.texts.best(&language);
        let (kept, wanted) = (purpose.clone(), consent.purpose.clone());
        let change = Callback::new(move |given: bool| {
            let purpose = kept.clone();
            filling.change(|draft| toggle(&mut draft.consents, purpose, given));
        });
        view! {
            <Agree id=format!("consent-{purpose}") text=text.as_str() lang=Some(tag.as_str().to_owned())
                aside=(!consent.required).then(|| t("register.optional")) checked=first.consents.contains(&purpose) on_change=change
                error=filling.flaw(move |flaw| *flaw == Flaw::Consent(wanted.clone()))/>
        }
    });
    let keep = rules.with_value(|rules| t_count("register.keep_days", u64::from(rules.keep_days)));
    let guardian = first.guardian.clone();
    Some(view! {
        <fieldset class="field"><legend>{t("register.before")}</legend>{rows.collect_view()}
            <span class="field__hint">{keep}</span></fieldset>
        {move || needs_guardian.get().then(|| view! {
            <Field id="guardian" label=t("register.guardian") hint=t("register.guardian_hint") typed=Typed::Name value=guardian.clone()
                on_input=Callback::new(move |text| filling.change(|draft| draft.guardian = text))
                error=filling.flaw(|flaw| *flaw == Flaw::NoGuardian)/>
        })}
    })
}
