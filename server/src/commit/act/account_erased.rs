//! Somebody wants to be forgotten. All that the server holds of them goes in one transaction: their places pass on, their
//! names leave every feed, and what stays of them are ids and hashes.
//!
//! Their phones learn of it at their next question: the person has no session any more, and a line in `erasure` says why.

use model::{Outcome, Reason, Scope};

use super::erase::{NOTHING, erase_receipts, erase_registration};
use super::held::Held;
use super::work::Work;
use super::{Actor, Halt, Role, places};
use crate::store::{Erasure, ErasureCounts};

pub(super) async fn account_erased(work: &mut Work, actor: &Actor) -> Result<Outcome, Halt> {
    let person = actor.person;
    // Nobody could let in another one.
    if actor.roles.contains(&Role::Admin) && work.tx.count_role("admin").await? <= 1 {
        return Err(Reason::LastAdmin.into());
    }
    let email = work.tx.email_of(person).await?;
    let email = email.map(|email| email.as_str().to_owned()).unwrap_or_default();
    let mut counts = ErasureCounts::default();
    let mut parts =
        work.tx.registrations_of(person).await?.into_iter().map(Held::read).collect::<Result<Vec<_>, _>>()?;
    while let Some(event) = parts.first().map(|held| held.row.event) {
        work.turn_to(Some(event)).await?;
        let (here, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|held| held.row.event == event);
        for held in &here {
            counts = counts.plus(erase_registration(work, held).await?);
        }
        places::settle(work).await?;
        parts = rest;
    }
    work.turn_to(None).await?;
    counts.feed_rows += work.tx.replace_entries_about(person.as_bytes(), &NOTHING).await?;
    counts.feed_rows += work.tx.delete_feed(Scope::Person(person)).await?;
    counts.rows += erase_receipts(work, person).await?;
    counts.rows += work.tx.forget_leader(person).await?;
    counts.rows += work.tx.delete_person(person, &email).await?;
    counts.files += work.tx.delete_attachments_of(person).await?;
    work.tx.note_erasure(&Erasure::of_account(person, work.now_ms, counts)).await?;
    work.drop_told(Scope::Person(person));
    Ok(Outcome::Accepted)
}
