//! What an event said that it keeps for so many days is erased on the day after: registrations, answers, names, files, and
//! all that feeds say of them. Some at a time, so that nobody waits long for the database.

use model::feed::{Entry, RegistrationState};
use model::{Digest, PersonId, RecordId, Scope};

use super::erase::{NOTHING, erase_event_receipts, erase_registration};
use super::held::Held;
use super::work::Work;
use super::{ATTEMPTS, ActError};
use crate::keys::Seals;
use crate::store::{Erasure, Store, StoreError};

/// Registrations of one transaction.
const AT_ONCE: u32 = 100;

/// Erases what is due; gives how many registrations. Call it now and then.
pub async fn retention_due(store: &Store, seals: &Seals, now_ms: i64) -> Result<u64, ActError> {
    let mut erased = 0;
    for event in store.events_with_registrations().await? {
        loop {
            let some = erase_some(store, seals, event, now_ms).await?;
            erased += some;
            if some < u64::from(AT_ONCE) {
                break;
            }
        }
    }
    Ok(erased)
}

async fn erase_some(store: &Store, seals: &Seals, event: RecordId, now_ms: i64) -> Result<u64, StoreError> {
    for _ in 1..ATTEMPTS {
        match erase_once(store, seals, event, now_ms).await {
            Err(error) if error.is_retryable() => {}
            done => return done,
        }
    }
    erase_once(store, seals, event, now_ms).await
}

async fn erase_once(store: &Store, seals: &Seals, event: RecordId, now_ms: i64) -> Result<u64, StoreError> {
    let nobody = PersonId::made_at(0, [0; 10]);
    let mut work = Work::open(store, seals, Some(event), nobody, now_ms).await?;
    let rows = work.tx.some_registrations(event, AT_ONCE).await?;
    let last_change_ms = rows.iter().map(|row| row.changed_ms).max().unwrap_or(now_ms);
    if rows.is_empty() || now_ms < work.keeps_until_ms(last_change_ms) {
        work.tx.roll_back().await?;
        return Ok(0);
    }
    let mut counts = Default::default();
    let count = rows.len() as u64;
    for row in rows {
        let person = row.person;
        let mut held = Held::read(row)?;
        // The line is not told that it moves: there is nothing to move up to.
        if matches!(held.row.state, RegistrationState::Waiting { .. }) {
            held.row.state = RegistrationState::Withdrawn;
        }
        counts = erase_registration(&mut work, &held).await?.plus(counts);
        if let Some(person) = person {
            forget_event(&mut work, person, event).await?;
            work.tell(Scope::Person(person), Entry::Erased { registration: Some(held.row.id) });
        }
    }
    if count < u64::from(AT_ONCE) {
        counts.rows += work.tx.delete_consents_of_event(event).await?;
        counts.rows += work.tx.delete_letters_without_readers().await?;
        counts.rows += erase_event_receipts(&mut work, event).await?;
        for scope in [Scope::Desk(event), Scope::Door(event)] {
            counts.feed_rows += work.tx.replace_entries_of(scope, &NOTHING).await?;
            work.drop_told(scope);
            work.tell(scope, Entry::Erased { registration: None });
        }
    }
    work.tx.note_erasure(&Erasure::of_event(event, now_ms, counts)).await?;
    work.write_feeds(|_| false).await?;
    work.write_audit(None, "retention", event.as_bytes(), Digest::of(event.as_bytes())).await?;
    work.tx.commit().await?;
    Ok(count)
}

/// What a person's own feed says of an event beside their registration.
async fn forget_event(work: &mut Work, person: PersonId, event: RecordId) -> Result<(), StoreError> {
    let scope = Scope::Person(person);
    for row in work.tx.feed_rows(scope).await? {
        let is_of_event = match &row.entry {
            Entry::Consent(view) => view.event == Some(event),
            Entry::Letter(view) => view.event == event,
            Entry::Registration(_)
            | Entry::Profile(_)
            | Entry::Attendance(_)
            | Entry::Export(_)
            | Entry::Certificate(_)
            | Entry::Twin(_)
            | Entry::Roster(_)
            | Entry::CheckIn(_)
            | Entry::Revoked { .. }
            | Entry::Erased { .. }
            | Entry::Unknown => false,
        };
        if is_of_event {
            work.tx.replace_entry(scope, row.cursor, &NOTHING).await?;
        }
    }
    Ok(())
}
