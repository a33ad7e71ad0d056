//! A ticket that was read from a code, checked on this phone with the key in the head that it holds.

use catalogue::head::KeyBytes;
use catalogue::ticket::{SignedTicket, TicketFault};
use model::Ticket;

#[cfg(target_arch = "wasm32")]
use crate::timeline;

/// What a ticket's code is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketRead {
    /// Signed by the server whose catalogue this phone holds.
    Signed(Ticket),
    /// It looks like a ticket, and the signature is not ours.
    NotOurs,
    /// It looks like a ticket, and this phone has no key to check it with.
    NoKey,
    /// For a newer app.
    Later,
}

/// When a ticket opens a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    NotYet,
    Now,
    Over,
}

/// None where the text is no ticket at all.
pub fn read(text: &str, key: Option<&KeyBytes>) -> Option<TicketRead> {
    // Without a key the form of the text is all that can be looked at: any key tells a token from another text.
    match SignedTicket::open(text, key.unwrap_or(&[0; 32])) {
        Err(TicketFault::Unreadable) => None,
        Ok(_) | Err(_) if key.is_none() => Some(TicketRead::NoKey),
        Ok(signed) => Some(TicketRead::Signed(signed.ticket().clone())),
        Err(TicketFault::Forged) => Some(TicketRead::NotOurs),
        Err(TicketFault::Later(_)) => Some(TicketRead::Later),
    }
}

/// [`read`], between two marks on the timeline.
#[cfg(target_arch = "wasm32")]
pub fn read_timed(text: &str, key: Option<&KeyBytes>) -> Option<TicketRead> {
    timeline::mark(timeline::TICKET);
    let read = read(text, key);
    timeline::mark(timeline::TICKET_CHECKED);
    read
}

pub fn validity(ticket: &Ticket, now_ms: f64) -> Validity {
    match (now_ms < ticket.valid_from_ms() as f64, now_ms < ticket.valid_until_ms() as f64) {
        (true, _) => Validity::NotYet,
        (false, true) => Validity::Now,
        (false, false) => Validity::Over,
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use model::{RecordId, RegistrationId};

    use super::*;

    fn ticket() -> Ticket {
        let (event, registration) = (RecordId::made_at(1, [2; 10]), RegistrationId::made_at(3, [4; 10]));
        Ticket::parse(event, registration, None, 2_000_000, 5_000_000).unwrap()
    }

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    #[test]
    fn a_ticket_is_believed_with_the_servers_own_key_only() {
        let token = SignedTicket::sign(ticket(), &key(1)).token().to_owned();
        let with = |key: Option<&SigningKey>| read(&token, key.map(|key| key.verifying_key().to_bytes()).as_ref());
        assert_eq!(with(Some(&key(1))), Some(TicketRead::Signed(ticket())));
        assert_eq!(with(Some(&key(2))), Some(TicketRead::NotOurs));
        assert_eq!(with(None), Some(TicketRead::NoKey));
    }

    #[test]
    fn another_text_is_no_ticket_with_or_without_a_key() {
        for text in ["", "HELLO", "a link", "红树林", "7KQ2-0M4X-ZB9D"] {
            assert_eq!(read(text, None), None, "{text}");
            assert_eq!(read(text, Some(&key(1).verifying_key().to_bytes())), None, "{text}");
        }
    }

    #[test]
    fn a_ticket_begins_at_its_first_second_and_is_over_at_its_last() {
        for (now_ms, wanted) in [
            (1_999_999.0, Validity::NotYet),
            (2_000_000.0, Validity::Now),
            (4_999_999.0, Validity::Now),
            (5_000_000.0, Validity::Over),
        ] {
            assert_eq!(validity(&ticket(), now_ms), wanted);
        }
    }
}
