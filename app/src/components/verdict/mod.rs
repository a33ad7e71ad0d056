//! What is said to the one who stands at the door: a shape, one or two words, a person, a reason, two buttons. Shape,
//! words and colour each say it alone.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictKind {
    Admit,
    AlreadyIn,
    Stop,
}

impl VerdictKind {
    fn class(self) -> &'static str {
        match self {
            VerdictKind::Admit => "verdict verdict--admit",
            VerdictKind::AlreadyIn => "verdict verdict--already",
            VerdictKind::Stop => "verdict verdict--stop",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            VerdictKind::Admit => Glyph::Done,
            VerdictKind::AlreadyIn => Glyph::Twice,
            VerdictKind::Stop => Glyph::Stop,
        }
    }
}

#[component]
pub fn VerdictPanel(
    kind: VerdictKind,
    #[prop(into)] word: String,
    /// Empty where it is not known.
    #[prop(into)]
    name: String,
    /// Below the name, in order.
    lines: Vec<String>,
    /// Two buttons.
    children: Children,
) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <span>{line}</span> });
    view! {
        <section class=kind.class() role="alert">
            <div class="verdict__word"><Icon glyph=kind.glyph() size=IconSize::Large/><h2>{word}</h2></div>
            <div class="verdict__who">
                {(!name.is_empty()).then(|| view! { <b>{name}</b> })}
                {lines.collect_view()}
            </div>
            <div class="verdict__acts">{children()}</div>
        </section>
    }
}
