//! A few large numbers side by side, each with what it counts.

use leptos::prelude::*;

#[component]
pub fn Figs(
    /// Number and what it counts.
    #[prop(into)]
    figures: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let figure = |(value, label): (String, String)| view! { <div><b>{value}</b><span>{label}</span></div> };
    view! { <div class="figs">{move || figures.get().into_iter().map(figure).collect_view()}</div> }
}
