//! The bar at the foot: the app's main places. A diamond marks where you are.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

#[derive(Debug, Clone)]
pub struct Tab {
    pub href: String,
    pub glyph: Glyph,
    pub label: String,
    pub current: Signal<bool>,
    /// Counts things that wait; with the words for it.
    pub badge: Option<Signal<(usize, String)>>,
}

#[component]
pub fn TabBar(#[prop(into)] label: String, tabs: Vec<Tab>) -> impl IntoView {
    let tab = |tab: Tab| {
        let current = tab.current;
        let badge = tab.badge.map(|badge| {
            move || {
                let (count, words) = badge.get();
                (count > 0).then(|| view! { <span class="tabs__badge" role="img" aria-label=words>{count}</span> })
            }
        });
        view! {
            <a href=tab.href aria-current=move || current.get().then_some("page")>
                <Icon glyph=tab.glyph/>
                <span>{tab.label}</span>
                {badge}
            </a>
        }
    };
    view! { <nav class="tabs" aria-label=label>{tabs.into_iter().map(tab).collect_view()}</nav> }
}
