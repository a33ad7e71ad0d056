//! This phone: what it holds, followed, and what a person can have it do. Pages press; the work is done elsewhere.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::held::{Extent, Held, Keeping, Trouble};
use super::{shell, words};
use crate::store::browser::{self, Persistence};

/// In `localStorage`: the browser was asked to keep our data.
const ASKED: &str = "mangrove-asked-to-persist";

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
        phone.protect_once_whole();
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
        spawn_local(async move {
            if let Some(space) = browser::estimate().await {
                let (used, quota) = (space.used_bytes, space.quota_bytes);
                self.space.set(Some(Space { used: used as u64, free: (quota - used).max(0.0) as u64 }));
            }
            self.protected.set(promise(browser::persistence().await));
        });
    }

    /// Asks the browser to keep our data when space runs short.
    pub fn protect(self) {
        spawn_local(async move { self.protected.set(promise(browser::ask_to_persist().await)) });
    }

    /// Asks so at the first press after everything has arrived: by then a person has seen what it is for.
    fn protect_once_whole(self) {
        let _ = window_event_listener(leptos::ev::click, move |_| {
            let whole = self.held.with_untracked(|held| held.extent == Extent::Whole && held.keeping == Keeping::Kept);
            if whole && remember_asking() {
                self.protect();
            }
        });
    }

    /// Another language. Without its file the present one stays, and `failed` is called.
    pub fn choose_language(self, tag: String, failed: impl Fn() + 'static) {
        spawn_local(async move {
            if words::choose(&tag).await.is_err() {
                failed();
            }
        });
    }
}

fn promise(persistence: Persistence) -> Option<bool> {
    match persistence {
        Persistence::Granted => Some(true),
        Persistence::Denied => Some(false),
        Persistence::Unknown => None,
    }
}

/// True the first time on this phone.
fn remember_asking() -> bool {
    let Some(storage) = window().local_storage().ok().flatten() else { return false };
    storage.get_item(ASKED).ok().flatten().is_none() && storage.set_item(ASKED, "1").is_ok()
}
