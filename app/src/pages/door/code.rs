//! A ticket by its code: seen by the camera, or its letters typed. A reader that types for its person works too.

use leptos::prelude::*;
use model::command::Way;

use super::board::Desk;
use crate::components::{Button, ButtonKind, Field};
use crate::pages::scanner::Scanner;
use crate::state::words::{now_ms, t};

/// A ticket's letters are twelve, its picture holds some hundred.
const TYPED_MOST: usize = 40;

#[component]
pub fn ByCode(desk: Desk) -> impl IntoView {
    let (typed, set_typed) = signal(String::new());
    // A new field for each ticket: what was typed for the one before is gone.
    let round = RwSignal::new(0_u32);
    let check = move || {
        let text = typed.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        let verdict = desk.door.with_untracked(|door| {
            let door = door.as_ref()?;
            let is_token = text.trim().chars().count() > TYPED_MOST;
            Some(if is_token { door.scanned(&text, now_ms() as i64) } else { door.typed(&text) })
        });
        if let Some(verdict) = verdict {
            desk.say(verdict, Way::Scan);
        }
        set_typed.set(String::new());
        round.update(|round| *round += 1);
    };
    let press = Callback::new(move |()| check());
    let on_code = Callback::new(move |text: String| {
        let verdict = desk.door.with_untracked(|door| Some(door.as_ref()?.scanned(&text, now_ms() as i64)));
        if let Some(verdict) = verdict {
            desk.say(verdict, Way::Scan);
        }
    });
    view! {
        <div class="gap"><Scanner on_code/></div>
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); check() }>
            {move || {
                round.track();
                view! {
                    <Field id="door-code" label=t("door.code") hint=t("door.code_hint") value=""
                        on_input=Callback::new(move |text| set_typed.set(text))/>
                }
            }}
            <Button kind=ButtonKind::Go wide=true label=t("door.check") on_press=press/>
        </form>
    }
}
