//! The next event, with its day large: what a delegate looks for first.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

#[component]
pub fn NextEvent(
    #[prop(into)] href: String,
    /// Above the day: the month, or "Today".
    #[prop(into)]
    over: String,
    /// Large: "17", or a time.
    #[prop(into)]
    day: String,
    /// Below, in the loud colour: "in 3 days".
    #[prop(into)]
    soon: String,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
) -> impl IntoView {
    view! {
        <a class="next" href=href>
            <span class="next__when"><span class="cap q">{over}</span><b>{day}</b><span class="next__soon">{soon}</span></span>
            <span><b class="next__title">{title}</b><span class="next__text">{text}</span></span>
            <Icon glyph=Glyph::Forward size=IconSize::Small/>
        </a>
    }
}
