//! Buttons. One `Go` on a screen. Never disabled: a button that cannot act says why when pressed.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The single next step.
    Go,
    /// A neutral act: "Update now".
    Ink,
    #[default]
    Line,
    /// No ground of its own; in the colour of an alert: "Remove from this phone".
    Alarm,
}

impl ButtonKind {
    pub fn class(self) -> &'static str {
        match self {
            ButtonKind::Go => "button button--go",
            ButtonKind::Ink => "button button--ink",
            ButtonKind::Line => "button button--line",
            ButtonKind::Alarm => "button button--alarm",
        }
    }
}

#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(into)] label: TextProp,
    on_press: Callback<()>,
    #[prop(optional_no_strip)] glyph: Option<Glyph>,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Small, for a note or a row.
    #[prop(optional)]
    mini: bool,
    /// At work: pressing again does nothing, and a screen reader is told.
    #[prop(into, optional)]
    busy: Signal<bool>,
) -> impl IntoView {
    let press = move |_| {
        if !busy.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button class=kind.class() class:button--wide=wide class:button--mini=mini type="button"
            aria-busy=move || busy.get().then_some("true") on:click=press>
            {glyph.map(|glyph| view! { <Icon glyph/> })}
            {move || label.get()}
        </button>
    }
}

/// Looks like a button and goes somewhere.
#[component]
pub fn ButtonLink(
    #[prop(optional)] kind: ButtonKind,
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(optional_no_strip)] glyph: Option<Glyph>,
    #[prop(optional)] wide: bool,
    #[prop(optional)] mini: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class() class:button--wide=wide class:button--mini=mini href=href>
            {glyph.map(|glyph| view! { <Icon glyph/> })}
            {label}
        </a>
    }
}

/// Only an icon, with its label for those who hear the page.
#[component]
pub fn IconButton(glyph: Glyph, #[prop(into)] label: String, on_press: Callback<()>) -> impl IntoView {
    view! { <button class="tap" type="button" aria-label=label on:click=move |_| on_press.run(())><Icon glyph/></button> }
}

#[component]
pub fn IconLink(glyph: Glyph, #[prop(into)] label: String, #[prop(into)] href: String) -> impl IntoView {
    view! { <a class="tap" href=href aria-label=label><Icon glyph/></a> }
}
