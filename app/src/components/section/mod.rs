//! The heading of a part of a page, with one way further at its end.

use leptos::prelude::*;

#[component]
pub fn SectionHead(
    #[prop(into)] title: TextProp,
    /// Address and words: "All 12".
    #[prop(optional_no_strip)]
    link: Option<(String, String)>,
    /// A quiet word in place of a link: "TRL 6–8".
    #[prop(into, optional_no_strip)]
    end: Option<String>,
) -> impl IntoView {
    view! {
        <div class="section">
            <h2>{move || title.get()}</h2>
            {end.map(|end| view! { <span class="small q">{end}</span> })}
            {link.map(|(href, text)| view! { <a href=href>{text}</a> })}
        </div>
    }
}
