//! The line above a list: how many were found, where, and in which order.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

#[component]
pub fn Results(
    /// In bold: "148 records". Said to a screen reader when it changes.
    #[prop(into)]
    count: TextProp,
    /// After the dot: "from this phone".
    #[prop(into)]
    rest: TextProp,
    /// Said to a screen reader in place of a label: "Order".
    #[prop(into)]
    order_label: String,
    /// Each order's code and name: "Best match".
    orders: Vec<(&'static str, String)>,
    /// The code of the order in force.
    #[prop(into)]
    order: Signal<&'static str>,
    on_order: Callback<String>,
) -> impl IntoView {
    let option = move |(code, name): (&'static str, String)| {
        view! { <option value=code selected=move || order.get() == code>{name}</option> }
    };
    view! {
        <div class="results">
            <p class="small q" role="status"><b class="ink">{move || count.get()}</b>" · "{move || rest.get()}</p>
            <label class="results__order">
                <Icon glyph=Glyph::Sort size=IconSize::Small/>
                <span class="vh">{order_label}</span>
                <select on:change=move |event| on_order.run(event_target_value(&event))>
                    {orders.into_iter().map(option).collect_view()}
                </select>
            </label>
        </div>
    }
}
