//! A tag names a state or a kind. It is not a button.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The colour family of a tag, a tile or a note. Never the only sign: words and shape say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    Tide,
    /// Outlined: a need, where an offer is filled.
    Need,
    /// The one loud thing: an alert.
    Kapok,
    /// Waiting, stale.
    Reed,
    /// Accepted, active.
    Leaf,
    #[default]
    Sand,
}

impl Tone {
    pub fn name(self) -> &'static str {
        match self {
            Tone::Tide => "tide",
            Tone::Need => "need",
            Tone::Kapok => "kapok",
            Tone::Reed => "reed",
            Tone::Leaf => "leaf",
            Tone::Sand => "sand",
        }
    }
}

#[component]
pub fn Tag(
    #[prop(optional)] tone: Tone,
    #[prop(optional_no_strip)] glyph: Option<Glyph>,
    #[prop(into)] text: String,
) -> impl IntoView {
    let class = format!("tag tag--{}", tone.name());
    view! { <span class=class>{glyph.map(|glyph| view! { <Icon glyph/> })}{text}</span> }
}

/// Tags side by side, broken over lines where they must.
#[component]
pub fn Tags(children: Children) -> impl IntoView {
    view! { <div class="tags">{children()}</div> }
}
