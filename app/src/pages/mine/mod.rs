//! Mine: tickets, what waits on this phone and what came of it, and who uses this phone.

mod account;
mod item;
mod part;
mod reasons;
mod transfer;
mod unclaimed;

use leptos::prelude::*;

use super::frame::set_title;
use crate::components::{
    ButtonLink, Empty, Glyph, Group, IconLink, Lead, NoteBox, Row, SectionHead, SkeletonRows, Stub, Tone,
};
use crate::router::Address;
use crate::state::channel::{Ended, Exchange};
use crate::state::desk::events_of;
use crate::state::mine::{Look, use_own};
use crate::state::words::{self, t, t_count, t_with};
use account::Account;
pub use account::said as said_sign_in;
use item::ItemRow;
pub use item::{EventName, state_tag};
pub use part::PartPage;
pub use reasons::said_reason;
use transfer::Transfer;
use unclaimed::Unclaimed;

#[component]
pub fn MinePage() -> impl IntoView {
    set_title(&t("mine.title"));
    let own = use_own();
    let look = own.look();
    (own.acts().exchange)();
    view! {
        <div class="app pad page--under-band">
            <div class="mine__head"><h1 tabindex="-1">{t("mine.title")}</h1>
                <IconLink glyph=Glyph::Phone label=t("phone.title") href=Address::Phone.href()/></div>
            <Line look/>
            {move || match look.get() {
                None => view! { <Group><SkeletonRows count=2 label=t("app.loading")/></Group> }.into_any(),
                Some(look) => view! { <Looked look/> }.into_any(),
            }}
        </div>
    }
}

/// One quiet line: what waits, and whether anybody answers.
#[component]
fn Line(look: Signal<Option<Look>>) -> impl IntoView {
    let exchange = use_own().exchange();
    let unsent = Memo::new(move |_| look.with(|look| look.as_ref().map_or(0, Look::unsent)));
    move || {
        let ended = exchange.with(|exchange: &Exchange| exchange.ended);
        let fact = match ended {
            Some(Ended::NoNetwork) => t("mine.no_signal"),
            Some(Ended::Busy) => t("mine.busy"),
            Some(Ended::NotUnderstood) => t("mine.old_app"),
            Some(Ended::StoreFailed) => t("mine.store_failed"),
            Some(Ended::Erased) => t("mine.erased"),
            Some(Ended::Whole | Ended::SignIn | Ended::OtherPerson) | None => String::new(),
        };
        let rest = if unsent.get() > 0 { t_count("mine.waiting", unsent.get() as u64) } else { String::new() };
        let said = words::dotted([fact.as_str(), rest.as_str()]);
        (!said.is_empty()).then(|| view! { <p class="small q gap" role="status">{said}</p> })
    }
}

#[component]
fn Looked(look: Look) -> impl IntoView {
    let exchange = use_own().exchange();
    let other_person = move || exchange.with(|exchange| exchange.ended == Some(Ended::OtherPerson));
    let tickets: Vec<_> =
        look.mine.events.iter().filter(|(_, view)| view.ticket.is_some()).map(|(id, _)| *id).collect();
    let tickets = tickets.into_iter().map(|event| {
        view! { <EventName event let:name><Stub href=Address::Ticket(event).href() title=name text=t("mine.ticket_here")/></EventName> }
    });
    let sign_in = match &look.known {
        None => Some(("mine.sign_in.title", "mine.sign_in.text")),
        Some(known) if known.ended => Some(("mine.ended.title", "mine.ended.text")),
        Some(_) => None,
    };
    let sign_in = sign_in.map(|(title, text)| {
        let tone = if look.unsent() > 0 { Tone::Reed } else { Tone::Sand };
        view! {
            <div class="gap"><NoteBox tone glyph=Glyph::Person title=t(title) text=t(text)>
                <ButtonLink mini=true label=t("sign_in.title") href=Address::SignIn.href()/>
            </NoteBox></div>
        }
    });
    let waiting = look.waiting.clone();
    // What is settled stands by its event; what waits, by what was done.
    let settled: Vec<_> = look.mine.events.iter().map(|(event, view)| (*event, view.clone())).collect();
    let nothing = waiting.is_empty() && settled.is_empty() && look.unclaimed.is_empty();
    let letters = look.mine.letters.clone();
    view! {
        {tickets.collect_view()}
        {sign_in}
        {move || other_person().then(|| view! {
            <div class="gap"><NoteBox tone=Tone::Kapok glyph=Glyph::Warning title=t("mine.other.title") text=t("mine.other.text")/></div>
        })}
        <Unclaimed look=look.clone()/>
        {(look.unreadable > 0).then(|| view! {
            <div class="gap"><NoteBox tone=Tone::Reed glyph=Glyph::Info title=t_count("mine.unreadable", look.unreadable as u64)
                text=t("mine.unreadable_text")/></div>
        })}
        {(!waiting.is_empty()).then(|| view! {
            <SectionHead title=t("mine.outbox")/>
            <Group>{waiting.into_iter().map(|item| view! { <ItemRow item/> }).collect_view()}</Group>
        })}
        {(!settled.is_empty()).then(|| view! {
            <SectionHead title=t("mine.events")/>
            <Group>{settled.into_iter().map(|(event, view)| {
                let tag = state_tag(&view.state);
                view! { <EventName event let:name>
                    <Row href=Address::Part(event).href() lead=Some(Lead::tile(Glyph::Event)) title=name tag=Some(tag.clone()) chevron=true/>
                </EventName> }
            }).collect_view()}</Group>
        })}
        {nothing.then(|| view! {
            <Empty title=t("mine.empty")/>
            <div class="buttons"><ButtonLink label=t("events.title") href=Address::Events(Default::default()).href()/></div>
        })}
        {(!letters.is_empty()).then(|| view! {
            <SectionHead title=t("mine.letters")/>
            <Group inset=true>{letters.into_iter().map(|letter| {
                let from = t_with("mine.letter_when", &[("time", &words::time(letter.sent_ms as f64))]);
                view! {
                    <details class="letter"><summary><b>{letter.subject.as_str().to_owned()}</b>" "<span class="small q">{from}</span></summary>
                        <p class="prose">{letter.text.as_str().to_owned()}</p></details>
                }
            }).collect_view()}</Group>
        })}
        <DeskLink look=look.clone()/>
        <Transfer look=look.clone()/>
        <Account look/>
    }
}

/// The way to the desk, for who runs an event.
#[component]
fn DeskLink(look: Look) -> impl IntoView {
    let (events, is_admin) = events_of(look.known.as_ref());
    (is_admin || !events.is_empty()).then(|| {
        view! {
            <SectionHead title=t("desk.title")/>
            <Group><Row href=Address::Desks.href() lead=Some(Lead::tile(Glyph::People)) title=t("desk.open") chevron=true/></Group>
        }
    })
}
