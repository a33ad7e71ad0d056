//! The bar at the foot: the app's main places. A diamond marks where you are.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[derive(Debug, Clone)]
pub struct Tab {
    pub href: String,
    pub glyph: Glyph,
    pub label: String,
    pub current: Signal<bool>,
}

#[component]
pub fn TabBar(#[prop(into)] label: String, tabs: Vec<Tab>) -> impl IntoView {
    let tab = |tab: Tab| {
        let current = tab.current;
        view! {
            <a href=tab.href aria-current=move || current.get().then_some("page")>
                <Icon glyph=tab.glyph/>
                <span>{tab.label}</span>
            </a>
        }
    };
    view! { <nav class="tabs" aria-label=label>{tabs.into_iter().map(tab).collect_view()}</nav> }
}
