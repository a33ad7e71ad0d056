//! The organiser's desk: the events that one runs, who registered, and what is decided about them. With no network too:
//! decisions and messages wait in the outbox; only what leaves the server (lists, the audit trail) needs it.

mod audit;
mod decide;
mod edit;
mod event;
mod message;
mod people;
mod person;
mod phones;
mod print;
mod take;
mod team;
mod twins;

use leptos::prelude::*;

use super::frame::set_title;
use super::mine::EventName;
use crate::components::{ButtonLink, Empty, Glyph, Group, Lead, Row, SkeletonRows, Top};
use crate::router::{Address, use_router};
use crate::state::desk::{DeskFault, events_of};
use crate::state::mine::use_own;
use crate::state::words::t;

pub use audit::AuditTrailPage;
pub use edit::EditPage;
pub use event::DeskPage;
pub use print::PrintPage;
pub use team::TeamPage;

/// The events that one runs.
#[component]
pub fn DesksPage() -> impl IntoView {
    set_title(&t("desk.title"));
    let router = use_router();
    let look = use_own().look();
    let rows = move || match look.get() {
        None => view! { <Group><SkeletonRows count=2 label=t("app.loading")/></Group> }.into_any(),
        Some(look) => {
            let (events, is_admin) = events_of(look.known.as_ref());
            let none = events.is_empty();
            let rows = events.into_iter().map(|event| view! {
                <EventName event let:name>
                    <Row href=Address::Desk(event).href() lead=Some(Lead::tile(Glyph::Event)) title=name chevron=true/>
                </EventName>
            });
            let rows = rows.collect_view();
            view! {
                {(!none).then(|| view! { <Group>{rows}</Group> })}
                {none.then(|| view! { <Empty title=t("desk.none") text=t("desk.none_text")/> })}
                {is_admin.then(|| view! {
                    <div class="buttons gap"><ButtonLink label=t("desk.new") glyph=Some(Glyph::Edit) href=Address::DeskEdit(None).href()/></div>
                })}
            }
            .into_any()
        }
    };
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{t("desk.title")}</h1>
            <div class="gap">{rows}</div>
        </div>
    }
}

/// Why the network did not help, in words.
fn said_fault(fault: DeskFault) -> String {
    t(&format!("desk.fault.{}", fault.key()))
}
