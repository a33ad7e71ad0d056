//! This phone: what it holds, followed, and what a person can have it do. Pages press; the work is done elsewhere.

use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::held::{Held, Trouble};
use super::{shell, words};

/// What the rest of the app does when a person asks for it.
#[derive(Clone)]
pub struct Acts {
    /// Look for news now.
    pub update: Rc<dyn Fn()>,
    /// Remove the catalogue from this phone.
    pub remove: Rc<dyn Fn()>,
}

/// Given to all pages as a context.
#[derive(Clone, Copy)]
pub struct Phone {
    held: RwSignal<Held>,
    online: RwSignal<bool>,
    space: RwSignal<Option<Space>>,
    /// The browser has agreed to keep our data. None: it does not say.
    protected: RwSignal<Option<bool>>,
    acts: StoredValue<Acts, LocalStorage>,
}

/// Bytes, as the browser counts them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Space {
    pub used: u64,
    pub free: u64,
}

pub fn use_phone() -> Phone {
    expect_context::<Phone>()
}

impl Phone {
    pub fn start(acts: Acts) -> Phone {
        let phone = Phone {
            held: RwSignal::new(Held::opening()),
            online: RwSignal::new(true),
            space: RwSignal::new(None),
            protected: RwSignal::new(None),
            acts: StoredValue::new_local(acts),
        };
        let online = shell::online();
        Effect::new(move || phone.online.set(online.get()));
        phone
    }

    /// The sync tells how things stand.
    pub fn set(self, held: Held) {
        if self.held.with_untracked(|now| *now != held) {
            self.held.set(held);
        }
    }

    pub fn held(self) -> Signal<Held> {
        self.held.into()
    }

    /// No server can be reached, as far as this phone knows.
    pub fn is_offline(self) -> bool {
        !self.online.get() || self.held.with(|held| held.trouble == Some(Trouble::NoSignal))
    }

    pub fn is_usable(self) -> Memo<bool> {
        Memo::new(move |_| self.held.with(Held::is_usable))
    }

    pub fn update(self) {
        self.acts.with_value(|acts| (acts.update)());
    }

    pub fn remove(self) {
        self.acts.with_value(|acts| (acts.remove)());
    }

    pub fn space(self) -> Signal<Option<Space>> {
        self.space.into()
    }

    pub fn protected(self) -> Signal<Option<bool>> {
        self.protected.into()
    }

    /// Asks the browser how much room there is, and whether it keeps our data.
    pub fn measure(self) {
        let storage = window().navigator().storage();
        spawn_local(async move {
            let Ok(asked) = storage.estimate() else { return };
            let Ok(estimate) = JsFuture::from(asked).await else { return };
            let number = |name: &str| Reflect::get(&estimate, &JsValue::from_str(name)).ok()?.as_f64();
            if let (Some(used), Some(quota)) = (number("usage"), number("quota")) {
                self.space.set(Some(Space { used: used as u64, free: (quota - used).max(0.0) as u64 }));
            }
            if let Ok(asked) = storage.persisted() {
                self.protected.set(JsFuture::from(asked).await.ok().and_then(|kept| kept.as_bool()));
            }
        });
    }

    /// Asks the browser to keep our data when space runs short.
    pub fn protect(self) {
        let storage = window().navigator().storage();
        spawn_local(async move {
            if let Ok(asked) = storage.persist() {
                self.protected.set(JsFuture::from(asked).await.ok().and_then(|kept| kept.as_bool()));
            }
        });
    }

    /// Another language. Without its file the present one stays.
    pub fn choose_language(self, tag: String) {
        spawn_local(async move { drop(words::choose(&tag).await) });
    }
}
