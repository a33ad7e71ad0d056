//! A ticket whose signature holds: for which event, and from when until when. Whether it was withdrawn, and who it is
//! for, the code does not say; a door's list does.

use catalogue::query::{Answer, Query};
use leptos::prelude::*;
use model::Ticket;

use crate::components::{Glyph, Group, Lead, Row, Tone};
use crate::router::Address;
use crate::state::answers::use_catalogue;
use crate::state::naming::choose;
use crate::state::ticket::{Validity, validity};
use crate::state::words::{self, t, t_with};

#[component]
pub fn TicketCard(ticket: Ticket) -> impl IntoView {
    let event = ticket.event();
    let answer = use_catalogue().answer_once(Query::Record { id: event });
    let name = move || match answer.get() {
        Some(Answer::Record(Some(record))) => {
            let language = words::language().get_untracked();
            choose(&record.card.names, &language).map(|shown| shown.title.text.to_owned()).unwrap_or_default()
        }
        Some(Answer::Record(None)) => t("scan.ticket.unknown_event"),
        _ => String::new(),
    };
    let [from, until] = [ticket.valid_from_ms(), ticket.valid_until_ms()].map(|at_ms| words::time_said(at_ms as f64));
    let (tone, now) = match validity(&ticket, words::now_ms()) {
        Validity::NotYet => (Tone::Reed, "scan.ticket.not_yet"),
        Validity::Now => (Tone::Leaf, "scan.ticket.now"),
        Validity::Over => (Tone::Kapok, "scan.ticket.over"),
    };
    let valid = t_with("scan.ticket.valid", &[("from", &from), ("until", &until)]);
    let row = move || {
        view! {
            <Row href=Address::Record(event).href() lead=Some(Lead::tile(Glyph::Event)) over=t("scan.ticket.signed") title=name()
                lines=vec![valid.clone().into()] tag=Some((tone, t(now))) top=true chevron=true/>
        }
    };
    view! {
        <Group>{row}</Group>
        <p class="small q">{t("scan.ticket.door")}</p>
    }
}
