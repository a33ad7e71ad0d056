//! Nothing found: what was looked for, and one way on: fewer filters, or one of the words alone.

use catalogue::query::Browse;
use leptos::prelude::*;

use super::Asked;
use crate::components::{Button, Empty};
use crate::state::answers::use_catalogue;
use crate::state::listing::{ListingState, best_alone};
use crate::state::words::{t, t_count, t_count_with, t_with};

#[component]
pub fn Nothing(asked: Asked, listing: ListingState) -> impl IntoView {
    let alone = best_alone(use_catalogue(), asked.browse.into());
    let title = move || {
        let text = asked.browse.with(|browse| browse.text.trim().to_owned());
        if text.is_empty() { t("state.empty.filters") } else { t_with("state.empty.search", &[("query", &text)]) }
    };
    let searched = move || listing.summary().with(|all| all.as_ref().map_or(0, |all| u64::from(all.searched)));
    let text = move || t_count("state.empty.search_text", searched());
    let button = move || {
        let (label, browse) = asked.browse.with(|browse| way_on(browse, alone.get()));
        let press = Callback::new(move |()| asked.change(|now| *now = browse.clone()));
        view! { <Button label on_press=press/> }
    };
    view! { <Empty title text>{button}</Empty> }
}

/// What the button says, and the question it leads to.
fn way_on(browse: &Browse, alone: Option<(String, u32)>) -> (String, Browse) {
    let without = Browse { chosen: Default::default(), ..browse.clone() };
    if !browse.chosen.is_empty() {
        let key = if browse.text.is_empty() { "state.empty.clear_filters" } else { "state.empty.without_filters" };
        return (t(key), without);
    }
    match alone {
        Some((word, count)) => {
            let label = t_count_with("state.empty.try_alone", u64::from(count), &[("query", &word)]);
            (label, Browse { text: word, ..without })
        }
        None => (t("explore.show_all"), Browse::default()),
    }
}
