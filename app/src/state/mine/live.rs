//! The person's affairs, followed. Pages read signals and press; the work is done elsewhere.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Act, CommandId, Digest, Email, Scope};
use server::api::{CodeAsked, DoorEntered, Entered, SessionLine};

use super::look::Look;
use crate::sync::push::Exchange;
use crate::sync::sign_in::SignInError;

/// Work that ends with a value.
pub type Doing<T> = LocalBoxFuture<'static, T>;
type AskCode = Rc<dyn Fn(Email, String) -> Doing<Result<CodeAsked, SignInError>>>;
type OnText<T> = Rc<dyn Fn(String) -> Doing<T>>;

/// What the rest of the app does when a person asks for it.
#[derive(Clone)]
pub struct MineActs {
    /// Saves what a person did. False: this phone could not keep it, and it is as if it had not been done.
    pub save: Rc<dyn Fn(Act) -> Doing<bool>>,
    /// Sends what waits, and asks what is new.
    pub exchange: Rc<dyn Fn()>,
    pub want: Rc<dyn Fn(Scope)>,
    /// Takes an item that needs its person out of the outbox, at their word.
    pub dismiss: Rc<dyn Fn(CommandId) -> Doing<()>>,
    pub ask_code: AskCode,
    pub enter_code: OnText<Result<Entered, SignInError>>,
    /// Makes this phone a door's, by the code that an organiser shows.
    pub enter_door: OnText<Result<DoorEntered, SignInError>>,
    /// What nobody owns becomes the signed-in person's.
    pub claim: Rc<dyn Fn() -> Doing<bool>>,
    /// What nobody owns is deleted.
    pub discard_unclaimed: Rc<dyn Fn() -> Doing<()>>,
    /// Ends the session and wipes what is the person's here; with what waits, if they say so.
    pub sign_out: Rc<dyn Fn(bool) -> Doing<Result<(), SignInError>>>,
    pub sessions: Rc<dyn Fn() -> Doing<Result<Vec<SessionLine>, SignInError>>>,
    pub end_session: OnText<Result<(), SignInError>>,
    /// All that waits, as the text of a file.
    pub export: Rc<dyn Fn() -> Doing<Option<String>>>,
    /// Takes in such a file; how many were new.
    pub import: OnText<Result<usize, ImportFault>>,
    pub read_draft: OnText<Option<String>>,
    /// Keeps a file that goes with a command, under its hash.
    pub keep_file: Rc<dyn Fn(Digest, Vec<u8>) -> Doing<bool>>,
    pub keep_draft: Rc<dyn Fn(String, Option<String>) -> Doing<bool>>,
}

/// Why a file was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFault {
    NotOurs,
    Later,
    OtherPerson,
    Store,
}

/// Given to all pages as a context.
#[derive(Clone, Copy)]
pub struct Own {
    /// None: not looked yet.
    look: RwSignal<Option<Look>>,
    exchange: RwSignal<Exchange>,
    /// Counts the looks: something kept has changed.
    changes: RwSignal<u64>,
    acts: StoredValue<MineActs, LocalStorage>,
}

pub fn use_own() -> Own {
    expect_context::<Own>()
}

impl Own {
    pub fn start(acts: MineActs) -> Own {
        Own {
            look: RwSignal::new(None),
            exchange: RwSignal::default(),
            changes: RwSignal::new(0),
            acts: StoredValue::new_local(acts),
        }
    }

    pub fn set(self, look: Look) {
        if self.look.with_untracked(|now| now.as_ref() != Some(&look)) {
            self.look.set(Some(look));
        }
    }

    /// Something kept has changed, perhaps of a scope that is not the person's own.
    pub fn told(self) {
        self.changes.update(|count| *count += 1);
    }

    pub fn changes(self) -> Signal<u64> {
        self.changes.into()
    }

    pub fn set_exchange(self, exchange: Exchange) {
        if self.exchange.with_untracked(|now| *now != exchange) {
            self.exchange.set(exchange);
        }
    }

    pub fn look(self) -> Signal<Option<Look>> {
        self.look.into()
    }

    pub fn exchange(self) -> Signal<Exchange> {
        self.exchange.into()
    }

    pub fn badge(self) -> Memo<usize> {
        Memo::new(move |_| self.look.with(|look| look.as_ref().map_or(0, Look::badge)))
    }

    pub fn is_signed_in(self) -> Memo<bool> {
        Memo::new(move |_| self.look.with(|look| look.as_ref().is_some_and(|look| look.known.is_some())))
    }

    pub fn acts(self) -> MineActs {
        self.acts.get_value()
    }

    /// Saves, then tells whether it is kept.
    pub fn save(self, act: Act, then: impl FnOnce(bool) + 'static) {
        let saving = (self.acts().save)(act);
        spawn_local(async move { then(saving.await) });
    }
}
