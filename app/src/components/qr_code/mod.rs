//! A text as a QR code: dark on white in dark mode too, so that every camera reads it. One path in an SVG, sharp at any
//! size and on paper.
//!
//! ```text
//! <QrCode text=token label=t("ticket.code")/>
//! ```

use leptos::prelude::*;

use crate::qr::Drawing;

#[component]
pub fn QrCode(
    /// At most [`TEXT_BYTES`](crate::qr::TEXT_BYTES) long; of a longer one nothing is drawn.
    #[prop(into)]
    text: Signal<String>,
    /// What a screen reader says in place of the picture: "Your ticket as a code".
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let drawing = Memo::new(move |_| text.with(|text| Drawing::of(text)));
    let picture = move |drawing: Drawing| {
        let (label, side) = (label.clone(), drawing.side());
        view! {
            <svg class="qr" role="img" aria-label=move || label.get() viewBox=format!("0 0 {side} {side}")
                shape-rendering="crispEdges">
                <path d=drawing.path()/>
            </svg>
        }
    };
    move || drawing.get().map(&picture)
}
