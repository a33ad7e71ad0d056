//! Which commands go next: the open ones in their order, as many as one push carries. A lane whose earlier command does
//! not fit waits, so that the server sees each lane in order; the others do not wait for it.

use std::collections::BTreeSet;

use model::CommandId;
use server::api::{PUSH_BYTES, PUSH_COMMANDS};

use crate::store::{Item, Outbox};

/// `waiting` are those whose files have to go first.
pub fn next<'o>(outbox: &'o Outbox, waiting: &BTreeSet<CommandId>) -> Vec<&'o Item> {
    let mut batch: Vec<&Item> = Vec::new();
    let mut bytes = 0;
    let mut held_up = BTreeSet::new();
    for item in outbox.items.iter().filter(|item| item.is_open()) {
        // The server waits for one that it refused to keep, or that is gone: only its person can help.
        let is_stuck = item.blocked_by.is_some_and(|by| outbox.find(by).is_none_or(|before| !before.is_open()));
        let length = item.raw.get().len();
        let is_full = batch.len() >= PUSH_COMMANDS || bytes + length > PUSH_BYTES;
        if is_stuck || is_full || waiting.contains(&item.id()) || held_up.contains(&item.lane()) {
            held_up.insert(item.lane());
            continue;
        }
        bytes += length;
        batch.push(item);
    }
    batch
}
