//! Where each long list was when it was last on the screen, so that going back finds the same row at the same place.
//! Kept for this visit only.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::heights::Heights;

/// Lists remembered; the oldest is forgotten first.
const LISTS: usize = 12;

#[derive(Clone)]
pub struct Kept {
    pub heights: Heights,
    pub scroll_y_px: f64,
}

thread_local! {
    static KEPT: RefCell<Vec<(String, Kept)>> = const { RefCell::new(Vec::new()) };
    /// The page on the screen was reached by the browser's back or forward.
    static CAME_BACK: Cell<bool> = const { Cell::new(false) };
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

pub fn keep(key: String, kept: Kept) {
    KEPT.with_borrow_mut(|all| {
        all.retain(|(other, _)| *other != key);
        all.push((key, kept));
        if all.len() > LISTS {
            all.remove(0);
        }
    });
}

/// What was kept, if the person came here by going back.
pub fn recall(key: &str) -> Option<Kept> {
    if !CAME_BACK.get() {
        return None;
    }
    KEPT.with_borrow(|all| all.iter().find(|(other, _)| other == key).map(|(_, kept)| kept.clone()))
}

/// Starts to tell going back from going on. A press anywhere means going on.
pub fn listen() {
    if LISTENING.replace(true) {
        return;
    }
    let window = leptos::prelude::window();
    let back = Closure::<dyn FnMut()>::new(|| CAME_BACK.set(true));
    let on = Closure::<dyn FnMut()>::new(|| CAME_BACK.set(false));
    // Both live as long as the page. Before the router, which hears the same events: hence the capturing phase.
    let _ = window.add_event_listener_with_callback_and_bool("popstate", back.as_ref().unchecked_ref(), true);
    let _ = window.add_event_listener_with_callback_and_bool("click", on.as_ref().unchecked_ref(), true);
    back.forget();
    on.forget();
}
