//! Nothing here: the drum ring, what was looked for, and one way on.

use leptos::prelude::*;

#[component]
pub fn Empty(
    #[prop(into)] title: TextProp,
    #[prop(into, optional)] text: TextProp,
    /// One way on: a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="group empty">
            <span class="drum" aria-hidden="true"></span>
            <h2 class="empty__title">{move || title.get()}</h2>
            <p class="empty__text">{move || text.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}
