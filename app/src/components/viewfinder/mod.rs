//! What the camera sees, in a square as wide as the page, with the line under it that says what to do, and the lamp where
//! there is one. The page owns the camera; this is only its place.

use leptos::html::Video;
use leptos::prelude::*;
use leptos::web_sys::HtmlVideoElement;

use super::button::{Button, ButtonKind};
use super::icon::Glyph;

#[component]
pub fn Viewfinder(
    /// The picture's place is in the page.
    on_ready: Callback<HtmlVideoElement>,
    /// Said to a screen reader: "What the camera sees".
    #[prop(into)]
    label: String,
    /// "Hold the code in the square."
    #[prop(into)]
    status: TextProp,
    /// Whether the lamp is lit; none where there is no lamp.
    #[prop(into)]
    torch: Signal<Option<bool>>,
    #[prop(into)] torch_on: String,
    #[prop(into)] torch_off: String,
    on_torch: Callback<()>,
) -> impl IntoView {
    let video = NodeRef::<Video>::new();
    video.on_load(move |video| on_ready.run(video));
    let has_torch = Memo::new(move |_| torch.get().is_some());
    let words = StoredValue::new((torch_on, torch_off));
    let torch_label =
        move || words.with_value(|(on, off)| if torch.get() == Some(true) { off.clone() } else { on.clone() });
    view! {
        <div class="viewfinder">
            <video class="viewfinder__picture" node_ref=video aria-label=label playsinline=true autoplay=true prop:muted=true
                disablepictureinpicture=true></video>
            <p class="viewfinder__status" role="status">{move || status.get()}</p>
            {move || has_torch.get().then(|| view! {
                <div class="buttons"><Button kind=ButtonKind::Line glyph=Some(Glyph::Lamp) label=torch_label on_press=on_torch/></div>
            })}
        </div>
    }
}
