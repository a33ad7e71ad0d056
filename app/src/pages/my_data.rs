//! "My data": what the server holds of a person, as their own feed tells it, with no network too; and their rights over
//! it: to correct it, to take consents back, to have a copy of all, and to be forgotten.

mod consents;
mod copy;
mod erase;
mod profile;

use leptos::prelude::*;

use super::frame::set_title;
use super::mine::{EventName, state_tag};
use crate::components::{ButtonLink, Empty, Glyph, Group, Lead, NoteBox, Row, SectionHead, SkeletonRows, Tone, Top};
use crate::router::{Address, use_router};
use crate::state::mine::{Look, use_own};
use crate::state::words::t;
use consents::Consents;
use copy::Copy;
use erase::Erase;
use profile::ProfileForm;

#[component]
pub fn MyDataPage() -> impl IntoView {
    set_title(&t("data.title"));
    let (router, own) = (use_router(), use_own());
    let look = own.look();
    (own.acts().exchange)();
    // The form keeps what is typed while other things change.
    let who = Memo::new(move |_| {
        look.with(|look| look.as_ref().map(|look| look.known.as_ref().map(|known| known.me.email.clone())))
    });
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("data.title")}</h1>
            {move || match who.get() {
                None => view! { <Group><SkeletonRows count=2 label=t("app.loading")/></Group> }.into_any(),
                Some(None) => view! {
                    <Empty title=t("data.nobody")/>
                    <div class="buttons"><ButtonLink label=t("sign_in.title") href=Address::SignIn.href()/></div>
                }.into_any(),
                Some(Some(email)) => view! { <Held email/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Held(email: String) -> impl IntoView {
    let look = use_own().look();
    let events = Memo::new(move |_| look.with(|look| look.as_ref().map(events).unwrap_or_default()));
    view! {
        <p class="q gap">{t("data.why")}</p>
        <SectionHead title=t("data.account")/>
        <Group><Row lead=Some(Lead::tile(Glyph::Mail)) title=email lines=vec![t("data.address").into()]/></Group>
        <ProfileForm/>
        <SectionHead title=t("data.events")/>
        {move || match events.get() {
            events if events.is_empty() => view! { <p class="small q">{t("data.no_events")}</p> }.into_any(),
            events => view! { <Group>{events.into_iter().map(|(event, tag)| view! {
                <EventName event let:name>
                    <Row href=Address::Part(event).href() lead=Some(Lead::tile(Glyph::Event)) title=name tag=Some(tag.clone()) chevron=true/>
                </EventName>
            }).collect_view()}</Group> }.into_any(),
        }}
        <Consents/>
        <Copy/>
        <div class="gap"><NoteBox tone=Tone::Sand glyph=Glyph::Clock title=t("data.keeps") text=t("data.keeps_text")/></div>
        <Erase/>
    }
}

type Tagged = (model::RecordId, (Tone, String));

fn events(look: &Look) -> Vec<Tagged> {
    look.mine.events.iter().map(|(event, view)| (*event, state_tag(&view.state))).collect()
}
