//! Events: those that are coming, the next first, and those that were. A preset of what Explore can list.

use catalogue::Card;
use catalogue::query::{Answer, Browse, Facet, Page, Query, Sort};
use leptos::prelude::*;

use super::copy::{CopyLine, CopyNote, WhenUsable};
use super::frame::set_title;
use super::record_row::RecordRow;
use crate::components::{ButtonLink, Chip, Empty, Group, Scroller, SectionHead, SkeletonRows};
use crate::router::{Address, When, use_router};
use crate::state::answers::use_catalogue;
use crate::state::calendar::Calendar;
use crate::state::words::{self, number, t, t_count};

/// Events looked at to tell coming from past; all further ones are in Explore.
const EVENTS: u32 = 500;

#[component]
pub fn EventsPage() -> impl IntoView {
    set_title(&t("events.title"));
    let address = use_router().address();
    let router = use_router();
    let when = Memo::new(move |before: Option<&When>| match address.get() {
        Address::Events(when) => when,
        _ => before.copied().unwrap_or_default(),
    });
    let mut browse = Browse { sort: Sort::Date, ..Browse::default() };
    browse.chosen.insert(Facet::Kind, vec!["event".to_owned()]);
    let all = Address::Explore(browse.clone()).href();
    let answer = use_catalogue().answer_once(Query::Browse { browse, page: Page { offset: 0, length: EVENTS } });
    let calendar = Memo::new(move |_| match answer.get() {
        Some(Answer::Listing(listing)) => {
            Some((listing.total, Calendar::of(listing.hits.into_iter().map(|hit| hit.card), words::today())))
        }
        _ => None,
    });
    let total = move || calendar.with(|all| all.as_ref().map_or(0, |(total, _)| u64::from(*total)));
    let count =
        move |of: fn(&Calendar) -> usize| calendar.with(|all| all.as_ref().map_or(0, |(_, all)| of(all)) as u64);
    let chip = move |of: When, key: &str, many: fn(&Calendar) -> usize| {
        let pressed = Signal::derive(move || when.get() == of);
        let press = Callback::new(move |()| router.replace(Address::Events(of)));
        view! { <Chip label=t(key) count=move || number(count(many)) pressed on_press=press/> }
    };
    view! {
        <div class="app pad page--under-band">
            <h1 tabindex="-1">{t("events.title")}</h1>
            <CopyLine/>
            <CopyNote/>
            <Scroller label=t("events.title")>
                {chip(When::Coming, "events.coming", |all| all.coming.len())}
                {chip(When::Past, "events.past", |all| all.past.len())}
            </Scroller>
            <WhenUsable>
                <div class="gap">{move || match calendar.get() {
                    None => view! { <Group><SkeletonRows count=3 label=t("app.loading")/></Group> }.into_any(),
                    Some((_, calendar)) => view! { <Listed calendar when=when.get()/> }.into_any(),
                }}</div>
                <div class="buttons gap">
                    <ButtonLink label=t_count("events.all", total()) href=all.clone()/>
                </div>
            </WhenUsable>
        </div>
    }
}

#[component]
fn Listed(calendar: Calendar, when: When) -> impl IntoView {
    let rows = |cards: Vec<Card>| cards.into_iter().map(|card| view! { <RecordRow card chevron=true/> }).collect_view();
    let Calendar { coming, past, undated } = calendar;
    let (first, none) = match when {
        When::Coming => (coming, "events.none_coming"),
        When::Past => (past, "state.empty.kind"),
    };
    let first = match first.is_empty() {
        true => view! { <Empty title=t(none)/> }.into_any(),
        false => view! { <Group>{rows(first)}</Group> }.into_any(),
    };
    let undated = (when == When::Coming && !undated.is_empty()).then(|| {
        view! {
            <SectionHead title=t("events.undated")/><Group>{rows(undated)}</Group>
        }
    });
    view! { {first}{undated} }
}
