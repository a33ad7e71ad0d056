//! What is decided about those that are picked, one or many: each is a command of its own, saved before anything is said.

use leptos::prelude::*;
use model::command::Decision;
use model::{Act, RegistrationId, TermKey};

use super::event::AtDesk;
use crate::components::{Button, ButtonKind, Choosable, Choose, Glyph, NoteBox, Tone};
use crate::state::words::{self, t, t_count};

#[component]
pub fn Decide(at: AtDesk) -> impl IntoView {
    let count = move || at.picked.with(Vec::len);
    let lost = RwSignal::new(false);
    let press = move |decision: Decision| {
        Callback::new(move |()| decide(at, at.picked.get_untracked(), decision.clone(), lost))
    };
    let groups = Memo::new(move |_| groups(at));
    move || {
        (count() > 0).then(|| {
            let groups = groups.get();
            let chosen = RwSignal::new(None::<TermKey>);
            let move_them = Callback::new(move |()| {
                if let Some(group) = chosen.get_untracked() {
                    decide(at, at.picked.get_untracked(), Decision::Move { group }, lost);
                }
            });
            view! {
                <div class="desk__bar" role="region" aria-label=t("desk.decide")>
                    <p class="small" role="status">{t_count("desk.picked", count() as u64)}</p>
                    <div class="buttons">
                        <Button mini=true kind=ButtonKind::Ink glyph=Some(Glyph::Check) label=t("desk.accept") on_press=press(Decision::Accept)/>
                        <Button mini=true label=t("desk.wait") on_press=press(Decision::Wait)/>
                        <Button mini=true kind=ButtonKind::Alarm label=t("desk.refuse") on_press=press(Decision::Refuse)/>
                        <Button mini=true label=t("desk.pick_none") on_press=Callback::new(move |()| at.picked.set(Vec::new()))/>
                    </div>
                    {(groups.len() > 1).then(|| view! {
                        <details><summary class="small">{t("desk.move")}</summary>
                        <Choose id="move-to" label=t("desk.move") options=groups chosen=Vec::new() none_label=t("register.choose")
                            on_change=Callback::new(move |keys: Vec<String>| chosen.set(keys.first().and_then(|key| TermKey::parse(key).ok())))/>
                        <Button mini=true label=t("desk.move") on_press=move_them/>
                        </details>
                    })}
                    {move || lost.get().then(|| view! {
                        <NoteBox tone=Tone::Kapok glyph=Glyph::Warning title=t("register.not_kept") text=t("register.not_kept_text")/>
                    })}
                </div>
            }
        })
    }
}

/// Saves one command for each, in the order in which they registered.
pub fn decide(at: AtDesk, ids: Vec<RegistrationId>, decision: Decision, lost: RwSignal<bool>) {
    let own = at.own;
    leptos::task::spawn_local(async move {
        for registration in ids {
            let act = Act::Decided { event: at.event, registration, decision: decision.clone() };
            if !(own.acts().save)(act).await {
                lost.try_set(true);
                return;
            }
        }
        at.picked.try_set(Vec::new());
    });
}

pub fn groups(at: AtDesk) -> Vec<Choosable> {
    let language = words::language().get_untracked();
    at.facts.with(|facts| {
        let rules = facts.as_ref().and_then(|facts| facts.rules.as_ref());
        let groups = rules.into_iter().flat_map(|rules| rules.groups.iter());
        let option = |choice: &model::registration::Choice| {
            let (tag, label) = choice.label.best(&language);
            let (key, label) = (choice.key.as_str().to_owned(), label.as_str().to_owned());
            Choosable { key, label, lang: Some(tag.as_str().to_owned()) }
        };
        groups.map(option).collect()
    })
}
