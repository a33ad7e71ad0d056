//! The ticket as a QR code shows it: signed, so that a door without network knows it from a copy made at home.
//!
//! ```text
//! token = Crockford base 32 of: ed25519 signature (64 bytes) · ticket       170 bytes, 272 letters at most
//! ```
//! All letters are of the QR code's alphanumeric mode, and the longest token fits version 10 at level M (311 letters).
//! The signature is by the ticket key, which signs nothing else; its public half is in the head.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use model::ticket::NotATicket;
use model::{Ticket, crockford};
use thiserror::Error;

use crate::head::KeyBytes;
use crate::limit;

/// What the key is for, as the head names it.
pub const TICKET_KEY: &str = "ticket";

/// A ticket whose signature was made or checked here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedTicket {
    ticket: Ticket,
    token: String,
}

/// Why a code that was read opens no door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TicketFault {
    /// Some other QR code, or a damaged one.
    #[error("this is no ticket")]
    Unreadable,
    /// Made or changed by somebody without the key.
    #[error("the ticket's signature does not fit")]
    Forged,
    /// Ours, but made for a newer app.
    #[error("the ticket is of the later version {0}")]
    Later(u8),
}

impl From<NotATicket> for TicketFault {
    fn from(fault: NotATicket) -> Self {
        match fault {
            NotATicket::Broken => TicketFault::Unreadable,
            NotATicket::Later(version) => TicketFault::Later(version),
        }
    }
}

impl SignedTicket {
    pub fn sign(ticket: Ticket, key: &SigningKey) -> Self {
        let body = ticket.to_bytes();
        let mut bytes = key.sign(&words(&body)).to_bytes().to_vec();
        bytes.extend_from_slice(&body);
        SignedTicket { ticket, token: crockford::encode(&bytes) }
    }

    /// Opens what a camera read. Whether the ticket is revoked, or for another event, is for the door to say.
    pub fn open(token: &str, key: &KeyBytes) -> Result<Self, TicketFault> {
        if token.len() > limit::TOKEN_LETTERS {
            return Err(TicketFault::Unreadable);
        }
        let bytes = crockford::decode(token).ok_or(TicketFault::Unreadable)?;
        let (signature, body) = bytes.split_first_chunk::<64>().ok_or(TicketFault::Unreadable)?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| TicketFault::Forged)?;
        key.verify_strict(&words(body), &Signature::from_bytes(signature)).map_err(|_| TicketFault::Forged)?;
        Ok(SignedTicket { ticket: Ticket::from_bytes(body)?, token: token.to_owned() })
    }

    pub fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// The text of the QR code.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// What is signed: the ticket's bytes, after words that no other signature begins with.
fn words(body: &[u8]) -> Vec<u8> {
    [b"mangrove ticket 1".as_slice(), body].concat()
}

#[cfg(test)]
mod tests {
    use model::{RecordId, RegistrationId, TermKey};

    use super::*;

    /// What a QR code of version 10 holds at level M, in alphanumeric mode.
    const QR_VERSION_10_LETTERS: usize = 311;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn public(key: &SigningKey) -> KeyBytes {
        key.verifying_key().to_bytes()
    }

    fn ticket(group: &str) -> Ticket {
        let (event, registration) = (RecordId::made_at(1, [2; 10]), RegistrationId::made_at(3, [4; 10]));
        Ticket::parse(event, registration, TermKey::parse(group).ok(), 1_790_000_000_000, 1_790_200_000_000).unwrap()
    }

    #[test]
    fn a_signed_ticket_opens_with_the_public_key_and_with_no_other() {
        for group in ["", "startup", &"a".repeat(64)] {
            let signed = SignedTicket::sign(ticket(group), &key(1));
            assert_eq!(SignedTicket::open(signed.token(), &public(&key(1))), Ok(signed.clone()));
            assert_eq!(SignedTicket::open(signed.token(), &public(&key(2))), Err(TicketFault::Forged));
        }
    }

    #[test]
    fn the_longest_token_fits_a_small_qr_code() {
        let longest = SignedTicket::sign(ticket(&"a".repeat(64)), &key(1));
        assert_eq!(longest.token().len(), limit::TOKEN_LETTERS);
        assert!(longest.token().len() <= QR_VERSION_10_LETTERS);
        assert!(longest.token().bytes().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit()));
    }

    #[test]
    fn one_wrong_bit_anywhere_is_refused() {
        let signed = SignedTicket::sign(ticket("startup"), &key(1));
        let bytes = crockford::decode(signed.token()).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            let bad = SignedTicket::open(&crockford::encode(&bad), &public(&key(1)));
            assert_eq!(bad, Err(TicketFault::Forged), "bit {bit}");
        }
        for bit in 0..signed.token().len() * 8 {
            let mut bad = signed.token().as_bytes().to_vec();
            bad[bit / 8] ^= 1 << (bit % 8);
            let Ok(bad) = String::from_utf8(bad) else { continue };
            assert!(SignedTicket::open(&bad, &public(&key(1))).is_err(), "bit {bit} of the text");
        }
        for length in 0..signed.token().len() {
            assert!(SignedTicket::open(&signed.token()[..length], &public(&key(1))).is_err());
        }
    }

    #[test]
    fn a_signature_over_the_bare_ticket_is_none() {
        let body = ticket("startup").to_bytes();
        let forged = [key(1).sign(&body).to_bytes().as_slice(), &body].concat();
        let opened = SignedTicket::open(&crockford::encode(&forged), &public(&key(1)));
        assert_eq!(opened, Err(TicketFault::Forged));
    }
}
