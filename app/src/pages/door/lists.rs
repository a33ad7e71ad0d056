//! What was done at this door: what the server did not take, who came in twice, and the last entries, to take back.

use leptos::prelude::*;
use model::{Act, RegistrationId};

use super::board::Desk;
use crate::components::{Button, Glyph, Group, Lead, Row, SectionHead, Tone};
use crate::pages::mine::said_reason;
use crate::state::door::DoorLook;
use crate::state::mine::{How, use_own};
use crate::state::words::{self, t, t_with};

#[component]
pub fn Lists(desk: Desk) -> impl IntoView {
    view! { <NotTaken/><Twice desk/><Last desk/> }
}

fn name_of(door: &DoorLook, who: RegistrationId) -> String {
    door.door.name(who).map_or_else(|| t("door.no_name_known"), |name| name.to_string())
}

/// Such as a walk-in for whom there was no place.
#[component]
fn NotTaken() -> impl IntoView {
    let own = use_own();
    let look = own.look();
    move || {
        let items = look.with(|look| look.as_ref().map(|look| look.waiting.clone()).unwrap_or_default());
        let items = items.into_iter().filter_map(|item| match item.how {
            How::NeedsYou(outcome) => Some((item.command, item.act, outcome)),
            How::Saved | How::Sent | How::Answered(_) | How::Blocked => None,
        });
        let rows: Vec<_> = items
            .map(|(command, act, outcome)| {
                let title = match &act {
                    Act::WalkedIn { name, .. } => name.full.to_string(),
                    other => t(&format!("act.{}", other.key())),
                };
                let seen = Callback::new(move |()| {
                    let dismissing = (own.acts().dismiss)(command);
                    leptos::task::spawn_local(dismissing);
                });
                let lead = Some(Lead::Tile { glyph: Glyph::Warning, tone: Tone::Kapok });
                view! {
                    <Row lead title lines=vec![said_reason(&outcome).into()] top=true/>
                    <div class="buttons inset"><Button mini=true label=t("door.seen") on_press=seen/></div>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| view! { <SectionHead title=t("door.not_taken")/><Group>{rows}</Group> })
    }
}

#[component]
fn Twice(desk: Desk) -> impl IntoView {
    move || {
        let rows: Vec<_> = desk.door.with(|door| {
            let Some(door) = door else { return Vec::new() };
            let doubled = door.door.doubled().into_iter().map(|(who, entries)| {
                let lines = entries.into_iter().map(|entry| {
                    let time = words::time(entry.seen_ms as f64);
                    t_with("door.entry", &[("gate", entry.gate.as_str()), ("time", &time)]).into()
                });
                let lead = Some(Lead::Tile { glyph: Glyph::Twice, tone: Tone::Reed });
                view! { <Row lead title=name_of(door, who) lines=lines.collect() top=true/> }
            });
            doubled.collect()
        });
        (!rows.is_empty()).then(|| view! { <SectionHead title=t("door.twice")/><Group>{rows}</Group> })
    }
}

#[component]
fn Last(desk: Desk) -> impl IntoView {
    let rows = move || {
        desk.door.with(|door| {
            let Some(door) = door else { return Vec::new() };
            let last = door.last().into_iter().map(|entry| {
                let (event, check_in) = (desk.event, entry.check_in);
                let undo = Callback::new(move |()| desk.save(Act::CheckInUndone { event, check_in }));
                let time = words::time(entry.seen_ms as f64);
                let lead = Some(Lead::tile(Glyph::Check));
                view! {
                    <Row lead title=name_of(door, entry.registration) lines=vec![time.into()]/>
                    <div class="buttons inset"><Button mini=true label=t("door.undo") on_press=undo/></div>
                }
            });
            last.collect()
        })
    };
    move || {
        let rows: Vec<_> = rows();
        let is_empty = rows.is_empty();
        view! {
            <SectionHead title=t("door.last")/>
            {if is_empty { view! { <p class="q">{t("door.nobody_yet")}</p> }.into_any() }
                else { view! { <Group>{rows}</Group> }.into_any() }}
        }
    }
}
