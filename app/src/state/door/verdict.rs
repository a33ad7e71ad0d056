//! What is said to the one who stands at the door. Pure.

use catalogue::ticket::{SignedTicket, TicketFault};
use model::feed::CheckInView;
use model::view::{DoorRefusal, DoorVerdict};
use model::{Line, RegistrationId, TermKey, Ticket, TicketCode, crockford};

use super::DoorLook;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whose place it is; none if it could not be read.
    pub who: Option<RegistrationId>,
    pub name: Option<Line>,
    pub group: Option<TermKey>,
    pub word: Word,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// The first time that this phone knows of.
    Admit,
    /// All entries so far, the first first.
    AlreadyIn(Vec<CheckInView>),
    Stop(Stop),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Some other code, or a damaged one.
    Unreadable,
    /// Ours by its looks, but nobody with the key made it.
    Forged,
    /// Made for a newer app.
    Newer,
    /// A typed code, or a name, that is not on the list.
    NotOnList,
    Ticket(DoorRefusal),
}

impl Stop {
    pub fn key(self) -> &'static str {
        match self {
            Stop::Unreadable => "unreadable",
            Stop::Forged => "forged",
            Stop::Newer => "newer",
            Stop::NotOnList => "not_on_list",
            Stop::Ticket(refusal) => refusal.key(),
        }
    }
}

impl DoorLook {
    /// Of a code that the camera read. `now_ms` is the phone's clock.
    pub fn scanned(&self, text: &str, now_ms: i64) -> Verdict {
        let ticket = match self.open(text.trim()) {
            Ok(ticket) => ticket,
            Err(stop) => return Verdict { who: None, name: None, group: None, word: Word::Stop(stop) },
        };
        let word = match self.door.verdict(self.event, &ticket, now_ms.saturating_add(self.ahead_ms)) {
            DoorVerdict::Welcome => Word::Admit,
            DoorVerdict::AlreadyIn(entries) => Word::AlreadyIn(entries.into_iter().cloned().collect()),
            DoorVerdict::Refused(refusal) => Word::Stop(Stop::Ticket(refusal)),
        };
        let who = ticket.registration();
        Verdict { who: Some(who), name: self.door.name(who).cloned(), group: ticket.group().cloned(), word }
    }

    /// Of a code that was typed from a ticket: the roster knows it, or it is none.
    pub fn typed(&self, code: &str) -> Verdict {
        let not_known = || Verdict { who: None, name: None, group: None, word: Word::Stop(Stop::NotOnList) };
        let Ok(code) = TicketCode::parse(code) else { return not_known() };
        let guest = self.door.roster.values().find(|guest| code.is_of(&guest.ticket));
        if guest.is_none() && self.door.revoked.iter().any(|ticket| code.is_of(ticket)) {
            return Verdict { word: Word::Stop(Stop::Ticket(DoorRefusal::Revoked)), ..not_known() };
        }
        guest.map_or_else(not_known, |guest| self.known(guest.registration))
    }

    /// Of somebody who was found by name.
    pub fn known(&self, who: RegistrationId) -> Verdict {
        let name = self.door.name(who).cloned();
        let group = self.door.roster.get(&who).and_then(|guest| guest.group.clone());
        let entries: Vec<CheckInView> = self.door.entries(who).into_iter().cloned().collect();
        let word = match (&name, entries.is_empty()) {
            (None, _) => Word::Stop(Stop::NotOnList),
            (Some(_), true) => Word::Admit,
            (Some(_), false) => Word::AlreadyIn(entries),
        };
        Verdict { who: Some(who), name, group, word }
    }

    fn open(&self, text: &str) -> Result<Ticket, Stop> {
        let fault = match &self.key {
            Some(key) => match SignedTicket::open(text, key) {
                Ok(signed) => return Ok(signed.ticket().clone()),
                Err(fault) => fault,
            },
            None => TicketFault::Forged,
        };
        let ours = unsigned(text).filter(|ticket| {
            let on_list = self.door.roster.get(&ticket.registration());
            on_list.is_some_and(|guest| guest.ticket == ticket.hash())
        });
        match (ours, fault) {
            (Some(ticket), _) => Ok(ticket),
            (None, TicketFault::Unreadable) => Err(Stop::Unreadable),
            (None, TicketFault::Later(_)) => Err(Stop::Newer),
            (None, TicketFault::Forged) => Err(if unsigned(text).is_some() { Stop::Forged } else { Stop::Unreadable }),
        }
    }
}

/// What a token says, whoever made it.
fn unsigned(text: &str) -> Option<Ticket> {
    if text.len() > catalogue::limit::TOKEN_LETTERS {
        return None;
    }
    let bytes = crockford::decode(text)?;
    let (_, body) = bytes.split_first_chunk::<64>()?;
    Ticket::from_bytes(body).ok()
}
