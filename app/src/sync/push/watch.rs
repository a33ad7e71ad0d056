//! When to exchange: after each act, on open, when visible again, on `online`, and every minute while visible. What did
//! not come through is tried again after a while that grows.
//!
//! Tabs tell each other that something kept has changed. Two that exchange at once do no harm: the server answers each
//! command once, and what is kept is compared before it is replaced.

use std::cell::Cell;
use std::rc::Rc;

use futures::FutureExt;
use model::Scope;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use super::{Exchange, Http, PushError, Pusher};
use crate::store::Store;
use crate::sync::watch::{every, is_visible, on};
use crate::sync::{Ambient, wait_ms};
use crate::wait::sleep;

const EVERY_MS: i32 = 60 * 1000;
const CHANNEL: &str = "mangrove.own";

/// Exchanges for as long as the page lives.
#[derive(Clone)]
pub struct Exchanger {
    pusher: Rc<Pusher>,
    is_running: Rc<Cell<bool>>,
    /// Something was done while one was under way.
    again: Rc<Cell<bool>>,
    failed: Rc<Cell<u32>>,
    tabs: Option<BroadcastChannel>,
    changed: Rc<dyn Fn()>,
}

impl Exchanger {
    /// `changed` is called when something kept has changed, here or in another tab.
    pub fn start(store: Rc<dyn Store>, changed: Rc<dyn Fn()>) -> Self {
        let tabs = BroadcastChannel::new(CHANNEL).ok();
        if let Some(tabs) = &tabs {
            let changed = Rc::clone(&changed);
            on(tabs, "message", move || changed());
        }
        let (here, others) = (Rc::clone(&changed), tabs.clone());
        let both = Rc::new(move || {
            here();
            tell(others.as_ref());
        });
        let pusher = Rc::new(Pusher::new(store, Rc::new(Http), ambient(), both));
        let exchanger =
            Exchanger { pusher, is_running: Rc::default(), again: Rc::default(), failed: Rc::default(), tabs, changed };
        exchanger.listen();
        exchanger
    }

    pub fn status(&self) -> Exchange {
        self.pusher.status()
    }

    /// This scope is shown from now on.
    pub fn want(&self, scope: Scope) {
        self.pusher.want(scope);
        self.exchange();
    }

    /// Something was put into the outbox, or taken out.
    pub fn touched(&self) {
        (self.changed)();
        tell(self.tabs.as_ref());
        self.exchange();
    }

    /// Exchanges now, or once more when the one under way has ended.
    pub fn exchange(&self) {
        if self.is_running.replace(true) {
            self.again.set(true);
            return;
        }
        let exchanger = self.clone();
        spawn_local(async move {
            let mut done = exchanger.pusher.exchange().await;
            while exchanger.again.take() {
                done = exchanger.pusher.exchange().await;
            }
            exchanger.is_running.set(false);
            exchanger.try_later(&done);
        });
    }

    fn try_later(&self, done: &Result<(), PushError>) {
        let asked_ms = match done {
            Err(PushError::NoNetwork) => None,
            Err(PushError::Later { retry_after_ms }) => Some(*retry_after_ms),
            Ok(()) | Err(_) => return self.failed.set(0),
        };
        let attempt = self.failed.get();
        self.failed.set(attempt + 1);
        let exchanger = self.clone();
        spawn_local(async move {
            sleep(wait_ms(attempt + FIRST_ATTEMPT, asked_ms, js_sys::Math::random())).await;
            // Another one may have come through meanwhile, or failed and waits by itself.
            if exchanger.failed.get() == attempt + 1 && is_visible() {
                exchanger.exchange();
            }
        });
    }

    fn listen(&self) {
        let Some(window) = web_sys::window() else { return };
        let exchanger = self.clone();
        on(&window, "online", move || exchanger.exchange());
        if let Some(document) = window.document() {
            let exchanger = self.clone();
            on(&document, "visibilitychange", move || exchanger.exchange_if_visible());
        }
        let exchanger = self.clone();
        every(EVERY_MS, move || exchanger.exchange_if_visible());
    }

    fn exchange_if_visible(&self) {
        if is_visible() {
            self.exchange();
        }
    }
}

/// The first wait of an exchange is some seconds; those within it are shorter.
const FIRST_ATTEMPT: u32 = 4;

fn tell(tabs: Option<&BroadcastChannel>) {
    if let Some(tabs) = tabs {
        let _ = tabs.post_message(&JsValue::TRUE);
    }
}

fn ambient() -> Ambient {
    Ambient {
        now_ms: Rc::new(|| js_sys::Date::now() as i64),
        pause: Rc::new(|attempt, asked_ms| sleep(wait_ms(attempt, asked_ms, js_sys::Math::random())).boxed_local()),
    }
}
