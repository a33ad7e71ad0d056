//! The search field, and the door to it that Home shows. The placeholder gives the true number of records.

use leptos::html::Input;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Looks like a search field and leads to Explore.
#[component]
pub fn SeekLink(#[prop(into)] href: String, #[prop(into)] text: TextProp) -> impl IntoView {
    view! {
        <a class="seek" href=href>
            <Icon glyph=Glyph::Search/>
            <span class="seek__text">{move || text.get()}</span>
        </a>
    }
}

/// The field itself. The page owns the text; every keystroke comes up through `on_input`.
#[component]
pub fn Seek(
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    /// Said to a screen reader in place of a label.
    #[prop(into)]
    label: String,
    #[prop(into)] placeholder: TextProp,
    #[prop(into)] clear_label: String,
    /// Put the cursor in when it appears.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    if focus {
        Effect::new(move || {
            if let Some(field) = field.get() {
                // A refusal (iOS without a tap) leaves the field for the person to tap.
                let _ = field.focus();
            }
        });
    }
    let clear = move |_| {
        on_input.run(String::new());
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    };
    view! {
        <form class="seek seek--flat" role="search" on:submit=move |event| {
            event.prevent_default();
            if let Some(field) = field.get() { let _ = field.blur(); }
        }>
            <Icon glyph=Glyph::Search/>
            <input node_ref=field type="search" enterkeyhint="search" autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-label=label placeholder=move || placeholder.get()
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))/>
            <button class="tap" type="button" aria-label=clear_label hidden=move || value.with(String::is_empty) on:click=clear>
                <Icon glyph=Glyph::Clear/>
            </button>
        </form>
    }
}
