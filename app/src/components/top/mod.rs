//! The head of a page below Home: back, and at most two things to do.

use leptos::prelude::*;

use super::button::IconButton;
use super::icon::Glyph;

#[component]
pub fn Top(
    #[prop(into)] back_label: String,
    on_back: Callback<()>,
    /// Shown where the page's own head is not.
    #[prop(into, optional_no_strip)]
    title: Option<String>,
    /// At most two icon buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="top app">
            <IconButton glyph=Glyph::Back label=back_label on_press=on_back/>
            <span class="top__title">{title}</span>
            {children.map(|children| children())}
        </div>
    }
}
