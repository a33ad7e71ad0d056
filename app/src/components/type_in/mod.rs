//! One line to type and a button: for a code that no camera can read.

use leptos::html::Input;
use leptos::prelude::*;

use super::button::ButtonKind;

#[component]
pub fn TypeIn(
    #[prop(into)] label: String,
    /// What the button does: "Open".
    #[prop(into)]
    act: String,
    /// Characters that are taken.
    most_chars: u32,
    /// What was typed, without spaces around it; never empty.
    on_done: Callback<String>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let typed = field.value();
        match typed.trim() {
            // Nothing to act on: the cursor shows where it belongs.
            "" => drop(field.focus()),
            typed => on_done.run(typed.to_owned()),
        }
    };
    view! {
        <form class="type-in" on:submit=submit>
            <label class="type-in__label"><span>{label}</span>
                <input node_ref=field class="type-in__field" type="text" maxlength=most_chars autocomplete="off"
                    autocapitalize="off" spellcheck="false" enterkeyhint="go"/>
            </label>
            <button class=ButtonKind::Line.class() type="submit">{act}</button>
        </form>
    }
}
