//! A tile of the "Browse" grid: a kind of record and how many there are. Stand them in a `div` of class `kinds`.

use leptos::prelude::*;

use super::icon::Glyph;
use super::lead::{Lead, LeadView};

#[component]
pub fn KindTile(
    #[prop(into)] href: String,
    glyph: Glyph,
    #[prop(into)] title: String,
    #[prop(into)] count: TextProp,
) -> impl IntoView {
    view! {
        <a class="kind" href=href>
            <LeadView lead=Lead::tile(glyph)/>
            <span class="kind__text"><b>{title}</b><span>{move || count.get()}</span></span>
        </a>
    }
}
