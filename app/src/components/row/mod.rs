//! A row: one record, or one thing to go to. The unit of every list, the virtual one too.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::lead::{Lead, LeadView};
use super::marked::{Marked, MarkedText};
use super::tag::{Tag, Tone};

/// A link where `href` is given, a button where `on_press` is, plain text otherwise.
#[component]
pub fn Row(
    #[prop(into, optional_no_strip)] href: Option<String>,
    #[prop(optional_no_strip)] on_press: Option<Callback<()>>,
    #[prop(optional_no_strip)] lead: Option<Lead>,
    /// A small line above the title: "Mechanism".
    #[prop(into, optional_no_strip)]
    over: Option<String>,
    #[prop(into)] title: Marked,
    /// Lines below, in order: the own-script name, then kind and place.
    #[prop(optional)]
    lines: Vec<Marked>,
    /// A number or a word at the end.
    #[prop(into, optional_no_strip)]
    end: Option<String>,
    #[prop(optional_no_strip)] tag: Option<(Tone, String)>,
    /// Head at the top instead of the middle: for rows of three lines and more.
    #[prop(optional)]
    top: bool,
    /// An arrow at the end. Search results go without.
    #[prop(optional)]
    chevron: bool,
    /// Leads out of the app: opens beside it.
    #[prop(optional)]
    outside: bool,
) -> impl IntoView {
    let class = if top { "row row--top" } else { "row" };
    let lines = lines.into_iter().map(|line| {
        let lang = line.lang.clone();
        view! { <span class="row__line" lang=lang><MarkedText of=line/></span> }
    });
    let title_lang = title.lang.clone();
    let inside = view! {
        {lead.map(|lead| view! { <LeadView lead/> })}
        <span class="row__text">
            {over.map(|over| view! { <span class="row__line">{over}</span> })}
            <span class="row__title" lang=title_lang><MarkedText of=title/></span>
            {lines.collect_view()}
        </span>
        {end.map(|end| view! { <span class="row__end">{end}</span> })}
        {tag.map(|(tone, text)| view! { <Tag tone text/> })}
        {chevron.then(|| view! { <Icon glyph=Glyph::Forward size=IconSize::Small/> })}
    };
    match (href, on_press) {
        (Some(href), _) => {
            let (target, rel) = if outside { (Some("_blank"), Some("noopener noreferrer")) } else { (None, None) };
            view! { <a class=class href=href target=target rel=rel>{inside}</a> }.into_any()
        }
        (None, Some(press)) => {
            view! { <button class=class type="button" on:click=move |_| press.run(())>{inside}</button> }.into_any()
        }
        (None, None) => view! { <div class=class>{inside}</div> }.into_any(),
    }
}

/// Rows still on the way: shown in their place, at their height.
#[component]
pub fn SkeletonRows(
    count: u32,
    /// Said once to a screen reader: "Opening".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let rows = (0..count).map(|at| {
        let class = if at % 2 == 0 { "skeleton" } else { "skeleton skeleton--short" };
        view! {
            <div class="row" aria-hidden="true">
                <span class="tile tile--sand"></span>
                <span class="row__text"><span class=class></span><span class="skeleton skeleton--line"></span></span>
            </div>
        }
    });
    view! { <p class="vh" role="status">{label}</p>{rows.collect_view()} }
}
