//! A sheet from below: all filters, the languages, a question before something is removed. The browser keeps the focus
//! inside and gives it back (`<dialog>`).

use leptos::html::Dialog;
use leptos::prelude::*;

use super::button::IconButton;
use super::icon::Glyph;

#[component]
pub fn Sheet(
    #[prop(into)] open: Signal<bool>,
    /// Escape, the cross, or a press outside.
    on_close: Callback<()>,
    #[prop(into)] title: String,
    #[prop(into)] close_label: String,
    /// Built when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // It is in the page and closed, so it can be shown.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    let outside = move |event: leptos::ev::MouseEvent| {
        // A press on the dialog element itself is one on its backdrop: all else is inside `.sheet__body`.
        let itself = event.target().is_some() && event.target() == event.current_target();
        if itself {
            on_close.run(());
        }
    };
    let heading = title.clone();
    view! {
        <dialog class="sheet" node_ref=dialog aria-label=title on:close=move |_| on_close.run(()) on:click=outside>
            <div class="sheet__body">
                <div class="sheet__head">
                    <h2>{heading}</h2>
                    <IconButton glyph=Glyph::Clear label=close_label on_press=on_close/>
                </div>
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </dialog>
    }
}
