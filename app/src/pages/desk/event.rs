//! The desk of one event: how many stand how, the list, and the one that was chosen beside it.

use leptos::prelude::*;
use model::view::Desk;
use model::{RecordId, RegistrationId, Scope};

use super::decide::Decide;
use super::message::Letters;
use super::people::People;
use super::person::Chosen;
use super::take::Take;
use super::twins::Twins;
use crate::components::{Button, ButtonLink, Glyph, Group, NoteBox, SkeletonRows, Tone, Top};
use crate::pages::frame::set_title;
use crate::pages::mine::{EventName, said_reason};
use crate::pages::register::use_event;
use crate::router::{Address, use_router};
use crate::state::desk::{Filter, use_desks};
use crate::state::event::EventFacts;
use crate::state::mine::{Own, use_own};
use crate::state::words::{t, t_count};

/// What is looked at on this desk. Given to its parts.
#[derive(Clone, Copy)]
pub struct AtDesk {
    pub event: RecordId,
    pub own: Own,
    pub desk: Signal<Option<Desk>>,
    pub facts: Memo<Option<EventFacts>>,
    pub filter: RwSignal<Filter>,
    /// Those that a decision is for.
    pub picked: RwSignal<Vec<RegistrationId>>,
    /// The one that is looked at.
    pub chosen: RwSignal<Option<RegistrationId>>,
}

impl AtDesk {
    /// Reads the desk; nothing before it was looked at.
    pub fn with<T: Default>(self, read: impl FnOnce(&Desk) -> T) -> T {
        self.desk.with(|desk| desk.as_ref().map(read).unwrap_or_default())
    }
}

#[component]
pub fn DeskPage(event: RecordId) -> impl IntoView {
    set_title(&t("desk.title"));
    let router = use_router();
    let own = use_own();
    (own.acts().want)(Scope::Desk(event));
    let at = AtDesk {
        event,
        own,
        desk: use_desks().follow(event),
        facts: use_event(event),
        filter: RwSignal::default(),
        picked: RwSignal::default(),
        chosen: RwSignal::new(None),
    };
    let looked = Memo::new(move |_| at.desk.with(Option::is_some));
    let is_chosen = move || at.chosen.with(Option::is_some);
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| {
            // On a phone the one that was chosen stands in the place of the list.
            if at.chosen.get_untracked().is_some() { at.chosen.set(None) } else { router.back() }
        })/>
        <div class="desk" class:desk--chosen=is_chosen>
            <section class="desk__list">
                <h1 tabindex="-1"><EventName event let:name>{name}</EventName></h1>
                <div class="buttons">
                    <ButtonLink mini=true glyph=Some(Glyph::Edit) label=t("desk.edit") href=Address::DeskEdit(Some(event)).href()/>
                    <ButtonLink mini=true glyph=Some(Glyph::People) label=t("desk.team") href=Address::DeskTeam(event).href()/>
                    <ButtonLink mini=true glyph=Some(Glyph::Document) label=t("desk.print") href=Address::DeskPrint(event).href()/>
                    <ButtonLink mini=true glyph=Some(Glyph::Clock) label=t("desk.audit") href=Address::DeskAudit(event).href()/>
                </div>
                {move || match looked.get() {
                    false => view! { <Group><SkeletonRows count=4 label=t("app.loading")/></Group> }.into_any(),
                    true => view! { <Attention at/><Twins at/><People at/><Decide at/><Take at/><Letters at/> }.into_any(),
                }}
            </section>
            <section class="desk__one" aria-label=t("desk.chosen")><Chosen at/></section>
        </div>
    }
}

/// Decisions that the server did not take, each with its reason, until somebody has seen it.
#[component]
fn Attention(at: AtDesk) -> impl IntoView {
    let own = at.own;
    let attention = Memo::new(move |_| at.with(|desk| desk.attention.clone()));
    move || {
        let all = attention.get();
        let first = all.first()?.clone();
        let title = t_count("desk.not_taken", all.len() as u64);
        let commands: Vec<_> = all.iter().map(|item| item.command).collect();
        let seen = Callback::new(move |()| {
            for command in &commands {
                leptos::task::spawn_local((own.acts().dismiss)(*command));
            }
        });
        Some(view! {
            <div class="gap"><NoteBox tone=Tone::Kapok glyph=Glyph::Warning title text=said_reason(&first.outcome)>
                <Button mini=true label=t("desk.seen") on_press=seen/>
            </NoteBox></div>
        })
    }
}
