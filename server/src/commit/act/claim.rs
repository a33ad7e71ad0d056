//! A place that was given to an address becomes its owner's when they sign in with it.

use model::feed::ConsentView;
use model::{Digest, Email, PersonId, RecordId};

use super::held::Held;
use super::work::Work;
use super::{ATTEMPTS, ActError, twins};
use crate::keys::Seals;
use crate::store::{Store, StoreError};

/// Binds what was given to this address to the person who has just proved to own it; gives how many places. Somebody
/// who takes part already keeps the place they have; the other stays with the address, for the organiser to see.
pub async fn claim(
    store: &Store,
    seals: &Seals,
    person: PersonId,
    email: &Email,
    now_ms: i64,
) -> Result<u64, ActError> {
    let mut claimed = 0;
    for event in store.events_given(&email.key()).await? {
        claimed += u64::from(claim_event(store, seals, event, person, email, now_ms).await?);
    }
    Ok(claimed)
}

/// The place is this person's from now on, and what their leader said they agreed to is their word.
pub(super) async fn bind(work: &mut Work, held: &mut Held, person: PersonId, email: &Email) -> Result<(), StoreError> {
    held.row.person = Some(person);
    held.row.address = None;
    held.details.email = Some(email.clone());
    for consent in std::mem::take(&mut held.details.consents) {
        let view = ConsentView { event: Some(held.row.event), consent, given: true, changed_ms: work.now_ms };
        work.save_consent(person, view).await?;
    }
    Ok(())
}

async fn claim_event(
    store: &Store,
    seals: &Seals,
    event: RecordId,
    person: PersonId,
    email: &Email,
    now_ms: i64,
) -> Result<bool, StoreError> {
    for _ in 1..ATTEMPTS {
        match claim_once(store, seals, event, person, email, now_ms).await {
            Err(error) if error.is_retryable() => {}
            done => return done,
        }
    }
    claim_once(store, seals, event, person, email, now_ms).await
}

async fn claim_once(
    store: &Store,
    seals: &Seals,
    event: RecordId,
    person: PersonId,
    email: &Email,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let mut work = Work::open(store, seals, Some(event), person, now_ms).await?;
    let has_part = work.part_of(person).await?.is_some_and(|held| held.is_living());
    let given = work.tx.registrations_given(event, &email.key()).await?.into_iter().next();
    let Some(row) = given.filter(|_| !has_part) else {
        work.tx.roll_back().await?;
        return Ok(false);
    };
    let mut held = Held::read(row)?;
    let id = held.row.id;
    bind(&mut work, &mut held, person, email).await?;
    twins::save(&mut work, held).await?;
    work.write_feeds(|_| false).await?;
    work.write_audit(Some(person), "claimed", id.as_bytes(), Digest::of(id.as_bytes())).await?;
    work.tx.commit().await?;
    Ok(true)
}
