//! The sheet of all filters: every facet with its values and what each would leave.

use catalogue::query::{Count, Facet};
use leptos::prelude::*;

use super::super::coded::{facet_name, facet_value};
use super::Asked;
use crate::components::{Button, ButtonKind, Chip, Sheet};
use crate::state::listing::ListingState;
use crate::state::terms::use_terms;
use crate::state::words::{number, t, t_count};

/// The facets of the sheet; the kind has its own row of chips.
const FACETS: [Facet; 10] = [
    Facet::Country,
    Facet::Field,
    Facet::Form,
    Facet::Side,
    Facet::Maturity,
    Facet::Status,
    Facet::Membership,
    Facet::Region,
    Facet::Language,
    Facet::Demo,
];
/// Values shown before "more".
const FIRST_VALUES: usize = 10;

#[component]
pub fn Filters(
    asked: Asked,
    listing: ListingState,
    #[prop(into)] open: Signal<bool>,
    on_close: Callback<()>,
) -> impl IntoView {
    let total = move || listing.summary().with(|all| all.as_ref().map_or(0, |all| u64::from(all.total)));
    let show = move || t_count("explore.show", total());
    let clear = Callback::new(move |()| asked.change(|browse| browse.chosen.retain(|facet, _| *facet == Facet::Kind)));
    view! {
        <Sheet open on_close title=t("explore.filters") close_label=t("app.close")>
            {FACETS.map(|facet| view! { <FacetChips asked listing facet/> }).collect_view()}
            <div class="filters__foot buttons">
                <Button kind=ButtonKind::Ink label=show on_press=on_close/>
                <Button label=t("state.empty.clear_filters") on_press=clear/>
            </div>
        </Sheet>
    }
}

#[component]
fn FacetChips(asked: Asked, listing: ListingState, facet: Facet) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let counts = listing.summary().with(|all| all.as_ref().map(|all| all.counts(facet).to_vec()));
        in_order(facet, counts.unwrap_or_default())
    });
    let (all, set_all) = signal(false);
    let values = Memo::new(move |_| {
        let shown = if all.get() { usize::MAX } else { FIRST_VALUES };
        counts.with(|counts| counts.iter().take(shown).map(|count| count.value.clone()).collect::<Vec<_>>())
    });
    let hidden = Memo::new(move |_| counts.with(Vec::len).saturating_sub(values.with(Vec::len)));
    let show_all = Callback::new(move |()| set_all.set(true));
    let more = move || {
        let label = move || t_count("explore.facet.more", hidden.get() as u64);
        (hidden.get() > 0).then(|| view! { <Chip label expanded=Signal::from(all) on_press=show_all/> })
    };
    let any = Memo::new(move |_| counts.with(|counts| !counts.is_empty()));
    move || {
        any.get().then(|| view! {
            <h3>{facet_name(facet)}</h3>
            <div class="chips">
                <For each=move || values.get() key=Clone::clone children=move |value| view! { <Value asked facet value counts/> }/>
                {more}
            </div>
        })
    }
}

#[component]
fn Value(asked: Asked, facet: Facet, value: String, counts: Memo<Vec<Count>>) -> impl IntoView {
    let terms = use_terms();
    let named = value.clone();
    let label = move || {
        terms.follow();
        facet_value(facet, &named, terms)
    };
    let chosen = value.clone();
    let pressed = Signal::derive(move || asked.is_chosen(facet, &chosen));
    let counted = value.clone();
    let count = move || {
        let count = counts.with(|all| all.iter().find(|count| count.value == counted).map(|count| count.count));
        number(u64::from(count.unwrap_or(0)))
    };
    let press = Callback::new(move |()| asked.toggle(facet, &value));
    view! { <Chip label count pressed on_press=press/> }
}

/// Levels stand in their own order, all other values by how many records they leave.
fn in_order(facet: Facet, mut counts: Vec<Count>) -> Vec<Count> {
    if facet == Facet::Maturity {
        counts.sort_by(|a, b| a.value.cmp(&b.value));
    }
    counts
}
