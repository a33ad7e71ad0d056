//! Places: who gets one, and who comes next.
//!
//! **Invariant:** a counter never says more than its places. An offer takes a place until it is accepted or over. After
//! `settle` nobody waits for whom there is room.

use std::collections::{BTreeMap, BTreeSet};

use model::feed::RegistrationState;
use model::registration::{Facts, Registration, SeatCounter};
use model::{Reason, RecordId};

use super::Halt;
use super::held::Held;
use super::work::Work;
use crate::store::StoreError;

/// Those who wait up to this place are told of each step. Further back a phone may show an older, higher number: telling
/// all of a long line of every step would make each withdrawal as slow as the line is long.
const TOLD_PLACES: u32 = 200;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// The names of the counters that a place for them is taken from.
pub(super) fn seats_for(rules: &Registration, facts: &Facts) -> BTreeSet<String> {
    rules.counters(facts).into_iter().map(|counter| counter.name).collect()
}

/// Whether each of these counters has a place left.
pub(super) async fn has_room(
    work: &mut Work,
    event: RecordId,
    rules: &Registration,
    seats: &BTreeSet<String>,
) -> Result<bool, StoreError> {
    let taken = work.tx.seats_taken(event).await?;
    Ok(seats.iter().all(|name| is_free(rules, &taken, name)))
}

pub(super) async fn take(
    work: &mut Work,
    event: RecordId,
    rules: &Registration,
    seats: &BTreeSet<String>,
) -> Result<(), StoreError> {
    for name in seats {
        work.tx.take_seat(event, name, places_of(rules, name)).await?;
    }
    Ok(())
}

pub(super) async fn free(work: &mut Work, event: RecordId, seats: &BTreeSet<String>) -> Result<(), StoreError> {
    for name in seats {
        work.tx.free_seat(event, name).await?;
    }
    Ok(())
}

/// From the counters that held to those that hold now. Refused where one of them is full, and then nothing changed.
pub(super) async fn exchange(
    work: &mut Work,
    rules: &Registration,
    held: &mut Held,
    facts: &Facts,
) -> Result<(), Halt> {
    let event = held.row.event;
    let seats = seats_for(rules, facts);
    if held.holds_place() {
        let gained: BTreeSet<String> = seats.difference(&held.row.seats).cloned().collect();
        let lost = held.row.seats.difference(&seats).cloned().collect();
        if !has_room(work, event, rules, &gained).await? {
            return Err(Reason::Full.into());
        }
        free(work, event, &lost).await?;
        take(work, event, rules, &gained).await?;
    }
    held.row.seats = seats;
    Ok(())
}

/// Ends what is over, gives free places to those who wait, and tells the line.
pub(super) async fn settle(work: &mut Work) -> Result<(), StoreError> {
    let Some(event) = work.event_id() else { return Ok(()) };
    for row in work.tx.offers_over(event, work.now_ms).await? {
        let mut held = Held::read(row)?;
        free(work, event, &held.row.seats).await?;
        held.row.state = RegistrationState::Refused { reason: Reason::OfferOver };
        work.save(held).await?;
    }
    if let Ok(rules) = work.rules() {
        while let Some(mut held) = next_in_line(work, event, &rules).await? {
            take(work, event, &rules, &held.row.seats).await?;
            let until_ms = work.now_ms + i64::from(rules.offer_hours) * HOUR_MS;
            held.row.state = RegistrationState::Offered { until_ms };
            let arrival = held.row.arrival;
            work.save(held).await?;
            work.leave_line(event, arrival).await?;
        }
    }
    if let Some(left) = work.take_left_line() {
        for row in work.tx.waiting_behind(event, left, TOLD_PLACES).await? {
            work.tell_of(&Held::read(row)?);
        }
    }
    Ok(())
}

/// The first who waits and for whom there is room. Somebody may be passed over whose own quota is full.
async fn next_in_line(work: &mut Work, event: RecordId, rules: &Registration) -> Result<Option<Held>, StoreError> {
    let taken = work.tx.seats_taken(event).await?;
    if !is_free(rules, &taken, SeatCounter::ALL) {
        return Ok(None);
    }
    let first = work.tx.first_waiting(event).await?;
    let found = first.into_iter().find(|(seats, _)| seats.iter().all(|name| is_free(rules, &taken, name)));
    let Some((_, arrival)) = found else { return Ok(None) };
    work.tx.waiting_at(event, arrival).await?.map(Held::read).transpose()
}

fn is_free(rules: &Registration, taken: &BTreeMap<String, u64>, name: &str) -> bool {
    let taken = taken.get(name).copied().unwrap_or(0);
    places_of(rules, name).is_none_or(|places| taken < u64::from(places))
}

/// None: as many as come, or a quota that the event has no longer.
fn places_of(rules: &Registration, name: &str) -> Option<u32> {
    if name == SeatCounter::ALL {
        return rules.places;
    }
    rules.quotas.iter().find(|quota| quota.whom.to_string() == name).map(|quota| quota.places)
}
