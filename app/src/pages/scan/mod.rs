//! Scan a code: a link of ours opens, a ticket is checked on this phone, and anything else is shown as what it is: text.
//!
//! **Invariant:** a code is from outside. Nothing but a page of this origin ever opens by itself.

mod ticket;

use catalogue::ticket::TICKET_KEY;
use leptos::prelude::*;

use super::frame::set_title;
use super::scanner::Scanner;
use crate::components::{Glyph, NoteBox, Tone, Top, TypeIn};
use crate::router::{Address, use_router};
use crate::state::phone::use_phone;
use crate::state::shell;
use crate::state::ticket::{TicketRead, read_timed};
use crate::state::words::{t, t_with};
use ticket::TicketCard;

/// The longest text that our codes have is a good deal shorter.
const TYPED_CHARS: u32 = 1024;

#[component]
pub fn ScanPage() -> impl IntoView {
    set_title(&t("scan.title"));
    let (router, phone) = (use_router(), use_phone());
    let key = Memo::new(move |_| phone.held().with(|held| held.key_for(TICKET_KEY)));
    let (found, set_found) = signal(None);
    let on_code = Callback::new(move |text: String| match Address::of_link(&text, &shell::origin()) {
        // What is behind the `#` is for that page alone.
        Some(Address::DoorPair) => shell::load(&text),
        Some(address) => router.go(address),
        None => set_found.set(Some(match key.with_untracked(|key| read_timed(&text, key.as_ref())) {
            Some(ticket) => Found::Ticket(ticket),
            None => Found::Strange(text),
        })),
    });
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("scan.title")}</h1>
            <div aria-live="polite">{move || found.get().map(|found| view! { <div class="gap"><Meaning found/></div> })}</div>
            <div class="gap">
                <Scanner on_code>
                    <TypeIn label=t("scan.type") act=t("scan.open") most_chars=TYPED_CHARS on_done=on_code/>
                </Scanner>
            </div>
            <p class="small q gap">{t("scan.private")}</p>
        </div>
    }
}

/// What a code says that leads to no page of ours.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Ticket(TicketRead),
    Strange(String),
}

#[component]
fn Meaning(found: Found) -> impl IntoView {
    let note = |tone, glyph, name: &str| {
        let (title, text) = (t(&format!("scan.ticket.{name}.title")), t(&format!("scan.ticket.{name}.text")));
        view! { <NoteBox tone glyph title text/> }.into_any()
    };
    match found {
        Found::Ticket(TicketRead::Signed(ticket)) => view! { <TicketCard ticket/> }.into_any(),
        Found::Ticket(TicketRead::NotOurs) => note(Tone::Kapok, Glyph::Warning, "not_ours"),
        Found::Ticket(TicketRead::NoKey) => note(Tone::Reed, Glyph::Info, "no_key"),
        Found::Ticket(TicketRead::Later) => note(Tone::Reed, Glyph::Info, "later"),
        Found::Strange(text) => {
            let said = t_with("scan.strange.text", &[("text", &text)]);
            view! { <NoteBox tone=Tone::Sand glyph=Glyph::Info title=t("scan.strange.title") text=said/> }.into_any()
        }
    }
}
