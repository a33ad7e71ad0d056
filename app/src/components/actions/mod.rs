//! The action row of a record: three to five things to do, each an icon over its word.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[component]
pub fn Actions(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! { <nav class="actions" aria-label=label>{children()}</nav> }
}

/// A link out of the app, such as the website, the route, or an e-mail.
#[component]
pub fn ActionLink(glyph: Glyph, #[prop(into)] label: String, #[prop(into)] href: String) -> impl IntoView {
    let outside = href.starts_with("http").then_some("_blank");
    view! { <a href=href target=outside rel="noopener noreferrer"><Icon glyph/>{label}</a> }
}

#[component]
pub fn ActionButton(glyph: Glyph, #[prop(into)] label: TextProp, on_press: Callback<()>) -> impl IntoView {
    view! { <button type="button" on:click=move |_| on_press.run(())><Icon glyph/>{move || label.get()}</button> }
}
