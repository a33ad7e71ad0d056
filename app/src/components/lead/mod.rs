//! What stands at the head of a row: a monogram of the own-script name, or a tile with the icon of the kind.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::tag::Tone;

mod grapheme;

pub use grapheme::first_grapheme;

/// The head of a row or a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Lead {
    /// First grapheme of the name that the thing gives itself, and its language.
    Monogram {
        name: String,
        lang: Option<String>,
    },
    Tile {
        glyph: Glyph,
        tone: Tone,
    },
}

impl Lead {
    pub fn tile(glyph: Glyph) -> Lead {
        Lead::Tile { glyph, tone: Tone::Tide }
    }
}

#[component]
pub fn LeadView(
    lead: Lead,
    /// As a page head has it.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    match lead {
        Lead::Monogram { name, lang } => {
            let class = if large { "monogram monogram--large" } else { "monogram" };
            view! { <span class=class lang=lang aria-hidden="true">{first_grapheme(&name)}</span> }.into_any()
        }
        Lead::Tile { glyph, tone } => {
            let class = format!("tile tile--{}", tone.name());
            view! { <span class=class><Icon glyph/></span> }.into_any()
        }
    }
}
