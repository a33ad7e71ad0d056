//! A ticket as it is held up at the door: what for, whose, when, the code to scan, and the letters to read out. The code
//! is dark on white in every light.

use leptos::prelude::*;

#[component]
pub fn Pass(
    /// Above the name of the event: the group.
    #[prop(into)]
    over: String,
    #[prop(into)] title: String,
    #[prop(into, optional_no_strip)] title_lang: Option<String>,
    /// The event's name in another language.
    #[prop(into, optional_no_strip)]
    beside: Option<(String, Option<String>)>,
    /// Terms and values, in order.
    facts: Vec<(String, String)>,
    /// Letters to read out.
    #[prop(into)]
    letters: String,
    #[prop(into)] letters_label: String,
    /// The code to scan.
    children: Children,
) -> impl IntoView {
    let facts = facts.into_iter().map(|(term, value)| {
        view! { <div><dt>{term}</dt><dd>{value}</dd></div> }
    });
    view! {
        <article class="pass">
            <header class="pass__head">
                <p class="pass__over">{over}</p>
                <h1 tabindex="-1" lang=title_lang>{title}</h1>
                {beside.map(|(name, lang)| view! { <p class="pass__beside" lang=lang>{name}</p> })}
            </header>
            <div class="pass__body">
                <dl class="pass__facts">{facts.collect_view()}</dl>
                <div class="pass__code">{children()}</div>
                <p class="pass__letters">{letters}</p>
                <p class="pass__hint">{letters_label}</p>
            </div>
        </article>
    }
}
