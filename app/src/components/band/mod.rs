//! The deep band at the head of Home, a country and an event: a drum ring in the corner, a brocade seam below.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[component]
pub fn Band(
    /// An event's band ends without the seam: its verdict follows at once.
    #[prop(optional)]
    plain: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <header class="band" class:band--plain=plain>
            <span class="drum band__drum" aria-hidden="true"></span>
            <div class="app">{children()}</div>
            {(!plain).then(|| view! { <div class="brocade"></div> })}
        </header>
    }
}

/// The mark and the name of the app; children are the buttons at the far end.
#[component]
pub fn Brand(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div class="brand">
            <Icon glyph=Glyph::Mangrove/>
            <span>{name}</span>
            <span class="brand__end">{children()}</span>
        </div>
    }
}

/// A country's head: its own name large, the names for the reader below.
#[component]
pub fn BandTitle(
    #[prop(into)] own: String,
    /// Language of the own name.
    #[prop(into)]
    lang: String,
    /// The name in the reader's language and others, each with its language.
    others: Vec<(String, String)>,
) -> impl IntoView {
    let others = others.into_iter().map(|(text, lang)| view! { <span lang=lang>{text}</span> }).collect_view();
    view! {
        <h1 class="band__title" tabindex="-1"><span lang=lang>{own}</span></h1>
        <p class="band__others">{others}</p>
    }
}
