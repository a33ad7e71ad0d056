//! The next event, if one with a date is ahead: what a delegate looks for first.

use catalogue::Card;
use catalogue::query::{Answer, Browse, Facet, Page, Query, Sort};
use leptos::prelude::*;
use model::Day;

use super::super::record_row::{href, place};
use crate::components::NextEvent;
use crate::state::answers::use_catalogue;
use crate::state::calendar::{Calendar, day};
use crate::state::naming::choose;
use crate::state::words::{self, t, t_count};

/// The latest events by date: the next one is among them.
const EVENTS: u32 = 100;

#[component]
pub fn Next() -> impl IntoView {
    let mut browse = Browse { sort: Sort::Date, ..Browse::default() };
    browse.chosen.insert(Facet::Kind, vec!["event".to_owned()]);
    let answer = use_catalogue().answer_once(Query::Browse { browse, page: Page { offset: 0, length: EVENTS } });
    let next = Memo::new(move |_| match answer.get() {
        Some(Answer::Listing(listing)) => {
            // A made-up event is none to travel to.
            let real = listing.hits.into_iter().map(|hit| hit.card).filter(|card| !card.demo);
            Calendar::of(real, words::today()).coming.into_iter().next()
        }
        _ => None,
    });
    move || next.get().and_then(|card| next_view(&card))
}

fn next_view(card: &Card) -> Option<AnyView> {
    let begins = day(card, "begins")?;
    let shown = choose(&card.names, &words::language().get_untracked())?;
    let ahead = begins.first_day_number() - words::today();
    let soon = match ahead {
        ..0 => t("home.now"),
        0 => t("home.today"),
        days => t_count("home.in_days", days.unsigned_abs()),
    };
    let title = shown.title.text.to_owned();
    Some(
        view! { <NextEvent href=href(card) over=month(begins) day=day_of(begins) soon title text=place(card)/> }
            .into_any(),
    )
}

fn month(day: Day) -> String {
    day.month().map_or_else(|| day.year().to_string(), words::month)
}

fn day_of(day: Day) -> String {
    day.day().map(|day| words::number(u64::from(day))).unwrap_or_default()
}
