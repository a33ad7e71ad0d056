//! A note: what is so, and what it means for you. One on a screen.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::tag::Tone;

#[component]
pub fn NoteBox(
    #[prop(optional)] tone: Tone,
    glyph: Glyph,
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    /// Buttons below.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = format!("note note--{}", tone.name());
    view! {
        <div class=class role="status">
            <Icon glyph/>
            <div>
                <b>{move || title.get()}</b>
                <p>{move || text.get()}</p>
                {children.map(|children| view! { <div class="buttons">{children()}</div> })}
            </div>
        </div>
    }
}
