//! The letters of a ticket, to read out where no code can be scanned. Its holder's phone need not verify it: the server
//! gave it. Pure.

use model::{Ticket, TicketCode, crockford};

/// Bytes of the signature before the ticket.
const SIGNATURE_BYTES: usize = 64;

/// None: not a ticket of this version.
pub fn ticket_letters(token: &str) -> Option<TicketCode> {
    let bytes = crockford::decode(token)?;
    Ticket::from_bytes(bytes.get(SIGNATURE_BYTES..)?).ok().map(|ticket| TicketCode::of(&ticket.hash()))
}
