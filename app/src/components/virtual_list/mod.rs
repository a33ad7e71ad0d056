//! A list of any length on the page's own scroll: only the rows near the screen are in the page.
//!
//! It holds no items. The page says how many rows there are and how to show the row of a number, and hears which
//! rows are wanted. Rows may differ in height: a row is measured once it is there, and where one above the screen
//! turns out other than believed, the scroll is moved by as much, so that what is read stays where it is.

mod heights;
mod memory;

use std::ops::Range;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;

use heights::Heights;
use memory::Kept;

/// A row of three lines at usual text size.
const ESTIMATE_PX: f64 = 96.0;
/// Rows kept above and below the screen, so that a quick flick finds them drawn.
const OVERSCAN_ROWS: usize = 8;
/// Rows drawn before the first measure.
const FIRST_ROWS: usize = 12;

/// What the list knows of itself. The scroll handler and the effects share it.
#[derive(Clone, Copy)]
struct Listing {
    heights: StoredValue<Heights>,
    shown: RwSignal<Range<usize>>,
    key: StoredValue<String>,
    scroll_y_px: StoredValue<f64>,
    /// A frame is already asked for.
    waiting: StoredValue<bool>,
    root: NodeRef<Div>,
}

#[component]
pub fn VirtualList<V: IntoView + 'static>(
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// Shows one row. Called when the row comes near the screen; read signals inside it to follow changes.
    row: impl Fn(usize) -> V + Clone + Send + Sync + 'static,
    /// Which list this is, such as the query: another key starts anew at its head, and going back to a key finds the
    /// row that was on the screen.
    #[prop(into)]
    key: Signal<String>,
    /// Said to a screen reader: "148 records".
    #[prop(into)]
    label: TextProp,
    /// Which rows are drawn now, so that the page may ask for them.
    #[prop(optional)]
    on_range: Option<Callback<Range<usize>>>,
) -> impl IntoView {
    memory::listen();
    let listing = Listing {
        heights: StoredValue::new(Heights::new(0, ESTIMATE_PX)),
        shown: RwSignal::new(0..0),
        key: StoredValue::new(String::new()),
        scroll_y_px: StoredValue::new(0.0),
        waiting: StoredValue::new(false),
        root: NodeRef::new(),
    };
    Effect::new(move || listing.begin(key.get(), count.get()));
    Effect::new(move || {
        let shown = listing.shown.get();
        if let Some(on_range) = on_range {
            on_range.run(shown);
        }
        // Once the rows of this range are in the page, and before the screen is painted.
        queue_microtask(move || listing.settle());
    });
    let scroll = window_event_listener(leptos::ev::scroll, move |_| listing.look_soon());
    let resize = window_event_listener(leptos::ev::resize, move |_| listing.look_soon());
    on_cleanup(move || {
        scroll.remove();
        resize.remove();
        listing.keep();
    });
    let rows = move || listing.shown.get().map(|at| (key.get_untracked(), at)).collect::<Vec<_>>();
    let before = move || format!("{}px", listing.heights.with_value(|h| h.offset_px(listing.shown.get().start)));
    let after = move || {
        let end = listing.shown.get().end;
        format!("{}px", listing.heights.with_value(|h| h.total_px() - h.offset_px(end)))
    };
    view! {
        <div class="vlist group" role="list" aria-label=move || label.get() node_ref=listing.root>
            <div role="presentation" style:height=before></div>
            <For each=rows key=Clone::clone children=move |(_, at)| view! {
                <div class="vlist__row" role="listitem" aria-posinset=at + 1 aria-setsize=move || count.get()>{row(at)}</div>
            }/>
            <div role="presentation" style:height=after></div>
        </div>
    }
}

impl Listing {
    /// Another list, or another length of the same.
    fn begin(self, key: String, count: usize) {
        let same = self.key.with_value(|k| *k == key);
        let heights = self.heights.with_value(Heights::count);
        if same && heights == count {
            return;
        }
        if !same {
            self.keep();
            self.key.set_value(key.clone());
        }
        let kept = memory::recall(&key).filter(|kept| kept.heights.count() == count && count > 0);
        self.heights.set_value(kept.as_ref().map_or_else(|| Heights::new(count, ESTIMATE_PX), |k| k.heights.clone()));
        match kept {
            Some(kept) => self.go_to(kept.scroll_y_px),
            None => self.shown.set(0..FIRST_ROWS.min(count)),
        }
    }

    /// Shows the rows of a kept place, then scrolls there once they have given the page its height.
    fn go_to(self, y_px: f64) {
        let above = self.root.get_untracked().map_or(0.0, |root| window_scroll_y() + top_of(&root));
        let screen = window_height();
        self.shown.set(self.heights.with_value(|h| near(h, y_px - above, screen)));
        request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, y_px));
    }

    fn look_soon(self) {
        if self.waiting.try_update_value(|waiting| std::mem::replace(waiting, true)) == Some(false) {
            request_animation_frame(move || {
                // Gone from the page meanwhile: the values are gone too.
                if self.waiting.try_set_value(false).is_none() {
                    self.look();
                }
            });
        }
    }

    /// Draws what is near the screen now.
    fn look(self) {
        let Some(root) = self.root.get_untracked() else { return };
        self.scroll_y_px.set_value(window_scroll_y());
        let wanted = self.heights.with_value(|h| near(h, -top_of(&root), window_height()));
        if self.shown.get_untracked() != wanted {
            self.shown.set(wanted);
        }
    }

    /// Measures what is drawn and keeps what is read in its place.
    fn settle(self) {
        let Some(root) = self.root.try_get_untracked().flatten() else { return };
        let moved = self.measure(&root);
        if moved.abs() >= 1.0 {
            window().scroll_by_with_x_and_y(0.0, moved);
        }
        self.look_soon();
    }

    /// Gives by how much the rows above the screen have grown.
    fn measure(self, root: &web_sys::HtmlDivElement) -> f64 {
        let rows = root.children();
        let first = self.shown.get_untracked().start;
        let mut above = 0.0;
        let mut changed = false;
        // The first and the last child are the spacers.
        for at in 1..rows.length().saturating_sub(1) {
            let Some(row) = rows.item(at) else { continue };
            let place = row.get_bounding_client_rect();
            let change = self
                .heights
                .try_update_value(|h| h.measured(first + at as usize - 1, place.height()))
                .unwrap_or_default();
            changed |= change != 0.0;
            if place.bottom() <= 0.0 {
                above += change;
            }
        }
        if changed {
            // The spacers read the heights: tell them. Measured again, nothing has changed.
            self.shown.notify();
        }
        above
    }

    fn keep(self) {
        let key = self.key.get_value();
        if key.is_empty() {
            return;
        }
        let kept = Kept { heights: self.heights.get_value(), scroll_y_px: self.scroll_y_px.get_value() };
        memory::keep(key, kept);
    }
}

/// The rows to draw when the list is scrolled by `y_px` under a screen of that height.
fn near(heights: &Heights, y_px: f64, screen_px: f64) -> Range<usize> {
    let first = heights.row_at(y_px).saturating_sub(OVERSCAN_ROWS);
    let last = heights.row_at(y_px + screen_px) + OVERSCAN_ROWS + 1;
    first..last.min(heights.count())
}

fn top_of(element: &web_sys::HtmlDivElement) -> f64 {
    element.unchecked_ref::<web_sys::Element>().get_bounding_client_rect().top()
}

fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0)
}

fn window_scroll_y() -> f64 {
    window().scroll_y().unwrap_or_default()
}
