//! Asking the catalogue: one async `ask(Query) -> Answer`, wherever it runs, and the answers as signals. An answer is
//! asked for again when the catalogue on this phone has changed; until the new one is there, the old one stays.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use catalogue::query::{Answer, Query};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// No answer: there is nothing to answer from yet, or it cannot be read.
pub type Answering = Pin<Box<dyn Future<Output = Option<Answer>>>>;

/// The one who answers. Given to all pages as a context.
#[derive(Clone, Copy)]
pub struct Catalogue {
    ask: StoredValue<Rc<dyn Fn(Query) -> Answering>, LocalStorage>,
    /// Counts the changes of what this phone holds.
    change: RwSignal<u64>,
}

pub fn use_catalogue() -> Catalogue {
    expect_context::<Catalogue>()
}

impl Catalogue {
    pub fn new(ask: Rc<dyn Fn(Query) -> Answering>) -> Catalogue {
        Catalogue { ask: StoredValue::new_local(ask), change: RwSignal::new(0) }
    }

    /// What this phone holds has changed: everything on the screen is asked for again.
    pub fn changed(self) {
        self.change.update(|change| *change += 1);
    }

    /// Follows the number of changes.
    pub fn changes(self) -> u64 {
        self.change.get()
    }

    pub fn ask(self, query: Query) -> Answering {
        self.ask.with_value(|ask| ask(query))
    }

    /// The answer to a question that may change. None until the first answer is there, and where nothing is asked.
    pub fn answer(self, query: Signal<Option<Query>>) -> ReadSignal<Option<Answer>> {
        let (answer, set_answer) = signal(None);
        let asked = StoredValue::new(0_u64);
        Effect::new(move || {
            self.changes();
            asked.update_value(|asked| *asked += 1);
            let this = asked.get_value();
            let Some(query) = query.get() else { return set_answer.set(None) };
            let coming = self.ask(query);
            spawn_local(async move {
                let came = coming.await;
                // The page may be gone, or ask something else by now.
                if came.is_some() && asked.try_get_value() == Some(this) {
                    set_answer.set(came);
                }
            });
        });
        answer
    }

    /// The answer to a question that stays the same.
    pub fn answer_once(self, query: Query) -> ReadSignal<Option<Answer>> {
        self.answer(Signal::derive(move || Some(query.clone())))
    }
}
