//! Marks on the browser's timeline (User Timing): what the bench reads, and anyone with the browser's own tools.

use wasm_bindgen::JsCast;
use web_sys::{Performance, PerformanceMarkOptions};

/// What is kept begins to be opened.
pub const OPEN: &str = "mangrove:open";
/// The first look for news begins.
pub const PULL: &str = "mangrove:pull";
/// Cards are open: search works.
pub const CARDS: &str = "mangrove:cards";
/// The bodies are here too.
pub const COMPLETE: &str = "mangrove:complete";
/// The first search is answered.
pub const ANSWERED: &str = "mangrove:answered";

/// The camera's picture that a newly seen code was read from was taken.
pub const FRAME: &str = "mangrove:frame";
/// What that code means is on the screen.
pub const VERDICT: &str = "mangrove:verdict";
/// A ticket's signature begins to be checked.
pub const TICKET: &str = "mangrove:ticket";
/// It has been.
pub const TICKET_CHECKED: &str = "mangrove:ticket-checked";

/// What the timeline's clock shows, in ms; 0 where there is none.
pub fn now_ms() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Marks a moment that is over.
pub fn mark_at(name: &str, at_ms: f64) {
    let at = PerformanceMarkOptions::new();
    at.set_start_time(at_ms);
    if let Some(performance) = performance() {
        let _ = performance.mark_with_mark_options(name, &at);
    }
}

pub fn mark(name: &str) {
    if let Some(performance) = performance() {
        // A browser without marks measures nothing, and nothing else depends on them.
        let _ = performance.mark(name);
    }
}

pub fn mark_once(name: &str) {
    let is_new = performance().is_some_and(|performance| performance.get_entries_by_name(name).length() == 0);
    if is_new {
        mark(name);
    }
}

fn performance() -> Option<Performance> {
    let global: web_sys::Window = js_sys::global().dyn_into().ok()?;
    global.performance()
}
