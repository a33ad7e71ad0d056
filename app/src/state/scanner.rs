//! The camera as pages know it: how it stands, its lamp, and the codes that it sees. It runs for as long as the page
//! that started it is there.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::HtmlVideoElement;

pub use crate::scan::{Fault, Phase};
use crate::scan::{Told, Watching};

#[derive(Clone, Copy)]
pub struct Scanner {
    phase: RwSignal<Phase>,
    /// The lamp is lit.
    is_lit: RwSignal<bool>,
    video: StoredValue<Option<HtmlVideoElement>, LocalStorage>,
    watching: StoredValue<Option<Watching>, LocalStorage>,
    on_code: Callback<String>,
}

/// Has what reads codes kept on this phone, for pages that must do so with no network. Where it does not come, the camera
/// says so when it is opened.
pub fn make_ready() {
    leptos::task::spawn_local(async {
        let _ = crate::scan::make_ready().await;
    });
}

impl Scanner {
    /// `on_code` gets the text of each code that comes into sight, once.
    pub fn new(on_code: Callback<String>) -> Scanner {
        let scanner = Scanner {
            phase: RwSignal::new(Phase::Opening),
            is_lit: RwSignal::new(false),
            video: StoredValue::new_local(None),
            watching: StoredValue::new_local(None),
            on_code,
        };
        on_cleanup(move || drop(scanner.watching.try_update_value(Option::take)));
        scanner
    }

    /// The place of the picture is in the page: the camera begins.
    pub fn show_in(self, video: HtmlVideoElement) {
        self.video.set_value(Some(video));
        self.start();
    }

    /// Once more, after a fault.
    pub fn start(self) {
        let Some(video) = self.video.get_value() else { return };
        self.is_lit.set(false);
        let told = Told {
            // The page may be gone by the time something is told.
            phase: Rc::new(move |phase| {
                let _ = self.phase.try_set(phase);
            }),
            code: Rc::new(move |text| {
                let _ = self.on_code.try_run(text);
            }),
        };
        // The one before stops first: a camera is given once.
        self.watching.set_value(None);
        self.watching.set_value(Some(Watching::start(video, told)));
    }

    pub fn phase(self) -> Signal<Phase> {
        self.phase.into()
    }

    /// Whether the lamp is lit; none where there is no lamp.
    pub fn torch(self) -> Option<bool> {
        matches!(self.phase.get(), Phase::Watching { has_torch: true }).then(|| self.is_lit.get())
    }

    pub fn switch_torch(self) {
        let on = !self.is_lit.get_untracked();
        self.watching.with_value(|watching| {
            if let Some(watching) = watching {
                watching.light(on, move |done| {
                    if done {
                        let _ = self.is_lit.try_set(on);
                    }
                });
            }
        });
    }
}
