//! A gauge: parts of a whole side by side, each named with its size in the key below.

use leptos::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct GaugePart {
    /// Part of the whole, 0 to 1.
    pub share: f64,
    /// "Names 3.1 MB"
    pub label: String,
}

/// Shades in order of parts; a fifth part and later share the last.
const SHADES: usize = 4;

#[component]
pub fn Gauge(
    parts: Vec<GaugePart>,
    /// All parts in words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let shade = |at: usize| format!("gauge__part gauge__part--{}", at.min(SHADES - 1) + 1);
    let strip = parts.iter().enumerate().map(|(at, part)| {
        let width = format!("{:.1}%", part.share.clamp(0.0, 1.0) * 100.0);
        view! { <i class=shade(at) style:width=width></i> }
    });
    let strip = strip.collect_view();
    let key =
        parts.into_iter().enumerate().map(|(at, part)| view! { <span><i class=shade(at)></i>{part.label}</span> });
    view! {
        <div class="gauge" role="img" aria-label=label>{strip}</div>
        <p class="key gauge__key">{key.collect_view()}</p>
    }
}
