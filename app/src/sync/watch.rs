//! When to pull: on open, when visible again, on `online`, every five minutes while visible, and when a person asks.
//!
//! One tab pulls, under a Web Lock; the others hear by BroadcastChannel that there is something new to open. Both only
//! save work: where the browser has neither, each tab pulls for itself, and compare-and-set keeps that harmless.

use std::cell::Cell;
use std::rc::Rc;

use futures::FutureExt;
use js_sys::{Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{BroadcastChannel, EventTarget, LockManager, LockOptions, VisibilityState};

use super::remote::Http;
use super::{Ambient, Outcome, Puller, Status, Watchers, wait_ms};
use crate::store::{Store, browser};
use crate::wait::sleep;

const PULL_EVERY_MS: i32 = 5 * 60 * 1000;
const LOCK: &str = "mangrove.pull";
const CHANNEL: &str = "mangrove.flipped";

/// What the rest of the app is told.
#[derive(Clone)]
pub struct Told {
    pub status: Rc<dyn Fn(&Status)>,
    /// There is something new to open; it was brought by this tab or another.
    pub flipped: Rc<dyn Fn()>,
    /// What the server says about itself has been read again.
    pub about: Rc<dyn Fn()>,
}

/// Keeps the catalogue in step for as long as the page lives.
#[derive(Clone)]
pub struct Keeper {
    puller: Rc<Puller>,
    store: Rc<dyn Store>,
    told: Told,
    channel: Option<BroadcastChannel>,
    is_pulling: Rc<Cell<bool>>,
}

impl Keeper {
    /// Begins to listen. The first pull begins with [`Keeper::pull`].
    pub fn start(store: Rc<dyn Store>, told: Told) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        listen_to_tabs(channel.as_ref(), Rc::clone(&told.flipped));
        let is_kept = store.is_kept();
        let (flipped, tabs) = (Rc::clone(&told.flipped), channel.clone());
        let watchers = Watchers {
            status: Rc::clone(&told.status),
            flipped: Rc::new(move |held| {
                if is_kept && held.bodies_complete {
                    browser::mark_kept();
                }
                tell_tabs(tabs.as_ref());
                flipped();
            }),
        };
        let puller = Rc::new(Puller::new(Rc::clone(&store), Rc::new(Http), ambient(), watchers));
        let keeper = Keeper { puller, store, told, channel, is_pulling: Rc::default() };
        keeper.listen_to_browser();
        keeper
    }

    pub fn status(&self) -> Status {
        self.puller.status()
    }

    /// Tells what is known from the last visit.
    pub async fn recall(&self) {
        self.puller.recall().await;
    }

    /// Pulls because a person asks.
    pub fn pull_asked(&self) {
        if browser::is_removed() {
            browser::unmark();
        }
        self.pull();
    }

    /// Removes the catalogue, and leaves it so until a person asks for it.
    pub async fn remove(&self) {
        browser::mark_removed();
        self.wipe().await;
    }

    async fn wipe(&self) {
        // A store that cannot be emptied says so when it is opened again.
        let _ = self.store.wipe().await;
        tell_tabs(self.channel.as_ref());
        (self.told.flipped)();
    }

    /// Pulls, unless this tab or another already does, or a person has removed the catalogue.
    pub fn pull(&self) {
        if browser::is_removed() {
            return;
        }
        if self.is_pulling.replace(true) {
            return;
        }
        let (keeper, is_pulling) = (self.clone(), Rc::clone(&self.is_pulling));
        spawn_local(async move {
            under_lock(async move { keeper.pull_once().await }).await;
            is_pulling.set(false);
        });
    }

    async fn pull_once(&self) {
        let is_first = self.puller.status().last.is_none();
        let pulled = self.puller.pull().await;
        if browser::is_removed() {
            // Removed while it came.
            return self.wipe().await;
        }
        // Contact and the like; where it fails, the next visit asks again.
        if is_first && pulled.is_ok() && self.puller.refresh_about().await.is_ok() {
            (self.told.about)();
        }
    }

    fn listen_to_browser(&self) {
        let Some(window) = web_sys::window() else { return };
        let keeper = self.clone();
        on(&window, "online", move || keeper.pull());
        if let Some(document) = window.document() {
            let keeper = self.clone();
            on(&document, "visibilitychange", move || keeper.pull_if_visible());
        }
        let keeper = self.clone();
        every(PULL_EVERY_MS, move || keeper.pull_if_visible());
    }

    fn pull_if_visible(&self) {
        if is_visible() {
            self.pull();
        }
    }
}

impl Outcome {
    /// Whether the network answered at the last pull.
    pub fn is_online(self) -> bool {
        self != Outcome::NoNetwork
    }
}

fn tell_tabs(channel: Option<&BroadcastChannel>) {
    if let Some(channel) = channel {
        let _ = channel.post_message(&JsValue::TRUE);
    }
}

fn listen_to_tabs(channel: Option<&BroadcastChannel>, flipped: Rc<dyn Fn()>) {
    if let Some(channel) = channel {
        on(channel, "message", move || flipped());
    }
}

pub(super) fn is_visible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Does it again and again for as long as the page lives.
pub(super) fn every(ms: i32, act: impl FnMut() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let tick = Closure::<dyn FnMut()>::new(act).into_js_value();
    let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(tick.unchecked_ref(), ms);
}

/// Listens for as long as the page lives.
pub(super) fn on(target: &EventTarget, event: &str, act: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut()>::new(act).into_js_value();
    let _ = target.add_event_listener_with_callback(event, listener.unchecked_ref());
}

/// Runs the work if no other tab holds the lock. Where there are no locks, it just runs.
async fn under_lock(work: impl Future<Output = ()> + 'static) {
    let Some(locks) = locks() else { return work.await };
    let options = LockOptions::new();
    options.set_if_available(true);
    let held = Closure::once(move |lock: JsValue| -> Promise {
        if lock.is_null() {
            return Promise::resolve(&JsValue::UNDEFINED);
        }
        future_to_promise(work.map(|()| Ok(JsValue::UNDEFINED)))
    });
    let request = locks.request_with_options(LOCK, &options, held.as_ref().unchecked_ref());
    let _ = JsFuture::from(request).await;
}

/// Absent off https.
fn locks() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok()?.dyn_into().ok()
}

fn ambient() -> Ambient {
    Ambient {
        now_ms: Rc::new(|| js_sys::Date::now() as i64),
        pause: Rc::new(|attempt, asked_ms| sleep(wait_ms(attempt, asked_ms, js_sys::Math::random())).boxed_local()),
    }
}
