//! A command that came before: its receipt stands for ever. Somebody else's id, or another content, gets none of it.

use catalogue::Malformed;
use model::{CommandId, Digest, Outcome, Reason, Receipt};

use super::Actor;
use crate::store::{CommandLine, StoreError};

pub(super) fn again(line: &CommandLine, actor: &Actor, payload: &Digest, now_ms: i64) -> Result<Receipt, StoreError> {
    let refused = |reason: Reason| Ok(without_effect(line.id, Outcome::Refused { reason }, now_ms));
    if line.person != actor.person {
        tracing::warn!(command = %line.id, "a command's id came again from somebody else");
        return refused(Reason::NotYours);
    }
    if line.payload != *payload {
        tracing::warn!(command = %line.id, "a command's id came again with another content");
        return refused(Reason::OtherPayload);
    }
    serde_json::from_slice(&line.receipt).map_err(|_| Malformed::Cell("receipt".to_owned()).into())
}

/// An answer that is not kept.
pub(super) fn without_effect(command: CommandId, outcome: Outcome, now_ms: i64) -> Receipt {
    Receipt { command, outcome, at_ms: now_ms, feeds: Vec::new() }
}

pub(super) fn to_bytes(receipt: &Receipt) -> Vec<u8> {
    serde_json::to_vec(receipt).expect("a receipt has JSON: no map with other keys than texts")
}
