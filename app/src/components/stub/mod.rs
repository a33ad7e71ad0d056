//! A ticket's stub: the way to the ticket, on the page Mine.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

#[component]
pub fn Stub(#[prop(into)] href: String, #[prop(into)] title: String, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <a class="stub" href=href>
            <span class="stub__code"><Icon glyph=Glyph::Code size=IconSize::Large/></span>
            <span class="stub__text"><b>{title}</b><span>{text}</span></span>
            <Icon glyph=Glyph::Forward size=IconSize::Small/>
        </a>
    }
}
