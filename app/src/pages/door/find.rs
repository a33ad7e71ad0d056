//! Somebody without a ticket in their hand: found by name, in any script and spelling.

use leptos::prelude::*;
use model::command::Way;

use super::board::Desk;
use crate::components::{Empty, Glyph, Group, Lead, Row, Seek, Tone};
use crate::pages::register::group_label;
use crate::state::door::Word;
use crate::state::words::{t, t_with};

#[component]
pub fn ByName(desk: Desk) -> impl IntoView {
    let (typed, set_typed) = signal(String::new());
    let found = move || {
        let text = typed.get();
        desk.door.with(|door| {
            let door = door.as_ref()?;
            let guests = door.find(&text).into_iter().map(|guest| (guest.clone(), door.known(guest.registration)));
            Some(guests.collect::<Vec<_>>())
        })
    };
    let rows = move || {
        let guests = found().unwrap_or_default();
        let text = typed.get();
        if guests.is_empty() {
            let is_empty = text.trim().is_empty();
            let title = if is_empty { t("door.find_hint") } else { t_with("door.nobody", &[("text", text.trim())]) };
            return view! { <Empty title/> }.into_any();
        }
        let rows = guests.into_iter().map(move |(guest, verdict)| {
            let label = guest.group.as_ref().and_then(|group| {
                desk.facts.with_untracked(|facts| facts.as_ref().and_then(|facts| group_label(facts, group)))
            });
            let tag = matches!(verdict.word, Word::AlreadyIn(_)).then(|| (Tone::Reed, t("door.already")));
            let lines = label.into_iter().map(Into::into).collect();
            let press = Callback::new(move |()| desk.say(verdict.clone(), Way::Name));
            let lead = Some(Lead::tile(Glyph::Person));
            view! { <Row on_press=Some(press) lead title=guest.name.as_str() lines tag/> }
        });
        view! { <Group label=t("door.found")>{rows.collect_view()}</Group> }.into_any()
    };
    view! {
        <div class="gap">
            <Seek value=typed on_input=Callback::new(move |text| set_typed.set(text)) label=t("door.find")
                placeholder=t("door.find") clear_label=t("app.clear") focus=true/>
        </div>
        <div class="gap">{rows}</div>
    }
}
