//! A ticket: one person's right to come in, without their name. The signature around it is the catalogue's.
//!
//! ```text
//! ticket = version (1) · event (16) · registration (16) · from, until (4 each, seconds, big end first)
//!        · length of the group's key (1) · the key (0 to 64)
//! ```

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Digest, Problem, RecordId, RegistrationId, TermKey, crockford};

/// The version that this code writes, and the only one that it reads.
const VERSION: u8 = 1;

/// In JSON its bytes, in Crockford's base 32.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ticket {
    event: RecordId,
    registration: RegistrationId,
    group: Option<TermKey>,
    from_s: u32,
    until_s: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotATicket {
    #[error("is no ticket")]
    Broken,
    /// This app is older than the ticket.
    #[error("is a ticket of the later version {0}")]
    Later(u8),
}

impl Ticket {
    /// Good from one moment until another, to the second.
    pub fn parse(
        event: RecordId,
        registration: RegistrationId,
        group: Option<TermKey>,
        from_ms: i64,
        until_ms: i64,
    ) -> Result<Self, Problem> {
        let (from_s, until_s) = (seconds(from_ms)?, seconds(until_ms)?);
        if until_s <= from_s {
            return Err(Problem::EndsBeforeItBegins);
        }
        Ok(Ticket { event, registration, group, from_s, until_s })
    }

    pub fn event(&self) -> RecordId {
        self.event
    }

    pub fn registration(&self) -> RegistrationId {
        self.registration
    }

    pub fn group(&self) -> Option<&TermKey> {
        self.group.as_ref()
    }

    pub fn valid_from_ms(&self) -> i64 {
        i64::from(self.from_s) * 1000
    }

    pub fn valid_until_ms(&self) -> i64 {
        i64::from(self.until_s) * 1000
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let group = self.group.as_ref().map_or("", TermKey::as_str).as_bytes();
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(self.event.as_bytes());
        bytes.extend_from_slice(self.registration.as_bytes());
        bytes.extend_from_slice(&self.from_s.to_be_bytes());
        bytes.extend_from_slice(&self.until_s.to_be_bytes());
        bytes.push(group.len() as u8);
        bytes.extend_from_slice(group);
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotATicket> {
        match bytes.split_first() {
            Some((&VERSION, rest)) => Self::read(rest).ok_or(NotATicket::Broken),
            Some((&later, _)) if later > VERSION => Err(NotATicket::Later(later)),
            Some(_) | None => Err(NotATicket::Broken),
        }
    }

    /// What rosters and revocations name it by.
    pub fn hash(&self) -> Digest {
        let mut hasher = blake3::Hasher::new_derive_key("mangrove ticket 2026");
        Digest::from_bytes(*hasher.update(&self.to_bytes()).finalize().as_bytes())
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (event, bytes) = bytes.split_first_chunk::<16>()?;
        let (registration, bytes) = bytes.split_first_chunk::<16>()?;
        let (from_s, bytes) = bytes.split_first_chunk::<4>()?;
        let (until_s, bytes) = bytes.split_first_chunk::<4>()?;
        let (length, group) = bytes.split_first()?;
        if group.len() != usize::from(*length) {
            return None;
        }
        let ticket = Ticket {
            event: RecordId::from_bytes(*event).ok()?,
            registration: RegistrationId::from_bytes(*registration).ok()?,
            group: match group {
                [] => None,
                key => Some(TermKey::parse(std::str::from_utf8(key).ok()?).ok()?),
            },
            from_s: u32::from_be_bytes(*from_s),
            until_s: u32::from_be_bytes(*until_s),
        };
        (ticket.from_s < ticket.until_s).then_some(ticket)
    }
}

impl TryFrom<String> for Ticket {
    type Error = NotATicket;
    fn try_from(text: String) -> Result<Self, NotATicket> {
        Self::from_bytes(&crockford::decode(&text).ok_or(NotATicket::Broken)?)
    }
}

impl From<Ticket> for String {
    fn from(ticket: Ticket) -> String {
        crockford::encode(&ticket.to_bytes())
    }
}

fn seconds(ms: i64) -> Result<u32, Problem> {
    let most = i64::from(u32::MAX) * 1000;
    u32::try_from(ms.div_euclid(1000)).map_err(|_| Problem::OutOfRange { found: ms.to_string(), from: 0, to: most })
}

/// What is typed when no camera can read the ticket: the first 60 bits of its hash, `7KQ2-0M4X-ZB9D`. It finds the
/// ticket on a roster, and proves nothing without one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TicketCode(String);

impl TicketCode {
    const LETTERS: usize = 12;

