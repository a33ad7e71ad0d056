//! What this phone holds: how fresh, how much room it takes, how much is left.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::sync_line::Tide;

#[component]
pub fn Holding(
    #[prop(into)] tide: Signal<Tide>,
    /// In bold: "Everything is here, updated 09:42".
    #[prop(into)]
    fact: TextProp,
    /// Below it: "Looked for news at 12:40, no signal".
    #[prop(into)]
    more: TextProp,
    /// "38.4 MB"; empty while it is being counted.
    #[prop(into)]
    used: TextProp,
    /// "used"
    #[prop(into)]
    used_label: String,
    /// "2.1 GB free"; empty where the browser does not say.
    #[prop(into)]
    free: TextProp,
    /// The gauge.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let size = used.clone();
    view! {
        <div class="group inset">
            <div class="holding">
                {move || view! { <Icon glyph=tide.get().glyph() size=IconSize::Large/> }}
                <p role="status"><b>{move || fact.get()}</b><span class="small q">{move || more.get()}</span></p>
            </div>
            <p class="holding__room" hidden=move || size.get().is_empty()>
                <span><b>{move || used.get()}</b>" "<span class="small q">{used_label}</span></span>
                <span class="small q">{move || free.get()}</span>
            </p>
            {children.map(|children| children())}
        </div>
    }
}
