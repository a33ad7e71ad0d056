//! All records of one group of a record's links, in pieces as one goes down.

use catalogue::query::{Answer, Link, LinkGroupKey, Page, Query};
use leptos::prelude::*;
use model::RecordId;

use super::copy::{CopyNote, WhenUsable};
use super::frame::set_title;
use super::record::{LinkRow, group_title};
use crate::components::{Button, Empty, Group, SkeletonRows, Top};
use crate::router::use_router;
use crate::state::answers::use_catalogue;
use crate::state::naming::choose;
use crate::state::words::{self, dotted, t, t_count};

/// Links shown at first, and added by each press of "more".
const MORE_LINKS: u32 = 60;

#[component]
pub fn LinksPage(id: RecordId, group: LinkGroupKey) -> impl IntoView {
    let title = group_title(&group);
    set_title(&title);
    let router = use_router();
    let catalogue = use_catalogue();
    let (length, set_length) = signal(MORE_LINKS);
    let query = Signal::derive(move || {
        let page = Page { offset: 0, length: length.get() };
        Some(Query::Related { id, group: group.clone(), page })
    });
    let answer = catalogue.answer(query);
    let owner = catalogue.answer_once(Query::Record { id });
    let name = move || match owner.get() {
        Some(Answer::Record(Some(record))) => {
            let language = words::language().get_untracked();
            choose(&record.card.names, &language).map(|shown| shown.title.text.to_owned()).unwrap_or_default()
        }
        _ => String::new(),
    };
    let total = Memo::new(move |_| match answer.get() {
        Some(Answer::Related(group)) => Some(group.total),
        _ => None,
    });
    let links = move || match answer.get() {
        Some(Answer::Related(group)) => group.links,
        _ => Vec::new(),
    };
    let count = move || total.get().map(|total| t_count("count.record", u64::from(total))).unwrap_or_default();
    let more = Callback::new(move |()| set_length.update(|length| *length += MORE_LINKS));
    let has_more = move || total.get().is_some_and(|total| total > length.get());
    view! {
        <Top back_label=t("app.back") on_back=Callback::new(move |()| router.back())/>
        <div class="app pad">
            <h1 tabindex="-1">{title}</h1>
            <p class="q" role="status">{move || dotted([name().as_str(), &count()])}</p>
            <CopyNote/>
            <WhenUsable>
                <div class="gap">{move || match total.get() {
                    None => view! { <Group><SkeletonRows count=4 label=t("app.loading")/></Group> }.into_any(),
                    Some(0) => view! { <Empty title=t("state.empty.related")/> }.into_any(),
                    Some(_) => view! { <Group><For each=links key=key children=|link| view! { <LinkRow link/> }/></Group> }.into_any(),
                }}</div>
                {move || has_more().then(|| view! {
                    <div class="buttons gap"><Button label=t("app.more") on_press=more/></div>
                })}
            </WhenUsable>
        </div>
    }
}

fn key(link: &Link) -> (RecordId, Option<String>) {
    (link.id, link.side.clone())
}
