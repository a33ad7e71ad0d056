//! Arriving on a page: the focus goes to its heading, the scroll to where it was. Both wait until the answer has come
//! and the page is drawn, and give way at once when a person scrolls.

use std::cell::Cell;
use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;

/// Frames to wait for a page to be drawn: two seconds at 60 a second.
const FRAMES: u32 = 120;
const RELOAD_KEY: &str = "mangrove-scroll";
/// Where a record stands beside its list.
const RECORD_PANE: &str = ".panes__record";

thread_local! {
    /// The scroll that is waited for, in CSS pixels.
    static AIM_PX: Cell<Option<f64>> = const { Cell::new(None) };
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

/// At the head of a new page.
pub fn at_head() {
    AIM_PX.set(None);
    request_animation_frame(|| window().scroll_to_with_x_and_y(0.0, 0.0));
    focus_heading();
}

/// At the head of a record that stands beside its list; the list stays where it is.
pub fn at_head_of_record() {
    request_animation_frame(|| {
        if let Some(record) = document().query_selector(RECORD_PANE).ok().flatten() {
            record.set_scroll_top(0.0);
        }
    });
    focus_heading();
}

/// Puts the focus on the page's heading, without scrolling, once it is there.
pub fn focus_heading() {
    try_each_frame(
        FRAMES,
        Box::new(|| {
            // A page that was opened to type in has put the focus into its field.
            let typing = document().active_element().is_some_and(|element| element.tag_name() == "INPUT");
            if typing {
                return true;
            }
            let find = |selector: &str| document().query_selector(selector).ok().flatten();
            let heading = find(RECORD_PANE).or_else(|| find("main")).and_then(|part| part.query_selector("h1").ok()?);
            let Some(heading) = heading.and_then(|h| h.dyn_into::<web_sys::HtmlElement>().ok()) else { return false };
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            // An element that takes no focus leaves it where it was.
            let _ = heading.focus_with_options(&options);
            true
        }),
    );
}

pub fn scroll_when_there(y_px: f64) {
    listen();
    AIM_PX.set(Some(y_px));
    try_each_frame(
        FRAMES,
        Box::new(move || {
            if AIM_PX.get() != Some(y_px) {
                return true;
            }
            let tall_enough = page_height() - window_height() >= y_px;
            if tall_enough {
                window().scroll_to_with_x_and_y(0.0, y_px);
                // One more frame, so that the scroll event of this very move is not taken for a person's.
                request_animation_frame(|| AIM_PX.set(None));
            }
            tall_enough
        }),
    );
}

/// A scroll is waited for: what the page does by itself meanwhile is not remembered.
pub fn is_under_way() -> bool {
    AIM_PX.get().is_some()
}

/// How far each entry of the history was scrolled, kept over a reload of the page.
pub fn keep_for_reload(scrolled_px: &BTreeMap<u32, f64>) {
    if let (Some(storage), Ok(kept)) = (session_storage(), serde_json::to_string(scrolled_px)) {
        // Full or forbidden: pages then open at their head.
        let _ = storage.set_item(RELOAD_KEY, &kept);
    }
}

pub fn kept_for_reload() -> BTreeMap<u32, f64> {
    let kept = session_storage().and_then(|storage| storage.get_item(RELOAD_KEY).ok().flatten());
    kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default()
}

fn session_storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// Asks before each frame until it is done or the frames are used up.
fn try_each_frame(left: u32, done: Box<dyn Fn() -> bool>) {
    request_animation_frame(move || {
        if done() {
            return;
        }
        match left {
            0 => AIM_PX.set(None),
            _ => try_each_frame(left - 1, done),
        }
    });
}

/// A person who scrolls goes where they want to.
fn listen() {
    if LISTENING.replace(true) {
        return;
    }
    let _ = window_event_listener(ev::wheel, |_| AIM_PX.set(None));
    let _ = window_event_listener(ev::touchstart, |_| AIM_PX.set(None));
    let _ = window_event_listener(ev::keydown, |_| AIM_PX.set(None));
}

fn page_height() -> f64 {
    document().document_element().map_or(0.0, |root| f64::from(root.scroll_height()))
}

fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}
