//! What the organisers of an event know: who registered, who may be one person, and what was written to whom; with what
//! this phone decided and the server has not confirmed.
//!
//! **Invariant:** a decision that waits changes nobody's state. It stands beside it, as asked for.

use std::collections::BTreeMap;

use super::mine::Attention;
use super::pending::{Delivery, Pending, Progress};
use crate::command::{Act, Decision};
use crate::feed::{Entry, FeedRow, LetterView, RegistrationState, RegistrationView, Scope, TwinView};
use crate::{CommandId, RecordId, RegistrationId, TermKey};

/// The desk's feed, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeskView {
    /// The last row that was taken.
    pub cursor: u64,
    pub registrations: BTreeMap<RegistrationId, RegistrationView>,
    /// Pairs that nobody has decided about.
    pub twins: BTreeMap<[RegistrationId; 2], TwinView>,
    /// In the order in which they were written.
    pub letters: BTreeMap<CommandId, LetterView>,
}

/// The desk as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Desk {
    /// In the order in which they registered.
    pub people: Vec<AskedOf>,
    pub twins: Vec<TwinView>,
    /// Newest first; those that wait before those that are sent.
    pub letters: Vec<(LetterView, bool)>,
    /// What the server did not take.
    pub attention: Vec<Attention>,
}

/// A registration, and what was decided about it and is not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOf {
    pub view: RegistrationView,
    pub asked: Vec<Asked>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Accept,
    Refuse,
    Wait,
    Move(TermKey),
    /// To become one with another, which stays.
    MergeInto(RegistrationId),
}

/// The states that a list is counted and filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    Asked,
    Accepted,
    Offered,
    Waiting,
    Refused,
    Withdrawn,
}

impl Standing {
    pub const ALL: [Standing; 6] = [
        Standing::Asked,
        Standing::Accepted,
        Standing::Offered,
        Standing::Waiting,
        Standing::Refused,
        Standing::Withdrawn,
    ];

    pub fn of(state: RegistrationState) -> Self {
        match state {
            RegistrationState::Asked => Standing::Asked,
            RegistrationState::Accepted => Standing::Accepted,
            RegistrationState::Offered { .. } => Standing::Offered,
            RegistrationState::Waiting { .. } => Standing::Waiting,
            RegistrationState::Refused { .. } => Standing::Refused,
            RegistrationState::Withdrawn => Standing::Withdrawn,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Standing::Asked => "asked",
            Standing::Accepted => "accepted",
            Standing::Offered => "offered",
            Standing::Waiting => "waiting",
            Standing::Refused => "refused",
            Standing::Withdrawn => "withdrawn",
        }
    }
}

impl DeskView {
    /// Takes a row once: a row that was taken before changes nothing.
    pub fn take(&mut self, row: FeedRow) {
        if row.cursor <= self.cursor {
            return;
        }
        self.cursor = row.cursor;
        match row.entry {
            Entry::Registration(view) => drop(self.registrations.insert(view.id, view)),
            Entry::Twin(twin) if twin.over => drop(self.twins.remove(&twin.pair)),
            Entry::Twin(twin) => drop(self.twins.insert(twin.pair, twin)),
            Entry::Letter(letter) => drop(self.letters.insert(letter.id, letter)),
            Entry::Erased { registration: Some(registration) } => {
                self.registrations.remove(&registration);
                self.twins.retain(|pair, _| !pair.contains(&registration));
            }
            Entry::Erased { registration: None } => *self = DeskView { cursor: row.cursor, ..DeskView::default() },
            // Of people and doors, or of a later version.
            Entry::Profile(_)
            | Entry::Consent(_)
            | Entry::Attendance(_)
            | Entry::Export(_)
            | Entry::Certificate(_)
            | Entry::Roster(_)
            | Entry::CheckIn(_)
            | Entry::Revoked { .. }
            | Entry::Unknown => {}
        }
    }
}

/// The desk's feed with what this phone decided, sent or not.
pub fn fold_desk(feed: &DeskView, event: RecordId, outbox: &[Pending<'_>]) -> Desk {
    let people = feed.registrations.values().map(|view| AskedOf { view: view.clone(), asked: Vec::new() });
    let mut desk = Desk {
        people: people.collect(),
        twins: feed.twins.values().cloned().collect(),
        letters: feed.letters.values().map(|letter| (letter.clone(), true)).collect(),
        attention: Vec::new(),
    };
    let is_desk = |scope: &Scope| *scope == Scope::Desk(event);
    let of_desk = outbox.iter().filter(|item| item.command.act.event() == Some(event));
    for item in of_desk.filter(|item| !item.is_told(is_desk, feed.cursor)) {
        desk.fold(item);
    }
    desk.letters.reverse();
    desk
}

impl Desk {
    pub fn find(&self, id: RegistrationId) -> Option<&AskedOf> {
        self.people.iter().find(|person| person.view.id == id)
    }

    /// How many stand so.
    pub fn count(&self, standing: Standing) -> usize {
        self.people.iter().filter(|person| Standing::of(person.view.state) == standing).count()
    }

    fn fold(&mut self, item: &Pending<'_>) {
        let is_of_desk = matches!(item.command.act, Act::Decided { .. } | Act::Merged { .. } | Act::Messaged { .. });
        if let (Progress::Attention, Delivery::Answered(receipt), true) = (item.progress(), item.delivery, is_of_desk) {
            let (command, event) = (item.command.id, item.command.act.event());
            self.attention.push(Attention { command, event, outcome: receipt.outcome.clone() });
            return;
        }
        match &item.command.act {
            Act::Decided { registration, decision, .. } => self.ask(*registration, Asked::of(decision)),
            Act::Merged { from, into, .. } => {
                self.twins.retain(|twin| !(twin.pair.contains(from) && twin.pair.contains(into)));
                self.ask(*from, Asked::MergeInto(*into));
            }
            Act::Messaged { event, subject, text, .. } => {
                let (subject, text) = (subject.clone(), text.clone());
                let (id, sent_ms) = (item.command.id, item.command.made_ms);
                // The feed may tell of it before the receipt arrives.
                if self.letters.iter().any(|(letter, _)| letter.id == id) {
                    return;
                }
                self.letters.push((LetterView { id, event: *event, subject, text, sent_ms }, false));
            }
            // What people and doors do is shown there.
            Act::Registered { .. }
            | Act::AnswersChanged { .. }
            | Act::Withdrawn { .. }
            | Act::Nominated { .. }
            | Act::SubstituteNamed { .. }
            | Act::OfferAccepted { .. }
            | Act::OfferDeclined { .. }
            | Act::CheckedIn { .. }
            | Act::CheckInUndone { .. }
            | Act::WalkedIn { .. }
            | Act::AttendanceScanned { .. }
            | Act::ConsentGiven { .. }
            | Act::ConsentWithdrawn { .. }
            | Act::ProfileChanged { .. }
            | Act::ExportAsked
            | Act::AccountErased => {}
        }
    }

    fn ask(&mut self, registration: RegistrationId, asked: Asked) {
        if let Some(person) = self.people.iter_mut().find(|person| person.view.id == registration) {
            person.asked.push(asked);
        }
    }
}

impl Asked {
    fn of(decision: &Decision) -> Self {
        match decision {
            Decision::Accept => Asked::Accept,
            Decision::Refuse => Asked::Refuse,
            Decision::Wait => Asked::Wait,
            Decision::Move { group } => Asked::Move(group.clone()),
        }
    }
}
