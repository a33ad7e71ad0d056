//! The desk, followed. Pages read signals and press; the work is done elsewhere.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::view::Desk;
use model::{Line, PersonId, RecordId};
use serde_json::{Map, Value};

use super::{AuditPage, DeskFault, DoorAsked, DoorPhoneLine, EventSaved, ExportFile, ExportKind, Role, RoleLine};
use crate::state::mine::{Doing, use_own};

type Answer<T> = Doing<Result<T, DeskFault>>;

type SaveEvent = Rc<dyn Fn(Option<Value>, Map<String, Value>) -> Answer<EventSaved>>;

/// What the rest of the app does for those who run an event.
#[derive(Clone)]
pub struct DeskActs {
    pub look: Rc<dyn Fn(RecordId) -> Doing<Option<Desk>>>,
    pub save_event: SaveEvent,
    pub export: Rc<dyn Fn(RecordId, ExportKind, String) -> Answer<ExportFile>>,
    pub audit: Rc<dyn Fn(RecordId, u64) -> Answer<AuditPage>>,
    pub roles: Rc<dyn Fn(RecordId) -> Answer<Vec<RoleLine>>>,
    /// Gives a role, or takes it away.
    pub set_role: Rc<dyn Fn(bool, String, Role) -> Answer<bool>>,
    /// A code for one phone at one gate.
    pub pair: Rc<dyn Fn(RecordId, Line) -> Answer<DoorAsked>>,
    pub phones: Rc<dyn Fn(RecordId) -> Answer<Vec<DoorPhoneLine>>>,
    pub end_phone: Rc<dyn Fn(RecordId, PersonId) -> Answer<()>>,
    /// An id that nobody else has.
    pub new_id: Rc<dyn Fn() -> RecordId>,
}

/// Given to all pages as a context.
#[derive(Clone, Copy)]
pub struct Desks {
    acts: StoredValue<DeskActs, LocalStorage>,
}

pub fn use_desks() -> Desks {
    expect_context::<Desks>()
}

impl Desks {
    pub fn start(acts: DeskActs) -> Desks {
        Desks { acts: StoredValue::new_local(acts) }
    }

    pub fn acts(self) -> DeskActs {
        self.acts.get_value()
    }

    /// The desk of an event, looked at anew whenever something kept has changed. None: not looked yet.
    pub fn follow(self, event: RecordId) -> Signal<Option<Desk>> {
        let desk = RwSignal::new(None);
        let changes = use_own().changes();
        Effect::new(move || {
            changes.track();
            let looking = (self.acts().look)(event);
            spawn_local(async move {
                let seen = looking.await;
                if seen.is_some() && desk.try_with_untracked(|now| *now != seen) == Some(true) {
                    desk.try_set(seen);
                }
            });
        });
        desk.into()
    }
}