    pub fn of(ticket: &Digest) -> Self {
        TicketCode(crockford::encode(ticket.as_bytes())[..Self::LETTERS].to_owned())
    }

    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let text = crockford::from_typed(typed);
        let plain = text.len() == Self::LETTERS && text.bytes().all(crockford::is_digit);
        plain.then_some(TicketCode(text)).ok_or_else(|| Problem::not(typed, "a ticket's code such as 7KQ2-0M4X-ZB9D"))
    }

    pub fn is_of(&self, ticket: &Digest) -> bool {
        *self == TicketCode::of(ticket)
    }
}

/// In groups of four.
impl fmt::Display for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(group: Option<&str>) -> Ticket {
        let group = group.map(|key| TermKey::parse(key).unwrap());
        let (event, registration) = (RecordId::made_at(1, [2; 10]), RegistrationId::made_at(3, [4; 10]));
        Ticket::parse(event, registration, group, 1_790_000_000_000, 1_790_200_000_999).unwrap()
    }

    #[test]
    fn a_ticket_comes_back_from_its_bytes_and_from_no_fewer_or_more() {
        for ticket in [ticket(None), ticket(Some("startup")), ticket(Some(&"a".repeat(64)))] {
            let mut bytes = ticket.to_bytes();
            assert_eq!(Ticket::from_bytes(&bytes), Ok(ticket.clone()));
            assert_eq!(Ticket::try_from(String::from(ticket.clone())), Ok(ticket));
            for length in 0..bytes.len() {
                assert_eq!(Ticket::from_bytes(&bytes[..length]), Err(NotATicket::Broken));
            }
            bytes.push(b'a');
            assert_eq!(Ticket::from_bytes(&bytes), Err(NotATicket::Broken));
        }
    }

    #[test]
    fn these_bytes_are_a_ticket_for_ever() {
        let wanted = "04000000000Q40M2081040G20810000000006X04GG2081040G208TNH7E06ND28R03Q6X31E9T7AW0";
        let ticket = ticket(Some("startup"));
        assert_eq!(crockford::encode(&ticket.to_bytes()), wanted);
        assert_eq!(TicketCode::of(&ticket.hash()).to_string(), "3FP3-3RS7-FDA3");
    }

    #[test]
    fn a_later_version_says_so() {
        let mut bytes = ticket(None).to_bytes();
        bytes[0] = 2;
        assert_eq!(Ticket::from_bytes(&bytes), Err(NotATicket::Later(2)));
    }

    #[test]
    fn a_typed_code_finds_its_ticket_however_it_is_typed() {
        let hash = ticket(None).hash();
        let code = TicketCode::of(&hash);
        let typed = code.to_string().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(TicketCode::parse(&typed).as_ref(), Ok(&code));
        assert!(code.is_of(&hash) && !code.is_of(&ticket(Some("startup")).hash()));
        for bad in ["", "7KQ2", "7KQ2-0M4X-ZB9U", "7KQ2-0M4X-ZB9DD", "票票票票票票票票票票票票"] {
            assert!(TicketCode::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_time_that_cannot_be_is_refused() {
        let (event, registration) = (RecordId::made_at(1, [2; 10]), RegistrationId::made_at(3, [4; 10]));
        for (from, until) in [(-1, 5_000), (5_000, 5_999), (0, i64::MAX)] {
            assert!(Ticket::parse(event, registration, None, from, until).is_err());
        }
    }
}
