//! Where a record comes from and how old it is. Stands on every record, and once on pages made of many.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::sync_line::Tide;

#[component]
pub fn SourceLine(
    /// None: a plain note with an "i".
    #[prop(optional_no_strip)]
    tide: Option<Tide>,
    /// In bold: "Record checked 12 Sep 2026, 70 days ago."
    #[prop(into, optional_no_strip)]
    fact: Option<String>,
    /// The source in words, with its links, and the link to report a mistake.
    children: Children,
) -> impl IntoView {
    let glyph = tide.map_or(Glyph::Info, Tide::glyph);
    view! {
        <div class="source">
            <Icon glyph size=IconSize::Small/>
            <p>{fact.map(|fact| view! { <b>{fact}</b>" " })}{children()}</p>
        </div>
    }
}
