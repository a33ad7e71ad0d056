//! The ticket: shown with no network, bright, with letters to read out where no code can be scanned; and on paper.

use leptos::prelude::*;
use model::RecordId;
use model::view::EventView;

use super::frame::set_title;
use super::register::{group_label, use_event};
use crate::components::{Button, ButtonLink, Empty, Glyph, Pass, QrCode, SkeletonRows, Top};
use crate::router::{Address, use_router};
use crate::state::calendar_file;
use crate::state::event::EventFacts;
use crate::state::mine::use_own;
use crate::state::shell;
use crate::state::ticket_letters::ticket_letters;
use crate::state::words::{self, t};

#[component]
pub fn TicketPage(event: RecordId) -> impl IntoView {
    set_title(&t("ticket.title"));
    let facts = use_event(event);
    let look = use_own().look();
    let router = use_router();
    let part = Memo::new(move |_| look.with(|look| look.as_ref().map(|look| look.event(event).cloned())));
    // The screen stays on while the ticket is held up.
    shell::keep_awake();
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back()) title=t("ticket.title")/>
        <div class="app pad ticket">
            {move || match (facts.get(), part.get()) {
                (Some(facts), Some(Some(part))) if part.ticket.is_some() => view! { <Shown facts part/> }.into_any(),
                (_, Some(_)) => view! {
                    <Empty title=t("ticket.none")/>
                    <div class="buttons"><ButtonLink label=t("mine.title") href=Address::Mine.href()/></div>
                }.into_any(),
                _ => view! { <SkeletonRows count=2 label=t("app.loading")/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Shown(facts: EventFacts, part: EventView) -> impl IntoView {
    let token = part.ticket.clone().unwrap_or_default();
    let letters = ticket_letters(&token).map(|letters| letters.to_string()).unwrap_or_default();
    let over = part.group.as_ref().and_then(|group| group_label(&facts, group)).unwrap_or_default();
    let mut rows = vec![(t("ticket.name"), part.name.full.as_str().to_owned())];
    if let Some(latin) = &part.name.latin {
        rows.push((t("ticket.latin"), latin.as_str().to_owned()));
    }
    rows.extend(words::days(facts.begins, facts.ends).map(|days| (t("fact.when"), days)));
    rows.extend(facts.first.as_ref().map(|first| (t("ticket.begins"), words::wall_clock(first))));
    rows.extend(facts.place.clone().map(|place| (t("fact.place"), place)));
    let file = calendar_file::file(&facts, &t("ticket.alarm"), words::today());
    let add = Callback::new(move |()| {
        shell::save_file("ticket.ics", "text/calendar", &file);
    });
    let print = Callback::new(move |()| drop(window().print()));
    let (title, lang, beside) = (facts.title.clone(), facts.lang.clone(), facts.beside.clone());
    view! {
        <Pass over title title_lang=lang beside=beside facts=rows letters letters_label=t("ticket.letters")>
            <QrCode text=Signal::stored(token) label=t("ticket.code")/>
        </Pass>
        <p class="small q gap ticket__here">{t("ticket.here")}</p>
        <div class="buttons ticket__acts">
            <Button glyph=Some(Glyph::Event) label=t("ticket.calendar") on_press=add/>
            <Button glyph=Some(Glyph::Document) label=t("ticket.print") on_press=print/>
        </div>
    }
}
