//! Counts over the records on this phone, as bars: the number stands beside each, and the records behind it.

use catalogue::query::{Answer, Browse, Count, Facet, Page, Query};
use leptos::prelude::*;

use super::super::coded::{coded, facet_value};
use crate::components::{Bar, Bars, Group, SectionHead};
use crate::router::Address;
use crate::state::answers::use_catalogue;
use crate::state::terms::{Terms, use_terms};
use crate::state::words::{number, t, t_count};

/// Bars of their own; all others together make the last.
const BARS: usize = 6;

#[component]
pub fn Charts() -> impl IntoView {
    view! {
        <Chart title=t("figures.by_kind") kind="institution" facet=Facet::Form/>
        <Chart title=t("figures.by_country") kind="institution" facet=Facet::Country/>
        <Chart title=t("figures.by_field") kind="project" facet=Facet::Field/>
    }
}

#[component]
fn Chart(title: String, kind: &'static str, facet: Facet) -> impl IntoView {
    let mut browse = Browse::default();
    browse.chosen.insert(Facet::Kind, vec![kind.to_owned()]);
    let answer = use_catalogue().answer_once(Query::Browse { browse, page: Page { offset: 0, length: 0 } });
    let terms = use_terms();
    let counts = Memo::new(move |_| match answer.get() {
        Some(Answer::Listing(listing)) => {
            let counts = listing.facets.into_iter().find(|(other, _)| *other == facet);
            counts.map(|(_, counts)| counts).unwrap_or_default()
        }
        _ => Vec::new(),
    });
    move || {
        terms.follow();
        let counts = counts.get();
        (!counts.is_empty()).then(|| {
            let bars = bars(kind, facet, counts, terms);
            view! { <SectionHead title=title.clone()/><Group inset=true><Bars bars/></Group> }
        })
    }
}

fn bars(kind: &str, facet: Facet, counts: Vec<Count>, terms: Terms) -> Vec<Bar> {
    let most = counts.iter().map(|count| count.count).max().unwrap_or(1);
    let share = |count: u32| f64::from(count) / f64::from(most.max(1));
    let rest: Vec<u32> = counts.iter().skip(BARS).map(|count| count.count).collect();
    let bar = |count: &Count| Bar {
        label: match facet {
            Facet::Form if kind == "institution" => coded("institution_kinds.{}", &count.value),
            _ => facet_value(facet, &count.value, terms),
        },
        share: share(count.count),
        value: number(u64::from(count.count)),
        href: Some(Address::facets(&[(Facet::Kind, kind), (facet, &count.value)]).href()),
        rest: false,
    };
    let mut bars: Vec<Bar> = counts.iter().take(BARS).map(bar).collect();
    if !rest.is_empty() {
        let sum: u32 = rest.iter().sum();
        bars.push(Bar {
            label: t_count("figures.rest", rest.len() as u64),
            share: share(sum.min(most)),
            value: number(u64::from(sum)),
            href: None,
            rest: true,
        });
    }
    bars
}
