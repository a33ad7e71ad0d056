//! Who is there: signing in by a code sent by mail, sessions, and roles.
//!
//! ```text
//! ask ─ limits ─ a code: its hash into the store, itself into a letter ─ cookie "asking" for this browser
//! enter ─ the browser's code, a try spent before it is compared ─ person, made if new ─ a new session ─ cookie "session"
//! who ─ cookie "session" ─ its hash ─ a session that has not ended ─ person and roles
//! ```
//! Anybody may ask for any address, and everybody gets the same answer: the first sign-in makes the person, so there is
//! nothing that the answer could tell.
//!
//! **Invariant:** the store holds only keyed hashes of codes, cookies, networks and of addresses that are counted. No
//! address, code or network is logged or is a label of a count. Each sign-in makes a new session and ends the one that
//! the browser had, so nobody can slip a session to another.

mod ask;
mod caller;
mod code;
mod cookie;
mod device;
mod door;
mod email;
mod enter;
mod limit;
mod role;
mod session;
mod token;

pub use ask::CODE_TIME_MS;
pub use caller::Caller;
pub use code::TRIES;
pub use cookie::{ASKING_COOKIE, SESSION_COOKIE};
pub use door::{DoorEntry, MindedDoor, PAIRING_TIME_MS};
pub use email::Email;
pub use enter::Entry;
pub use limit::Limit;
pub use role::{Invited, Role, give, invite, roles_at, withdraw};
pub use session::{ABSOLUTE_TIME_MS, IDLE_TIME_MS, Known, SignedIn};
pub use token::Token;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use thiserror::Error;

use crate::keys::{Seals, Secret};
use crate::mail::{MailError, Post};
use crate::metrics::Metrics;
use crate::store::{Store, StoreError};

/// How often rows that nothing needs any more are deleted.
const TIDY_EVERY_MS: i64 = 60 * 1000;

/// Why somebody was not let in, or not answered.
#[derive(Debug, Error)]
pub enum AuthError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(MailError),
    #[error("mail cannot be sent to such an address")]
    Address,
    #[error("{0}")]
    Limited(Limit),
    #[error("nobody is signed in here")]
    NotSignedIn,
    #[error("this person may not do this")]
    NotAllowed,
}

impl From<MailError> for AuthError {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Letter => AuthError::Address,
            error => AuthError::Mail(error),
        }
    }
}

/// Milliseconds since 1970; tests pass their own.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What signing in stands on, beside the store.
#[derive(Clone)]
pub struct Means {
    pub secret: Secret,
    pub post: Post,
    pub clock: Clock,
}

/// Lets people in. Cheap to clone.
#[derive(Clone)]
pub struct Porter(Arc<Inner>);

struct Inner {
    store: Store,
    means: Means,
    seals: Seals,
    metrics: Metrics,
    tidied_ms: AtomicI64,
}

impl Porter {
    pub fn new(store: Store, means: Means, metrics: Metrics) -> Self {
        let seals = Seals::of(&means.secret);
        Porter(Arc::new(Inner { store, means, seals, metrics, tidied_ms: AtomicI64::new(i64::MIN) }))
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// What signs the tickets and certificates of this server.
    pub fn seals(&self) -> &Seals {
        &self.0.seals
    }

    /// What is counted beside signing in.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub fn now_ms(&self) -> i64 {
        (self.0.means.clock)()
    }

    /// Counts a piece of a file that somebody hands in. A step is one word of a closed list.
    pub fn count_attachment(&self, step: &'static str, bytes: u64) {
        self.0.metrics.attachment(step, bytes);
    }

    fn hash(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        self.0.means.secret.hash(purpose.as_str(), parts)
    }

    fn count(&self, step: Step) {
        self.0.metrics.sign_in(step.as_str());
    }

    /// Counts and logs what was refused, and of whom nothing.
    fn refuse(&self, step: Step) {
        self.count(step);
        tracing::warn!(step = step.as_str(), "a sign-in was refused");
    }

    /// Deletes now and then what has ended. That it fails costs nobody an answer.
    async fn tidy(&self, now_ms: i64) {
        let before = self.0.tidied_ms.load(Ordering::Relaxed);
        let due = now_ms >= before.saturating_add(TIDY_EVERY_MS);
        let mine = || self.0.tidied_ms.compare_exchange(before, now_ms, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if due
            && mine()
            && let Err(error) = self.delete_what_ended(now_ms).await
        {
            tracing::warn!(%error, "old sign-in codes and sessions could not be deleted");
        }
    }

    async fn delete_what_ended(&self, now_ms: i64) -> Result<(), StoreError> {
        let mut tx = self.store().write().await?;
        tx.forget_codes(now_ms, now_ms - limit::DAY_MS).await?;
        tx.drop_ended_sessions(now_ms - ABSOLUTE_TIME_MS, now_ms - IDLE_TIME_MS, now_ms).await?;
        tx.drop_ended_pairings(now_ms).await?;
        tx.commit().await
    }
}

/// What a hash is for, so that one kind never passes for another.
#[derive(Clone, Copy)]
enum Purpose {
    AskingCookie,
    Code,
    Address,
    Network,
    SessionCookie,
    DoorToken,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Purpose::AskingCookie => "asking cookie",
            Purpose::Code => "sign-in code",
            Purpose::Address => "address",
            Purpose::Network => "network",
            Purpose::SessionCookie => "session cookie",
            Purpose::DoorToken => "door token",
        }
    }
}

/// What is counted.
#[derive(Clone, Copy)]
enum Step {
    Asked,
    Limited(Limit),
    LetterSent,
    LetterLost,
    Entered,
    Wrong,
    Over,
    SessionEnded,
    DoorAsked,
    DoorEntered,
    DoorOver,
}

impl Step {
    fn as_str(self) -> &'static str {
        match self {
            Step::Asked => "asked",
            Step::Limited(limit) => limit.as_str(),
            Step::LetterSent => "letter_sent",
            Step::LetterLost => "letter_lost",
            Step::Entered => "entered",
            Step::Wrong => "wrong_code",
            Step::Over => "code_over",
            Step::SessionEnded => "session_ended",
            Step::DoorAsked => "door_asked",
            Step::DoorEntered => "door_entered",
            Step::DoorOver => "door_over",
        }
    }
}
