//! The head of a record: monogram or tile, tags, and its names, each in its own script with room for its marks.

use leptos::prelude::*;

use super::lead::{Lead, LeadView};

#[component]
pub fn RecordHead(
    #[prop(optional_no_strip)] lead: Option<Lead>,
    /// The title and its language.
    #[prop(into)]
    title: String,
    #[prop(into, optional_no_strip)] lang: Option<String>,
    /// The names in other scripts and languages, each with its language.
    #[prop(optional)]
    others: Vec<(String, Option<String>)>,
    /// Tags.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="who">
            <div class="who__top">{lead.map(|lead| view! { <LeadView lead large=true/> })}{children()}</div>
            <div class="names">
                <h1 tabindex="-1" lang=lang>{title}</h1>
                {others.into_iter().map(|(text, lang)| view! { <p lang=lang>{text}</p> }).collect_view()}
            </div>
        </div>
    }
}
