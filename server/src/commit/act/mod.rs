//! What a command does to the truth. One transaction holds all that a command does: its effect, its receipt, the rows of
//! the feeds, and a line of the audit trail.
//!
//! ```text
//! command ─ known? ─ lock{event | person} ─ after? ─ settle ─ handler ─ settle ─ feeds, receipt, audit ─ commit
//! ```
//! The same id again gets the same receipt, byte for byte. `settle` gives free places to those who wait, so a handler
//! never meets an offer that is over, nor a free place that somebody before has a right to.
//!
//! **Invariant:** a handler refuses before it writes. Locks are taken in one order: the event's counter (or the person's
//! feed), then feeds by the text of their scopes. No clock: the time is passed in.

mod actor;
mod asking;
mod audit;
mod claim;
mod erase;
mod event_in_hand;
mod export;
mod feed;
mod files;
mod held;
mod judge;
mod known;
mod listed;
mod note;
mod pass_on;
mod places;
mod retention;
mod room;
mod ticket;
mod twins;
mod work;

mod account_erased;
mod answers_changed;
mod attendance_scanned;
mod check_in_undone;
mod checked_in;
mod consent_given;
mod consent_withdrawn;
mod decided;
mod export_asked;
mod merged;
mod messaged;
mod nominated;
mod offer_accepted;
mod offer_declined;
mod profile_changed;
mod registered;
mod substitute_named;
mod walked_in;
mod withdrawn;

pub use actor::{Actor, ClientId, Role};
pub use audit::{ChainState, audit_chains, audit_lines, chain_of, verify_chain};
pub use claim::claim;
pub use feed::{FEED_ROWS, feed};
pub use listed::listed;
pub use note::{Note, note};
pub use pass_on::pass_on_offers;
pub use retention::retention_due;
pub use room::{RoomCode, room_codes};

use model::{Act, Aggregate, Command, Digest, Outcome, Reason, Receipt};
use thiserror::Error;

use super::ATTEMPTS;
use crate::fault::Point;
use crate::keys::Seals;
use crate::store::{CommandLine, Store, StoreError};
use asking::Wish;
use work::Work;

