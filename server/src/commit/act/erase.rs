//! One registration, gone: its row, what hangs on it, and its name in every feed. In the feeds' places stays a word that
//! says so, because cursors have no gaps; and every phone that may hold it is told.

use model::feed::Entry;
use model::{Aggregate, CommandId, Digest, Outcome, PersonId, Reason, Receipt, RecordId, Scope};

use super::held::Held;
use super::work::Work;
use super::{known, places, twins};
use crate::store::{ErasureCounts, StoreError};

/// What is put into the place of an entry that says nothing any more. Every phone passes over it.
pub(super) const NOTHING: Entry = Entry::Unknown;

/// Erases a registration of the event in hand. Its place is free, and its ticket opens no door.
pub(super) async fn erase_registration(work: &mut Work, held: &Held) -> Result<ErasureCounts, StoreError> {
    let (id, event) = (held.row.id, held.row.event);
    if held.holds_place() {
        places::free(work, event, &held.row.seats).await?;
    }
    let erased = Entry::Erased { registration: Some(id) };
    twins::part(work, id).await?;
    let feed_rows = work.tx.replace_entries_about(id.as_bytes(), &erased).await?;
    let rows = work.tx.delete_registration(id).await?;
    let hashes: Vec<Digest> = held.details.answers.files().map(|file| file.hash).collect();
    let files = work.tx.delete_unused_of(&hashes).await?;
    if matches!(held.row.state, model::feed::RegistrationState::Waiting { .. }) {
        work.leave_line(event, held.row.arrival).await?;
    }
    if let Some(ticket) = &held.details.ticket {
        work.tell(Scope::Door(event), Entry::Revoked { event, ticket: ticket.hash() });
    }
    let country = held.details.country.map(Scope::Country);
    let leader = held.row.leader.map(Scope::Person);
    for scope in [Scope::Desk(event), Scope::Door(event)].into_iter().chain(country).chain(leader) {
        work.tell(scope, erased.clone());
    }
    Ok(ErasureCounts { registrations: 1, files, feed_rows, rows })
}

/// Receipts that hold what their person wrote: the two sides of a conflict.
pub(super) async fn erase_receipts(work: &mut Work, person: PersonId) -> Result<u64, StoreError> {
    let receipts = work.tx.receipts_of(person).await?;
    erase_conflicts(work, receipts).await
}

/// The same for everybody's commands about their part in an event.
pub(super) async fn erase_event_receipts(work: &mut Work, event: RecordId) -> Result<u64, StoreError> {
    let receipts = work.tx.receipts_about(Aggregate::Event(event)).await?;
    erase_conflicts(work, receipts).await
}

async fn erase_conflicts(work: &mut Work, receipts: Vec<(CommandId, Vec<u8>)>) -> Result<u64, StoreError> {
    let mut erased = 0;
    for (id, bytes) in receipts {
        let Ok(receipt) = serde_json::from_slice::<Receipt>(&bytes) else { continue };
        if matches!(receipt.outcome, Outcome::Conflict { .. }) {
            let receipt = Receipt { outcome: Outcome::Refused { reason: Reason::Erased }, ..receipt };
            work.tx.replace_receipt(id, &known::to_bytes(&receipt)).await?;
            erased += 1;
        }
    }
    Ok(erased)
}
