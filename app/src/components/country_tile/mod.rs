//! A country: its own name in its own script, the reader's name for it below. No flag.

use leptos::prelude::*;

#[component]
pub fn CountryTile(
    #[prop(into)] href: String,
    #[prop(into)] own: String,
    /// Language of the own name.
    #[prop(into)]
    lang: String,
    /// "Thailand · 214"
    #[prop(into)]
    line: TextProp,
) -> impl IntoView {
    view! { <a class="country" href=href><b lang=lang>{own}</b><span>{move || line.get()}</span></a> }
}