#[derive(Debug, Error)]
pub enum ActError {
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ActError {
    /// Whether the phone may send the same again. A receipt is never an error.
    pub fn is_retryable(&self) -> bool {
        match self {
            ActError::Store(error) => error.is_retryable(),
        }
    }
}

/// Why a handler stopped before it wrote anything.
enum Halt {
    Refused(Reason),
    Failed(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Halt::Failed(error)
    }
}

impl From<Reason> for Halt {
    fn from(reason: Reason) -> Self {
        Halt::Refused(reason)
    }
}

/// Makes a command true, once and for ever. `payload` is the bytes that it came in; `seals` sign what is given out.
pub async fn act(
    store: &Store,
    seals: &Seals,
    actor: &Actor,
    command: &Command,
    payload: &[u8],
    now_ms: i64,
) -> Result<Receipt, ActError> {
    let payload = Digest::of(payload);
    // Most of what comes twice is answered here, without waiting for anybody.
    if let Some(line) = store.command(command.id).await? {
        return Ok(known::again(&line, actor, &payload, now_ms)?);
    }
    for _ in 1..ATTEMPTS {
        match act_once(store, seals, actor, command, payload, now_ms).await {
            Err(error) if error.is_retryable() => {}
            done => return Ok(done?),
        }
    }
    Ok(act_once(store, seals, actor, command, payload, now_ms).await?)
}

async fn act_once(
    store: &Store,
    seals: &Seals,
    actor: &Actor,
    command: &Command,
    payload: Digest,
    now_ms: i64,
) -> Result<Receipt, StoreError> {
    let mut work = match command.act {
        Act::AccountErased => Work::open_for_all(store, seals, actor.person, now_ms).await?,
        _ => Work::open(store, seals, command.act.event(), actor.person, now_ms).await?,
    };
    if let Some(line) = work.tx.command(command.id).await? {
        work.tx.roll_back().await?;
        return known::again(&line, actor, &payload, now_ms);
    }
    if let Some(by) = command.after {
        let before = work.tx.command(by).await?;
        if before.is_none_or(|line| line.person != actor.person) {
            work.tx.roll_back().await?;
            return Ok(known::without_effect(command.id, Outcome::Blocked { by }, now_ms));
        }
    }
    places::settle(&mut work).await?;
    let outcome = match handle(&mut work, actor, command).await {
        Ok(outcome) => outcome,
        Err(Halt::Refused(reason)) => Outcome::Refused { reason },
        Err(Halt::Failed(error)) => return Err(error),
    };
    places::settle(&mut work).await?;
    // Of who is erased nothing is kept, and nothing waits.
    let is_over = matches!(command.act, Act::AccountErased);
    let feeds = work.write_feeds(|scope| actor.keeps(scope) && !is_over).await?;
    let receipt = Receipt { command: command.id, outcome, at_ms: now_ms, feeds };
    let bytes = known::to_bytes(&receipt);
    let content = audit::content_of(&payload, &bytes);
    work.write_audit(Some(actor.person), command.act.key(), command.id.as_bytes(), content).await?;
    let line = CommandLine { id: command.id, person: actor.person, payload, receipt: bytes };
    work.tx.insert_command(&line, actor.client.to_bytes(), command.act.aggregate(), now_ms).await?;
    work.tx.reach(Point::CommitWritten).await;
    work.tx.commit().await?;
    store.reach(Point::Committed).await;
    Ok(receipt)
}

async fn handle(work: &mut Work, actor: &Actor, command: &Command) -> Result<Outcome, Halt> {
    if actor.is_door_phone() && !matches!(command.act.aggregate(), Aggregate::Door(_)) {
        return Err(Reason::NotYours.into());
    }
    match &command.act {
        Act::Registered { form, group, answers, consents, name, .. } => {
            let (id, made_ms, form, group) = (command.id, command.made_ms, *form, group.as_ref());
            registered::registered(work, actor, Wish { id, made_ms, form, group, answers, consents, name }).await
        }
        Act::AnswersChanged { form, answers, .. } => {
            answers_changed::answers_changed(work, actor, *form, answers).await
        }
        Act::Nominated { form, group, answers, consents, name, email, .. } => {
            let (id, made_ms, form, group) = (command.id, command.made_ms, *form, group.as_ref());
            let wish = Wish { id, made_ms, form, group, answers, consents, name };
            nominated::nominated(work, actor, wish, email).await
        }
        Act::Withdrawn { registration, .. } => withdrawn::withdrawn(work, actor, *registration).await,
        Act::OfferAccepted { .. } => offer_accepted::offer_accepted(work, actor).await,
        Act::OfferDeclined { .. } => offer_declined::offer_declined(work, actor).await,
        Act::SubstituteNamed { name, email, .. } => {
            substitute_named::substitute_named(work, actor, command.id, name, email).await
        }
        Act::ConsentGiven { event, consent } => consent_given::consent_given(work, actor, *event, consent).await,
        Act::ConsentWithdrawn { event, purpose } => {
            consent_withdrawn::consent_withdrawn(work, actor, *event, purpose).await
        }
        Act::ProfileChanged { profile } => profile_changed::profile_changed(work, actor, profile).await,
        Act::ExportAsked => export_asked::export_asked(work, actor).await,
        Act::AccountErased => account_erased::account_erased(work, actor).await,
        Act::AttendanceScanned { session, code, seen_ms, .. } => {
            attendance_scanned::attendance_scanned(work, actor, session, code, *seen_ms).await
        }
        Act::CheckedIn { event, .. } | Act::CheckInUndone { event, .. } | Act::WalkedIn { event, .. }
            if !actor.minds_door(*event) =>
        {
            Err(Reason::NotYours.into())
        }
        Act::CheckedIn { registration, way, gate, seen_ms, .. } => {
            let seen =
                checked_in::Seen { id: command.id, registration: *registration, way: *way, gate, seen_ms: *seen_ms };
            checked_in::checked_in(work, actor, seen).await
        }
        Act::CheckInUndone { check_in, .. } => check_in_undone::check_in_undone(work, *check_in).await,
        Act::WalkedIn { name, group, gate, seen_ms, .. } => {
            let guest = walked_in::Guest { id: command.id, name, group: group.as_ref(), gate, seen_ms: *seen_ms };
            walked_in::walked_in(work, actor, guest).await
        }
        Act::Decided { event, .. } | Act::Merged { event, .. } | Act::Messaged { event, .. } if !actor.runs(*event) => {
            Err(Reason::NotYours.into())
        }
        Act::Decided { registration, decision, .. } => decided::decided(work, *registration, decision).await,
        Act::Merged { from, into, .. } => merged::merged(work, *from, *into).await,
        Act::Messaged { to, subject, text, .. } => messaged::messaged(work, command.id, to, subject, text).await,
    }
}
