//! A card that holds rows, facts or anything else that belongs together. One group for one idea.

use leptos::prelude::*;

#[component]
pub fn Group(
    /// Said to a screen reader when the group has no heading before it.
    #[prop(into, optional)]
    label: Option<String>,
    /// Room inside: for text, bars and figures; rows bring their own.
    #[prop(optional)]
    inset: bool,
    children: Children,
) -> impl IntoView {
    let role = label.is_some().then_some("region");
    view! { <div class="group" class:inset=inset role=role aria-label=label>{children()}</div> }
}
