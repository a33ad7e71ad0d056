//! Starts the app: words, then the first page, then what is kept, then the network. Here the parts are joined: what the
//! store and the sync tell goes to the pages' state, and what a person asks for goes back.

mod desk;
mod own;

use std::cell::RefCell;
use std::rc::Rc;

use catalogue::{Answer, Query};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use crate::engine::{AskError, Engine};
use crate::pages::{self, Handles};
use crate::state::answers::Answering;
use crate::state::held::Known;
use crate::state::phone::Acts;
use crate::state::{shell, words};
use crate::store::browser::{self, Opened};
use crate::store::{Room, Store};
use crate::sync::watch::{Keeper, Told};
use crate::sync::{ABOUT_KEY, Phase, Status};
use crate::timeline;
use own::OwnSide;

/// Where the app is drawn, and what stands there until then.
const APP: &str = "app";
const SHELL: &str = "shell";

/// Does nothing where the page is not ours, as in tests.
#[wasm_bindgen(start)]
pub fn start() {
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.and_then(|document| document.get_element_by_id(APP));
    if let Some(root) = root.and_then(|root| root.dyn_into().ok()) {
        console_error_panic_hook::set_once();
        spawn_local(run(root));
    }
}

async fn run(root: HtmlElement) {
    let (words, opened) = futures::join!(words::start(), browser::open());
    if words.is_err() {
        return shell::could_not_start();
    }
    let Opened { store, was_wiped } = opened;
    let own = OwnSide::new(Rc::clone(&store));
    let joined = Rc::new(Joined {
        engine: Engine::new(Rc::clone(&store)),
        known: RefCell::new(Known { in_memory: !store.is_kept(), was_wiped, ..Known::default() }),
        store,
        handles: RefCell::new(None),
        keeper: RefCell::new(None),
    });
    timeline::mark(timeline::OPEN);
    // What is kept is opened before the first page is drawn: it then shows records, and no grey rows.
    joined.open().await;
    let asked = Rc::clone(&joined);
    let ask = Rc::new(move |query| Box::pin(Rc::clone(&asked).ask(query)) as Answering);
    let started = Rc::clone(&joined);
    let begun = Rc::clone(&own);
    let desk_acts = desk::acts(Rc::clone(&joined.store));
    pages::open(root, ask, Joined::acts(&joined), OwnSide::acts(&own), desk_acts, move |handles| {
        started.handles.replace(Some(handles));
        started.tell();
        spawn_local(async move { begun.begin(handles.own).await });
    });
    remove_shell();
    Joined::keep(&joined).await;
}

/// The parts, joined for as long as the page lives.
struct Joined {
    engine: Engine,
    store: Rc<dyn Store>,
    known: RefCell<Known>,
    handles: RefCell<Option<Handles>>,
    keeper: RefCell<Option<Keeper>>,
}

impl Joined {
    /// Begins to keep the catalogue in step.
    async fn keep(joined: &Rc<Joined>) {
        let (for_status, for_flips, for_about) = (Rc::clone(joined), Rc::clone(joined), Rc::clone(joined));
        let told = Told {
            status: Rc::new(move |status| for_status.note(status)),
            flipped: Rc::new(move || {
                let joined = Rc::clone(&for_flips);
                spawn_local(async move { joined.reopen().await });
            }),
            about: Rc::new(move || {
                let joined = Rc::clone(&for_about);
                spawn_local(async move { joined.read_contact().await });
            }),
        };
        let keeper = Keeper::start(Rc::clone(&joined.store), told);
        keeper.recall().await;
        joined.keeper.replace(Some(keeper.clone()));
        joined.read_contact().await;
        timeline::mark(timeline::PULL);
        keeper.pull();
    }

    fn acts(joined: &Rc<Joined>) -> Acts {
        let (to_update, to_remove) = (Rc::clone(joined), Rc::clone(joined));
        Acts {
            update: Rc::new(move || {
                if let Some(keeper) = &*to_update.keeper.borrow() {
                    keeper.pull_asked();
                }
                to_update.known.borrow_mut().was_removed = browser::is_removed();
                to_update.tell();
            }),
            remove: Rc::new(move || {
                let joined = Rc::clone(&to_remove);
                spawn_local(async move { joined.remove().await });
            }),
        }
    }

    async fn ask(self: Rc<Self>, query: Query) -> Option<Answer> {
        let is_search = matches!(query, Query::Browse { .. });
        match self.engine.ask(query).await {
            Ok(answer) => {
                if is_search {
                    timeline::mark_once(timeline::ANSWERED);
                }
                Some(answer)
            }
            Err(AskError::NothingHeld) => None,
            Err(AskError::Store(_) | AskError::Malformed(_)) => {
                self.known.borrow_mut().unreadable = true;
                self.tell();
                None
            }
        }
    }

    /// Opens what is kept now.
    async fn open(&self) {
        let opened = self.engine.open().await;
        let records = match self.engine.ask(Query::Overview).await {
            Ok(Answer::Overview(overview)) => overview.records,
            _ => 0,
        };
        let mut known = self.known.borrow_mut();
        known.opened = true;
        known.unreadable = opened.is_err();
        known.kept = opened.unwrap_or_default();
        known.records = records;
        known.was_removed = browser::is_removed();
        if let Some(kept) = &known.kept {
            timeline::mark_once(timeline::CARDS);
            if kept.bodies_complete {
                timeline::mark_once(timeline::COMPLETE);
            }
        }
    }

    /// Something else is kept: the pages ask anew.
    async fn reopen(&self) {
        self.open().await;
        self.tell();
        if let Some(handles) = *self.handles.borrow() {
            handles.catalogue.changed();
        }
    }

    fn note(&self, status: &Status) {
        let ended = {
            let mut known = self.known.borrow_mut();
            let ended = known.status.phase != Phase::Idle && status.phase == Phase::Idle;
            known.status = status.clone();
            if ended {
                known.looked_ms = Some(words::now_ms());
            }
            ended
        };
        self.tell();
        if ended && let Some(handles) = *self.handles.borrow() {
            handles.phone.measure();
        }
    }

    fn tell(&self) {
        if let Some(handles) = *self.handles.borrow() {
            handles.phone.set(self.known.borrow().view());
        }
    }

    async fn read_contact(&self) {
        let about = self.store.get(Room::Setting, ABOUT_KEY).await.ok().flatten();
        if let (Some(about), Some(handles)) = (about, *self.handles.borrow()) {
            handles.contact.read(&about);
        }
    }

    /// A person asked for it: nothing stays, and no one is told later that the browser did it.
    async fn remove(&self) {
        self.known.borrow_mut().was_wiped = false;
        let keeper = self.keeper.borrow().clone();
        if let Some(keeper) = keeper {
            keeper.remove().await;
        }
    }
}

fn remove_shell() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(shell) = document.and_then(|document| document.get_element_by_id(SHELL)) {
        shell.remove();
    }
}
