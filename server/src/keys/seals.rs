//! The keys that sign what is given to people, tickets and certificates, and the one that rooms' codes come from. All are derived from the server's secret, so
//! there is nothing more to keep; their public halves stand in the head, each under its purpose.
//!
//! **Invariant:** each key signs for one purpose only. The head's own key is none of them.

use catalogue::head::{CERTIFICATE_KEY, KeyBytes};
use catalogue::ticket::TICKET_KEY;
use ed25519_dalek::SigningKey;
use model::{RecordId, TermKey};

use super::Secret;

const TICKET_CONTEXT: &str = "mangrove 2026 ticket key from the server's secret";
const ROOM_CONTEXT: &str = "mangrove 2026 room codes from the server's secret";
const CERTIFICATE_CONTEXT: &str = "mangrove 2026 certificate key from the server's secret";

#[derive(Clone)]
pub struct Seals {
    ticket: SigningKey,
    certificate: SigningKey,
    room: [u8; 32],
}

impl Seals {
    /// The same secret gives the same keys.
    pub fn of(secret: &Secret) -> Self {
        Seals {
            ticket: SigningKey::from_bytes(&secret.derive(TICKET_CONTEXT)),
            certificate: SigningKey::from_bytes(&secret.derive(CERTIFICATE_CONTEXT)),
            room: secret.derive(ROOM_CONTEXT),
        }
    }

    pub fn ticket(&self) -> &SigningKey {
        &self.ticket
    }

    pub fn certificate(&self) -> &SigningKey {
        &self.certificate
    }

    /// What only the code of one room's session can be made from.
    pub fn room_hash(&self, event: RecordId, session: &TermKey) -> [u8; 32] {
        let said = [event.as_bytes().as_slice(), session.as_str().as_bytes()].concat();
        *blake3::keyed_hash(&self.room, &said).as_bytes()
    }

    /// The public halves by purpose, as the head shows them.
    pub fn public(&self) -> Vec<(String, KeyBytes)> {
        let half = |purpose: &str, key: &SigningKey| (purpose.to_owned(), key.verifying_key().to_bytes());
        vec![half(TICKET_KEY, &self.ticket), half(CERTIFICATE_KEY, &self.certificate)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_its_own_key_and_it_stays_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let seals = || Seals::of(&Secret::open(folder.path()).unwrap());
        let public = seals().public();
        assert_eq!(public, seals().public());
        assert_ne!(public[0].1, public[1].1);
        let other = tempfile::tempdir().unwrap();
        assert_ne!(Seals::of(&Secret::open(other.path()).unwrap()).public(), public);
    }
}
