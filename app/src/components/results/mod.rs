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
    /// The order in force: "Best match". None: there is only one order.
    #[prop(into, optional)]
    order: Option<TextProp>,
    /// The order was pressed.
    #[prop(optional)]
    on_order: Option<Callback<()>>,
) -> impl IntoView {
    let button = order.zip(on_order).map(|(order, on_order)| {
        view! {
            <button class="results__order" type="button" on:click=move |_| on_order.run(())>
                <Icon glyph=Glyph::Sort size=IconSize::Small/>
                {move || order.get()}
            </button>
        }
    });
    view! {
        <div class="results">
            <p class="small q" role="status"><b class="ink">{move || count.get()}</b>" · "{move || rest.get()}</p>
            {button}
        </div>
    }
}
