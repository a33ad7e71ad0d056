//! One exchange of the action channel: what waits goes up, what came of it comes down, and what is done with leaves the
//! outbox.
//!
//! ```text
//! outbox ─ hand over ─ push ═══▶ receipts, kept ─ feed ═══▶ rows, kept ─ settle ─▶ view
//!        ╰─ files ═══▶ and once more, for the commands that name them
//! ```
//! It may be cut off anywhere and begun anew: a command is sent again as the same bytes and has the same receipt, and a
//! row is taken once. An item leaves the outbox only when its receipt is kept and the feed has passed it.
//!
//! **Invariant:** nothing is sent in another person's name. Each question says whose things it is about; a server where
//! somebody else is signed in by now refuses it whole.

mod batch;
mod channel;
mod error;
mod files;
mod pull;
mod status;
#[cfg(target_arch = "wasm32")]
pub mod watch;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use model::{Digest, Outcome, Reason, Scope};
use server::api::ApiError;

use super::Ambient;
use crate::store::me::{self, Known};
use crate::store::{Item, Outbox, Store, file, outbox};

#[cfg(target_arch = "wasm32")]
pub use channel::Http;
pub use channel::{Answered, Channel, FilePiece};
pub use error::PushError;
pub use status::{Ended, Exchange};

use pull::Pulled;

/// Rounds of one exchange. An outbox of a hall's door has some thousand commands.
const ROUNDS: usize = 500;
/// How often a batch is sent before the exchange gives up until the next one.
const TRIES: u32 = 3;

pub struct Pusher {
    pub(super) store: Rc<dyn Store>,
    channel: Rc<dyn Channel>,
    ambient: Ambient,
    /// Called when something kept has changed.
    changed: Rc<dyn Fn()>,
    status: RefCell<Exchange>,
    /// Scopes that a page shows beyond those of the session.
    wanted: RefCell<BTreeSet<Scope>>,
    /// Files that the server has, or does not want, as far as this page knows.
    handed_in: RefCell<BTreeSet<Digest>>,
}

impl Pusher {
    pub fn new(store: Rc<dyn Store>, channel: Rc<dyn Channel>, ambient: Ambient, changed: Rc<dyn Fn()>) -> Self {
        let (status, wanted, handed_in) = Default::default();
        Pusher { store, channel, ambient, changed, status, wanted, handed_in }
    }

    pub fn status(&self) -> Exchange {
        self.status.borrow().clone()
    }

    /// From now on this scope is read too, if this session may.
    pub fn want(&self, scope: Scope) {
        self.wanted.borrow_mut().insert(scope);
    }

    /// One exchange for the person who uses this phone. Without one there is nothing to do.
    pub async fn exchange(&self) -> Result<(), PushError> {
        let Some(known) = me::known(&*self.store).await? else { return Ok(()) };
        self.note(|status| status.under_way = true);
        let done = self.run(&known).await;
        if done == Err(PushError::SignIn) {
            self.session_ended(&known).await?;
        }
        if done == Err(PushError::Erased) {
            me::erase(&*self.store, known.owner()).await?;
        }
        let now_ms = (self.ambient.now_ms)();
        self.note(|status| {
            status.under_way = false;
            status.ended = Some(Ended::of(&done));
            status.ended_ms = Some(now_ms);
        });
        done
    }

    async fn run(&self, known: &Known) -> Result<(), PushError> {
        loop {
            for _ in 0..ROUNDS {
                if !self.push_some(known).await? {
                    break;
                }
            }
            // After a restore of the server, what it answered before is sent again.
            if self.pull_feeds(known).await? == Pulled::Restored {
                continue;
            }
            self.settle(known).await?;
            // Large things last, so that a bad network brings at least the small ones.
            if !self.hand_in(known).await? {
                return Ok(());
            }
        }
    }

    /// Nothing is lost by it; what waits goes on waiting.
    async fn session_ended(&self, known: &Known) -> Result<(), PushError> {
        let ended = Known { ended: true, ..known.clone() };
        if ended != *known && me::known(&*self.store).await?.as_ref() == Some(known) {
            me::keep(&*self.store, &ended).await?;
        }
        Ok(())
    }

    /// Sends one batch. False: nothing is left to send.
    async fn push_some(&self, known: &Known) -> Result<bool, PushError> {
        let waiting = Outbox::load(&*self.store, known.owner()).await?;
        let without_files = self.without_files(known, &waiting).await?;
        let batch = batch::next(&waiting, &without_files);
        if batch.is_empty() {
            return Ok(false);
        }
        if !outbox::hand_over(&*self.store, &batch).await? {
            return Ok(true);
        }
        (self.changed)();
        let commands = || batch.iter().map(|item| item.raw.clone()).collect();
        let pushed = self.ask(|| self.channel.push(known.person(), commands())).await?;
        // Handed over, they may have been touched by nobody; their kept bytes are read anew for compare and set.
        let sent = Outbox::load(&*self.store, known.owner()).await?;
        let ours: Vec<_> = pushed
            .receipts
            .into_iter()
            .filter(|receipt| batch.iter().any(|item| item.id() == receipt.command))
            .collect();
        outbox::answer(&*self.store, known.owner(), &sent, &ours).await?;
        if ours.iter().any(|receipt| receipt.outcome == Outcome::Refused { reason: Reason::UnknownFile }) {
            // What it had may be gone again. The next command that names it brings it anew.
            self.handed_in.borrow_mut().clear();
        }
        (self.changed)();
        if let Some(retry_after_ms) = pushed.retry_after_ms {
            return Err(PushError::Later { retry_after_ms });
        }
        // An answer about none of them would be asked for again for ever.
        Ok(ours.iter().any(|receipt| receipt.outcome.is_kept()))
    }

    /// Takes out what is done with: the server has answered, and what it told of it is here.
    async fn settle(&self, known: &Known) -> Result<(), PushError> {
        let outbox = Outbox::load(&*self.store, known.owner()).await?;
        let cursors = self.cursors().await?;
        let is_told = |item: &Item| {
            item.receipt.as_ref().is_some_and(|receipt| {
                let held = |scope| cursors.iter().find(|(held, _)| *held == scope).map(|(_, cursor)| *cursor);
                let told = receipt.feeds.iter().all(|(scope, at)| held(*scope).is_none_or(|cursor| *at <= cursor));
                told && !receipt.outcome.needs_attention()
            })
        };
        let done: Vec<&Item> = outbox.items.iter().filter(|item| is_told(item)).collect();
        if !done.is_empty() {
            outbox::remove(&*self.store, known.owner(), &done).await?;
            file::let_go(&*self.store, known.owner(), &done).await?;
        }
        (self.changed)();
        Ok(())
    }

    /// Asks, and asks again where that may help; a person who is not there any more is not waited for.
    async fn ask<T>(&self, question: impl Fn() -> Answered<'static, T>) -> Result<T, PushError> {
        let mut attempt = 0;
        loop {
            let error = match question().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            attempt += 1;
            let is_worth_it = matches!(error, ApiError::Later { .. } | ApiError::TooMany { .. });
            if !is_worth_it || attempt >= TRIES {
                return Err(error.into());
            }
            (self.ambient.pause)(attempt, error.retry_after_ms()).await;
        }
    }

    fn note(&self, change: impl FnOnce(&mut Exchange)) {
        change(&mut self.status.borrow_mut());
        (self.changed)();
    }
}
