//! Bars: a count for each name, the number printed beside its bar.

use leptos::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub label: String,
    /// Part of the longest bar, 0 to 1.
    pub share: f64,
    pub value: String,
    /// Where the records behind it are.
    pub href: Option<String>,
    /// All the rest together: paler.
    pub rest: bool,
}

#[component]
pub fn Bars(bars: Vec<Bar>) -> impl IntoView {
    let row = |bar: Bar| {
        let width = format!("{:.1}%", bar.share.clamp(0.0, 1.0) * 100.0);
        let class = if bar.rest { "bars__row bars__row--rest" } else { "bars__row" };
        let inside = view! {
            <span class="bars__label">{bar.label}</span>
            <span class="bars__track" aria-hidden="true"><i style:width=width></i></span>
            <span class="bars__value">{bar.value}</span>
        };
        match bar.href {
            Some(href) => view! { <li><a class=class href=href>{inside}</a></li> }.into_any(),
            None => view! { <li><span class=class>{inside}</span></li> }.into_any(),
        }
    };
    view! { <ul class="bars" role="list">{bars.into_iter().map(row).collect_view()}</ul> }
}
