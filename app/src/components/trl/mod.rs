//! The readiness strip: nine cells. An offer has a level, filled; a need wants a range, outlined. The range stands in
//! text beside it.

use leptos::prelude::*;

const LEVELS: u8 = 9;

#[component]
pub fn TrlStrip(
    /// Levels from and to, 1 to 9; the same twice for one level.
    from: u8,
    to: u8,
    /// Asked for, not had.
    #[prop(optional)]
    wanted: bool,
    /// "Technology readiness wanted: 6 to 8"
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let cell = move |level: u8| {
        let class = match (from..=to).contains(&level) {
            false => "trl__cell",
            true if wanted => "trl__cell trl__cell--wanted",
            true => "trl__cell trl__cell--at",
        };
        view! { <i class=class>{level}</i> }
    };
    view! { <div class="trl" role="img" aria-label=label>{(1..=LEVELS).map(cell).collect_view()}</div> }
}
