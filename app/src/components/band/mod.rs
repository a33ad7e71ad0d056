//! The deep band at the head of Home, a country and an event: a drum ring in the corner, a brocade seam below.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

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

/// An event's head: what it is, its names, and when and where.
#[component]
pub fn BandHead(
    #[prop(into)] over: String,
    #[prop(into)] title: String,
    #[prop(into, optional_no_strip)] lang: Option<String>,
    /// The names in other scripts and languages, each with its language.
    others: Vec<(String, Option<String>)>,
    lines: Vec<(Glyph, String)>,
) -> impl IntoView {
    let others = others.into_iter().map(|(text, lang)| view! { <p class="band__own" lang=lang>{text}</p> });
    let lines = lines.into_iter().map(|(glyph, text)| {
        view! { <p class="band__line"><Icon glyph size=IconSize::Small/><span>{text}</span></p> }
    });
    view! {
        <p class="band__over">{over}</p>
        <h1 class="band__head" tabindex="-1" lang=lang>{title}</h1>
        {others.collect_view()}
        {lines.collect_view()}
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
