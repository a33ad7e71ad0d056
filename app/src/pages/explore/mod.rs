//! Explore: search as you type, narrow by kind and by facet, and scroll as far as you like. Its whole state is the
//! address; the counts and the rows are the catalogue's answer to it.

mod filters;
mod narrow;
mod nothing;
mod rows;

use catalogue::query::{Browse, Facet, Sort};
use leptos::prelude::*;

use super::copy::{CopyNote, WhenUsable};
use super::frame::set_title;
use crate::components::{Results, Seek};
use crate::router::{Address, Router, use_router};
use crate::state::answers::use_catalogue;
use crate::state::listing::ListingState;
use crate::state::words::{t, t_count};
use filters::Filters;
use narrow::{Chosen, Narrow};
use nothing::Nothing;
use rows::Rows;

/// What is listed, and how a part of the page changes it.
#[derive(Clone, Copy)]
pub struct Asked {
    router: Router,
    pub browse: Memo<Browse>,
}

impl Asked {
    fn follow(router: Router) -> Asked {
        let address = router.address();
        let browse = Memo::new(move |before: Option<&Browse>| match address.get() {
            Address::Explore(browse) => browse,
            // On the way to another page: what is listed stays.
            _ => before.cloned().unwrap_or_default(),
        });
        Asked { router, browse }
    }

    /// The same screen with another question: no new entry in the history.
    pub fn change(self, change: impl FnOnce(&mut Browse)) {
        let mut browse = self.browse.get_untracked();
        change(&mut browse);
        browse.chosen.retain(|_, values| !values.is_empty());
        self.router.replace(Address::Explore(browse));
    }

    /// Chooses a value of a facet, or takes the choice back.
    pub fn toggle(self, facet: Facet, value: &str) {
        self.change(|browse| {
            let values = browse.chosen.entry(facet).or_default();
            match values.iter().position(|chosen| chosen == value) {
                Some(at) => drop(values.remove(at)),
                None => values.push(value.to_owned()),
            }
        });
    }

    pub fn is_chosen(self, facet: Facet, value: &str) -> bool {
        self.browse
            .with(|browse| browse.chosen.get(&facet).is_some_and(|values| values.iter().any(|chosen| chosen == value)))
    }
}

#[component]
pub fn ExplorePage() -> impl IntoView {
    set_title(&t("explore.title"));
    let router = use_router();
    let asked = Asked::follow(router);
    let listing = ListingState::new(use_catalogue(), asked.browse.into());
    let searched = move || listing.summary().with(|all| all.as_ref().map_or(0, |all| all.searched));
    let placeholder = move || match searched() {
        0 => t("explore.search"),
        records => t_count("explore.placeholder", u64::from(records)),
    };
    let typed = Callback::new(move |text: String| asked.change(|browse| browse.text = text));
    let text = Signal::derive(move || asked.browse.with(|browse| browse.text.clone()));
    let (open, set_open) = signal(false);
    view! {
        <h1 class="vh" tabindex="-1">{t("explore.title")}</h1>
        <div class="top top--search"><div class="app">
            <Seek value=text on_input=typed label=t("home.search_label") placeholder clear_label=t("app.clear") focus=router.will_type()/>
            <Narrow asked listing on_filter=Callback::new(move |()| set_open.set(true)) filtering=open.into()/>
        </div></div>
        <div class="app pad">
            <CopyNote/>
            <WhenUsable>
                <Chosen asked/>
                <Heading asked listing/>
                <Found asked listing/>
            </WhenUsable>
        </div>
        <Filters asked listing open on_close=Callback::new(move |()| set_open.set(false))/>
    }
}

/// How many were found, and in which order they stand.
#[component]
fn Heading(asked: Asked, listing: ListingState) -> impl IntoView {
    const ORDERS: [(Sort, &str, &str); 3] = [
        (Sort::Match, "match", "explore.sort.best"),
        (Sort::Name, "name", "explore.sort.name"),
        (Sort::Date, "date", "explore.sort.newest"),
    ];
    let total = move || listing.summary().with(|all| all.as_ref().map(|all| u64::from(all.total)));
    let count = move || total().map_or_else(|| t("explore.searching"), |total| t_count("count.record", total));
    let order = Signal::derive(move || {
        let now = asked.browse.with(|browse| browse.sort);
        ORDERS.iter().find(|(sort, ..)| *sort == now).map_or("match", |(_, code, _)| *code)
    });
    let choose = Callback::new(move |code: String| {
        let sort = ORDERS.iter().find(|(_, known, _)| *known == code).map_or(Sort::Match, |(sort, ..)| *sort);
        asked.change(|browse| browse.sort = sort);
    });
    let orders = ORDERS.map(|(_, code, key)| (code, t(key))).into();
    view! {
        <Results count rest=t("explore.from_phone") order_label=t("explore.sort") orders order on_order=choose/>
    }
}

#[component]
fn Found(asked: Asked, listing: ListingState) -> impl IntoView {
    let empty = Memo::new(move |_| listing.summary().with(|all| all.as_ref().map(|all| all.total == 0)));
    move || match empty.get() {
        Some(true) => view! { <Nothing asked listing/> }.into_any(),
        Some(false) | None => view! { <Rows listing/> }.into_any(),
    }
}
