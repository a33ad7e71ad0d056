//! An offer above the foot of the page: "A new version is ready". It waits for a person and can be put off.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};

#[component]
pub fn Offer(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(into)] yes: TextProp,
    #[prop(into)] later: String,
    on_yes: Callback<()>,
    on_later: Callback<()>,
    #[prop(into, optional)] busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="offer" role="status">
            <div class="offer__text"><b>{title}</b><p>{text}</p></div>
            <div class="buttons">
                <Button kind=ButtonKind::Ink mini=true label=yes on_press=on_yes busy/>
                <Button mini=true label=later on_press=on_later/>
            </div>
        </div>
    }
}
