//! The browser's history: links inside the app change the page without loading it, back and forward work, and each
//! entry remembers how far it was scrolled.

use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::{JsCast, JsValue};

use super::address::Address;
use super::landing;

/// The way from page to page. Given to all pages as a context.
#[derive(Clone, Copy)]
pub struct Router {
    address: RwSignal<Address>,
    /// Which entry of the history this is, counted from the first page of this visit.
    depth: StoredValue<u32>,
    /// How far each entry was scrolled.
    scrolled_px: StoredValue<BTreeMap<u32, f64>>,
    /// The next page is opened to type in.
    typing: StoredValue<bool>,
    /// The window has room for a list and a record side by side.
    wide: RwSignal<bool>,
}

/// From here up the list stands left and the record right.
const WIDE: &str = "(min-width:60em)";

pub fn use_router() -> Router {
    expect_context::<Router>()
}

impl Router {
    /// Reads where the browser is and listens to it from now on.
    pub fn start() -> Router {
        // An entry that knows its depth was here before: the page was loaded again, and lands where it was.
        let depth = depth_of(history().state().ok());
        let scrolled_px = if depth.is_some() { landing::kept_for_reload() } else { BTreeMap::new() };
        let router = Router {
            address: RwSignal::new(here()),
            depth: StoredValue::new(depth.unwrap_or_default()),
            scrolled_px: StoredValue::new(scrolled_px),
            typing: StoredValue::new(false),
            wide: RwSignal::new(is_wide()),
        };
        let _ = window_event_listener(ev::resize, move |_| router.note_width());
        // A browser without it restores too early, before the rows are there; the landing then corrects it.
        let _ = history().set_scroll_restoration(web_sys::ScrollRestoration::Manual);
        // The listeners live as long as the app.
        let _ = window_event_listener(ev::popstate, move |_| router.came_back());
        let _ = window_event_listener(ev::click, move |event| router.pressed(&event));
        let _ = window_event_listener(ev::scroll, move |_| router.note_scroll());
        let _ = window_event_listener(ev::pagehide, move |_| {
            router.note_scroll();
            router.scrolled_px.with_value(landing::keep_for_reload);
        });
        router.replace(here());
        let y_px = router.scrolled_here();
        if y_px > 0.0 {
            landing::scroll_when_there(y_px);
        }
        router
    }

    /// The address, followed.
    pub fn address(self) -> Signal<Address> {
        self.address.into()
    }

    /// Explore and a record stand side by side.
    pub fn shows_both(self) -> bool {
        self.wide.get() && self.address.with(Address::is_of_explore)
    }

    fn note_width(self) {
        if self.wide.get_untracked() != is_wide() {
            self.wide.set(is_wide());
        }
    }

    /// Whether the step leads from one record to another beside the same list, which then stays as it is.
    fn stays_beside(self, next: &Address) -> bool {
        self.wide.get_untracked() && next.is_of_explore() && self.address.with_untracked(Address::is_of_explore)
    }

    /// To another page, as a link leads there.
    pub fn go(self, address: Address) {
        let depth = self.depth.get_value() + 1;
        let pushed = history().push_state_with_url(&JsValue::from(depth), "", Some(&address.href()));
        if pushed.is_err() {
            return self.replace(address);
        }
        self.depth.set_value(depth);
        self.scrolled_px.update_value(|all| drop(all.split_off(&depth)));
        let same = self.address.with_untracked(|now| now.same_screen(&address));
        let beside = self.stays_beside(&address);
        self.address.set(address);
        match (same, beside) {
            (true, _) => {}
            (false, true) => landing::at_head_of_record(),
            (false, false) => landing::at_head(),
        }
    }

    /// The same page in another state, such as a search text: no new entry, no jump.
    pub fn replace(self, address: Address) {
        // Browsers refuse too many in a short time. The page follows anyway, and the next change is written.
        let _ = history().replace_state_with_url(&JsValue::from(self.depth.get_value()), "", Some(&address.href()));
        self.address.set(address);
    }

    /// To where the person came from; from a deep link to Home.
    pub fn back(self) {
        if self.depth.get_value() > 0 && history().back().is_ok() {
            return;
        }
        self.replace(Address::Home);
        landing::at_head();
    }

    /// The link that is being pressed leads to a field, and the keyboard should open there.
    pub fn type_next(self) {
        self.typing.set_value(true);
    }

    /// Whether this page was opened to type in.
    pub fn will_type(self) -> bool {
        self.typing.try_update_value(std::mem::take).unwrap_or_default()
    }

    fn came_back(self) {
        self.depth.set_value(depth_of(history().state().ok()).unwrap_or_default());
        let beside = self.stays_beside(&here());
        self.address.set(here());
        if beside {
            return landing::at_head_of_record();
        }
        landing::scroll_when_there(self.scrolled_here());
        landing::focus_heading();
    }

    fn scrolled_here(self) -> f64 {
        let depth = self.depth.get_value();
        self.scrolled_px.with_value(|all| all.get(&depth).copied()).unwrap_or_default()
    }

    fn note_scroll(self) {
        if !landing::is_under_way() {
            let _ = self.scrolled_px.try_update_value(|all| all.insert(self.depth.get_value(), scroll_y()));
        }
    }

    /// A press on a link of this app: the page changes here, and nothing is loaded.
    fn pressed(self, event: &web_sys::MouseEvent) {
        let with_key = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || with_key {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok()) else { return };
        let elsewhere = link.origin() != window().location().origin().unwrap_or_default();
        if elsewhere || !link.target().is_empty() || link.has_attribute("download") || !link.hash().is_empty() {
            return;
        }
        event.prevent_default();
        let address = Address::parse(&link.pathname(), &link.search());
        if self.address.with_untracked(|now| *now == address) {
            return landing::at_head();
        }
        self.go(address);
    }
}

fn here() -> Address {
    let location = window().location();
    let address = Address::parse(&location.pathname().unwrap_or_default(), &location.search().unwrap_or_default());
    address.with_fragment(&location.hash().unwrap_or_default())
}

fn is_wide() -> bool {
    window().match_media(WIDE).ok().flatten().is_some_and(|wide| wide.matches())
}

fn history() -> web_sys::History {
    window().history().expect("every window has a history")
}

fn depth_of(state: Option<JsValue>) -> Option<u32> {
    state?.as_f64().map(|depth| depth as u32)
}

fn scroll_y() -> f64 {
    window().scroll_y().unwrap_or_default()
}
