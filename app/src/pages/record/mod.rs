//! A record's page, for every kind: its names, what is known of it, its links both ways, and where it all comes from.
//! What is particular to a kind stands in the file of that kind.

mod agreement;
mod body;
mod event;
mod facts;
mod figure;
mod group;
mod head;
mod institution;
mod names;
mod policy;
mod position;
mod programme;
mod project;
mod source;
mod technology;
mod term;

use catalogue::query::{Answer, Query, RecordAnswer};
use leptos::prelude::*;
use model::RecordId;

use super::copy::{CopyNote, WhenUsable};
use super::country::CountryPage;
use super::frame::set_title;
use super::missing::NoRecord;
use crate::components::{Group, SkeletonRows, Top};
use crate::router::use_router;
use crate::state::answers::use_catalogue;
use crate::state::terms::use_terms;
use crate::state::words::t;
pub use body::Body;
pub use facts::FactList;
pub use group::{LinkGroupView, LinkRow, group_title};
pub use source::{record_source, source_note};

#[component]
pub fn RecordPage(id: RecordId) -> impl IntoView {
    let answer = use_catalogue().answer_once(Query::Record { id });
    // The same answer again draws nothing anew.
    let answer = Memo::new(move |_| match answer.get() {
        Some(Answer::Record(record)) => Some(record),
        _ => None,
    });
    let terms = use_terms();
    let drawn = move || {
        terms.follow();
        answer.get().map(found)
    };
    view! { <WhenUsable waiting=true>{drawn}</WhenUsable> }
}

fn found(answer: Option<Box<RecordAnswer>>) -> AnyView {
    match answer {
        None => view! { <NoRecord/> }.into_any(),
        Some(answer) => match answer.card.word("code").filter(|_| answer.card.kind == "country") {
            Some(code) => view! { <CountryPage code=code.to_owned()/> }.into_any(),
            None => view! { <RecordView answer=*answer/> }.into_any(),
        },
    }
}

#[component]
fn RecordView(answer: RecordAnswer) -> impl IntoView {
    let RecordAnswer { card, record, led_from, links } = answer;
    set_title(card.title());
    let router = use_router();
    let body = Body::of(record.as_ref());
    let details = match record.is_some() {
        true => details(&card, body),
        false => view! { <Group><SkeletonRows count=2 label=t("state.body.waiting")/></Group> }.into_any(),
    };
    let top = view! { <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/> }.into_any();
    let (top, head) = head::head(&card, body, led_from, top);
    let groups = links.into_iter().map(|group| view! { <LinkGroupView id=card.id group/> }).collect_view();
    view! {
        {top}
        <article class="app pad">
            {head}
            <CopyNote/>
            {details}
            {groups}
            {names::other_names(&card)}
            {names::identifiers(body)}
            {record_source(&card, body)}
        </article>
    }
}

/// The part of its own kind. A kind from a later version shows what all kinds share.
fn details(card: &catalogue::Card, body: Body<'_>) -> AnyView {
    match card.kind.as_str() {
        "institution" => institution::details(card, body),
        "project" => project::details(card, body),
        "technology" => technology::details(card, body),
        "agreement" => agreement::details(card, body),
        "event" => event::details(card, body),
        "programme" => programme::details(card, body),
        "position" => position::details(card, body),
        "policy" => policy::details(card, body),
        "figure" => figure::details(card, body),
        "term" => term::details(card, body),
        _ => facts::FactList::new().fields(card).place(card).view(),
    }
}
