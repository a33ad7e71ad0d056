//! Chips: filters with their counts, side by side in a row that scrolls. Pressed is ink.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

#[component]
pub fn Chip(
    #[prop(into)] label: TextProp,
    /// The number of records it leads to, as text; empty shows none.
    #[prop(into, optional)]
    count: TextProp,
    /// Leave out for a chip that opens something.
    #[prop(into, optional)]
    pressed: Option<Signal<bool>>,
    /// For a chip that opens something: whether it is open.
    #[prop(into, optional)]
    expanded: Option<Signal<bool>>,
    on_press: Callback<()>,
    #[prop(optional_no_strip)] glyph: Option<Glyph>,
) -> impl IntoView {
    let yes_no = |signal: Option<Signal<bool>>| move || signal.map(|signal| signal.get().to_string());
    let count = move || {
        let count = count.get();
        (!count.is_empty()).then(|| view! { <span>{count}</span> })
    };
    view! {
        <button class="chip" type="button" aria-pressed=yes_no(pressed) aria-expanded=yes_no(expanded) on:click=move |_| on_press.run(())>
            {glyph.map(|glyph| view! { <Icon glyph size=IconSize::Small/> })}
            {move || label.get()}
            {count}
        </button>
    }
}

/// A row that scrolls sideways: chips, country tiles.
#[component]
pub fn Scroller(#[prop(into, optional)] label: Option<String>, children: Children) -> impl IntoView {
    let role = label.is_some().then_some("group");
    view! { <div class="scroller" role=role aria-label=label>{children()}</div> }
}
