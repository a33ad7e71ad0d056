//! Marks on the browser's timeline (User Timing): what the bench reads, and anyone with the browser's own tools.

use wasm_bindgen::JsCast;
use web_sys::Performance;

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
