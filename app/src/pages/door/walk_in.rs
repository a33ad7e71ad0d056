//! Somebody who had not registered: their name, and what they come as. Whether there is a place, the server knows.

use leptos::prelude::*;
use model::{Act, Line, PersonName, TermKey};

use super::board::Desk;
use crate::components::{Button, ButtonKind, Choosable, Choose, Field, Glyph, NoteBox, Tone, Typed};
use crate::pages::register::group_label;
use crate::state::words::{t, t_with};

#[component]
pub fn WalkIn(desk: Desk) -> impl IntoView {
    let (typed, set_typed) = signal(String::new());
    let (chosen, set_chosen) = signal(None::<TermKey>);
    let (wrong, set_wrong) = signal(None::<String>);
    let (added, set_added) = signal(None::<String>);
    let round = RwSignal::new(0_u32);
    let groups = Memo::new(move |_| {
        desk.facts.with(|facts| {
            let Some(facts) = facts else { return Vec::new() };
            let groups = facts.rules.iter().flat_map(|rules| rules.groups.iter());
            let choosable = |key: &TermKey| Choosable {
                key: key.to_string(),
                label: group_label(facts, key).unwrap_or_else(|| key.to_string()),
                lang: None,
            };
            groups.map(|group| choosable(&group.key)).collect()
        })
    });
    let add = move || {
        set_added.set(None);
        let Ok(name) = Line::parse(&typed.get_untracked()) else { return set_wrong.set(Some(t("door.no_name"))) };
        let group = chosen.get_untracked();
        if group.is_none() && !groups.with_untracked(Vec::is_empty) {
            return set_wrong.set(Some(t("door.no_group")));
        }
        let Some((gate, seen_ms)) = desk.here() else { return };
        set_wrong.set(None);
        set_added.set(Some(name.to_string()));
        desk.save(Act::WalkedIn { event: desk.event, name: PersonName::of(name), group, gate, seen_ms });
        set_typed.set(String::new());
        round.update(|round| *round += 1);
    };
    let press = Callback::new(move |()| add());
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); add() }>
            {move || {
                round.track();
                view! {
                    <Field id="door-name" label=t("door.name") hint=t("door.name_hint") typed=Typed::Text value=""
                        on_input=Callback::new(move |text| set_typed.set(text)) error=wrong/>
                }
            }}
            {move || (!groups.with(Vec::is_empty)).then(|| view! {
                <Choose id="door-group" label=t("door.group") options=groups.get()
                    chosen=chosen.get_untracked().iter().map(|key| key.to_string()).collect() none_label=t("door.choose")
                    on_change=Callback::new(move |keys: Vec<String>| {
                        set_chosen.set(keys.first().and_then(|key| TermKey::parse(key).ok()));
                    })/>
            })}
            <Button kind=ButtonKind::Go wide=true label=t("door.add") on_press=press/>
        </form>
        {move || added.get().map(|name| view! {
            <NoteBox tone=Tone::Leaf glyph=Glyph::Check title=t_with("door.added", &[("name", &name)]) text=t("door.added_text")/>
        })}
    }
}
