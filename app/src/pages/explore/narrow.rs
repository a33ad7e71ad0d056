//! Narrowing: the row of kinds with live counts, and the chosen values of other facets, each to be taken off again.

use catalogue::query::{Count, Facet};
use leptos::prelude::*;
use model::Kind;

use super::super::coded::{facet_value, kinds};
use super::Asked;
use crate::components::{Chip, Glyph, Scroller};
use crate::state::listing::ListingState;
use crate::state::terms::use_terms;
use crate::state::words::{number, t, t_count};

/// As a delegate looks for them.
const IN_ORDER: [Kind; 11] = [
    Kind::Institution,
    Kind::Technology,
    Kind::Project,
    Kind::Event,
    Kind::Programme,
    Kind::Position,
    Kind::Agreement,
    Kind::Policy,
    Kind::Country,
    Kind::Figure,
    Kind::Term,
];

#[component]
pub fn Narrow(asked: Asked, listing: ListingState, on_filter: Callback<()>, filtering: Signal<bool>) -> impl IntoView {
    let counts = Memo::new(move |_| {
        listing.summary().with(|all| all.as_ref().map(|all| all.counts(Facet::Kind).to_vec()).unwrap_or_default())
    });
    let all = move || counts.with(|counts| number(counts.iter().map(|count| u64::from(count.count)).sum()));
    let on = move || asked.browse.with(|browse| browse.chosen.keys().filter(|facet| **facet != Facet::Kind).count());
    let filter = move || match on() {
        0 => t("explore.filter"),
        on => t_count("explore.filters_on", on as u64),
    };
    let any_kind = Signal::derive(move || asked.browse.with(|browse| !browse.chosen.contains_key(&Facet::Kind)));
    let every_kind = Callback::new(move |()| asked.change(|browse| drop(browse.chosen.remove(&Facet::Kind))));
    view! {
        <Scroller label=t("explore.kinds")>
            <Chip glyph=Some(Glyph::Filter) label=filter expanded=filtering on_press=on_filter/>
            <Chip label=t("explore.all") count=all pressed=any_kind on_press=every_kind/>
            {IN_ORDER.map(|kind| view! { <KindChip asked kind counts/> }).collect_view()}
        </Scroller>
    }
}

/// A kind that nothing is found of is left out, unless it is the one chosen.
#[component]
fn KindChip(asked: Asked, kind: Kind, counts: Memo<Vec<Count>>) -> impl IntoView {
    let code = kind.as_str();
    let count = move || counts.with(|counts| count_of(counts, code));
    let pressed = Signal::derive(move || asked.is_chosen(Facet::Kind, code));
    let press = Callback::new(move |()| {
        let chosen = pressed.get_untracked();
        asked.change(|browse| match chosen {
            true => drop(browse.chosen.remove(&Facet::Kind)),
            false => drop(browse.chosen.insert(Facet::Kind, vec![code.to_owned()])),
        });
    });
    let shown = Memo::new(move |_| count() > 0 || pressed.get());
    move || {
        let count = move || number(u64::from(count()));
        shown.get().then(|| view! { <Chip label=kinds(code) count pressed on_press=press/> })
    }
}

fn count_of(counts: &[Count], kind: &str) -> u32 {
    counts.iter().find(|count| count.value == kind).map_or(0, |count| count.count)
}

/// What is chosen beside the kind. A press takes it off.
#[component]
pub fn Chosen(asked: Asked) -> impl IntoView {
    let terms = use_terms();
    let chip = move |(facet, value): (Facet, String)| {
        let label = facet_value(facet, &value, terms);
        let press = Callback::new(move |()| asked.toggle(facet, &value));
        view! { <Chip glyph=Some(Glyph::Clear) label pressed=Signal::stored(true) on_press=press/> }
    };
    move || {
        terms.follow();
        let others = asked.browse.get().chosen.into_iter().filter(|(facet, _)| *facet != Facet::Kind);
        let pairs = others.flat_map(|(facet, values)| values.into_iter().map(move |value| (facet, value)));
        let chips = pairs.map(chip).collect::<Vec<_>>();
        (!chips.is_empty()).then(|| view! { <div class="chosen">{chips}</div> })
    }
}
