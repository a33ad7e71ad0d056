//! Facts: a term and its value. What was asked for and is missing says so; nothing is hidden.

use leptos::prelude::*;

/// A group of facts.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts group">{children()}</dl> }
}

/// One fact; the value is whatever stands inside.
#[component]
pub fn Fact(#[prop(into)] term: String, children: Children) -> impl IntoView {
    view! { <div><dt>{term}</dt><dd>{children()}</dd></div> }
}

/// One fact whose value is text, or missing: then `unknown` stands there ("Not known").
#[component]
pub fn FactText(
    #[prop(into)] term: String,
    #[prop(into)] value: Option<String>,
    #[prop(into)] unknown: String,
    /// A second, quieter line.
    #[prop(into, optional_no_strip)]
    more: Option<String>,
) -> impl IntoView {
    let value = match value {
        Some(value) => view! { {value} }.into_any(),
        None => view! { <span class="qq">{unknown}</span> }.into_any(),
    };
    view! {
        <div><dt>{term}</dt><dd>{value}{more.map(|more| view! { <span class="facts__more">{more}</span> })}</dd></div>
    }
}
