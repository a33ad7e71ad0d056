//! The rows found, of any number: only those near the screen are drawn, and asked for.

use leptos::prelude::*;

use super::super::record_row::RecordRow;
use crate::components::{Group, SkeletonRows, VirtualList};
use crate::router::Address;
use crate::state::listing::ListingState;
use crate::state::words::{t, t_count};

#[component]
pub fn Rows(listing: ListingState) -> impl IntoView {
    let count = Signal::derive(move || listing.total());
    // The question that the rows answer, not the one that is being typed: both change in one step.
    let key = Signal::derive(move || {
        let answered = listing.summary().with(|all| all.as_ref().map(|all| all.browse.clone()));
        answered.map(|browse| Address::Explore(browse).href()).unwrap_or_default()
    });
    let label = move || t_count("count.record", count.get() as u64);
    let row = move |at: usize| view! { <RowAt listing at/> };
    let ranged = Callback::new(move |rows| listing.show(rows));
    let first = Memo::new(move |_| listing.summary().with(Option::is_none));
    move || match first.get() {
        true => view! { <Group><SkeletonRows count=6 label=t("app.loading")/></Group> }.into_any(),
        false => view! { <VirtualList count row key label on_range=ranged/> }.into_any(),
    }
}

#[component]
fn RowAt(listing: ListingState, at: usize) -> impl IntoView {
    let hit = Memo::new(move |_| listing.row(at));
    move || match hit.get() {
        Some(hit) => view! { <RecordRow card=hit.card marks=hit.marks/> }.into_any(),
        None => view! { <SkeletonRows count=1 label=""/> }.into_any(),
    }
}
