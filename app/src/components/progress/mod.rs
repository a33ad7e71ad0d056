//! How far a first load or an update has come: real numbers, in words first.

use leptos::prelude::*;

#[component]
pub fn Progress(
    #[prop(into)] title: TextProp,
    /// "6,120 of 9,412 records. You can search those now"
    #[prop(into)]
    text: TextProp,
    /// 0 to 1. None while it is not known: the track stays empty.
    #[prop(into)]
    share: Signal<Option<f64>>,
) -> impl IntoView {
    let percent = move || share.get().map_or(0.0, |share| share.clamp(0.0, 1.0) * 100.0);
    let said = title.clone();
    view! {
        <div class="progress">
            <p class="progress__title">{move || title.get()}</p>
            <p class="progress__text">{move || text.get()}</p>
            <div class="gauge gauge--thin" role="progressbar" aria-label=move || said.get() aria-valuemin="0" aria-valuemax="100"
                aria-valuenow=move || share.get().map(|_| format!("{:.0}", percent()))>
                <i style:width=move || format!("{:.1}%", percent())></i>
            </div>
        </div>
    }
}
