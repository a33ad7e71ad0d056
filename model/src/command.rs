//! A command: what a person did, as data. It says what was wished, never what came of it; that is the receipt.
//!
//! **Invariant:** the phone makes it, the server decides it. `made_ms` is shown to people and orders nothing.

mod aggregate;

pub use aggregate::Aggregate;

use serde::{Deserialize, Serialize};

use crate::person::{Email, PersonName, Profile};
use crate::registration::Answers;
use crate::text::List;
use crate::{CommandId, Consent, Digest, Line, Prose, RecordId, RegistrationId, TermKey, limit};

/// As JSON one flat object, with its `act`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub id: CommandId,
    /// The command before it in its lane. The server takes this one only after that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<CommandId>,
    /// The phone's clock, which may be years off.
    pub made_ms: i64,
    #[serde(flatten)]
    pub act: Act,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Asks for a place. The registration gets this command's id.
    Registered {
        event: RecordId,
        /// The version of the form that was on the screen.
        form: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<TermKey>,
        answers: Answers,
        consents: List<Consent, { limit::CONSENTS }>,
        name: PersonName,
    },
    AnswersChanged {
        event: RecordId,
        form: u32,
        answers: Answers,
    },
    /// Without a registration: one's own place. With one: a place that this person asked for somebody else.
    Withdrawn {
        event: RecordId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        registration: Option<RegistrationId>,
    },
    /// The leader of a delegation asks for a place for somebody else, who takes it over by signing in with this address.
    /// The leader says that they agreed. The registration gets this command's id.
    Nominated {
        event: RecordId,
        form: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<TermKey>,
        answers: Answers,
        consents: List<Consent, { limit::CONSENTS }>,
        name: PersonName,
        email: Email,
    },
    /// Gives the place to somebody else.
    SubstituteNamed {
        event: RecordId,
        name: PersonName,
        email: Email,
    },
    OfferAccepted {
        event: RecordId,
    },
    OfferDeclined {
        event: RecordId,
    },
    CheckedIn {
        event: RecordId,
        registration: RegistrationId,
        way: Way,
        gate: Line,
        /// The door phone's clock.
        seen_ms: i64,
    },
    CheckInUndone {
        event: RecordId,
        check_in: CommandId,
    },
    /// Somebody came who had not registered. Registration and check-in get this command's id.
    WalkedIn {
        event: RecordId,
        name: PersonName,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<TermKey>,
        gate: Line,
        seen_ms: i64,
    },
    AttendanceScanned {
        event: RecordId,
        session: Line,
        /// What the room's code says.
        code: Line,
        seen_ms: i64,
    },
    /// An organiser decides about one registration.
    Decided {
        event: RecordId,
        registration: RegistrationId,
        #[serde(flatten)]
        decision: Decision,
    },
    /// An organiser makes two registrations of one person one; `from` ends, `into` stays.
    Merged {
        event: RecordId,
        from: RegistrationId,
        into: RegistrationId,
    },
    /// An organiser writes to some of those who registered: into their feeds, and by mail.
    Messaged {
        event: RecordId,
        to: List<RegistrationId, { limit::MESSAGE_TO }>,
        subject: Line,
        text: Prose,
    },
    ConsentGiven {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<RecordId>,
        consent: Consent,
    },
    ConsentWithdrawn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<RecordId>,
        purpose: Line,
    },
    ProfileChanged {
        profile: Profile,
    },
    ExportAsked,
    AccountErased,
}

impl Command {
    /// What tells two commands with one id apart. Over the JSON as this code writes it, so that a phone that orders its
    /// keys in another way says the same thing.
    pub fn hash(&self) -> Digest {
        let json = serde_json::to_vec(self).expect("a command is plain data");
        Digest::of(&json)
    }
}

/// How the door knew who stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Scan,
    Name,
    WalkIn,
}

/// What an organiser decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// Gives them a place, before all who wait. Refused where none is free.
    Accept,
    Refuse,
    /// To the end of the waiting list.
    Wait,
    /// To another group of the event.
    Move {
        group: TermKey,
    },
}

impl Act {
    /// The word that JSON has for it.
    pub fn key(&self) -> &'static str {
        match self {
            Act::Registered { .. } => "registered",
            Act::AnswersChanged { .. } => "answers_changed",
            Act::Withdrawn { .. } => "withdrawn",
            Act::Nominated { .. } => "nominated",
            Act::SubstituteNamed { .. } => "substitute_named",
            Act::OfferAccepted { .. } => "offer_accepted",
            Act::OfferDeclined { .. } => "offer_declined",
            Act::CheckedIn { .. } => "checked_in",
            Act::CheckInUndone { .. } => "check_in_undone",
            Act::WalkedIn { .. } => "walked_in",
            Act::Decided { .. } => "decided",
            Act::Merged { .. } => "merged",
            Act::Messaged { .. } => "messaged",
            Act::AttendanceScanned { .. } => "attendance_scanned",
            Act::ConsentGiven { .. } => "consent_given",
            Act::ConsentWithdrawn { .. } => "consent_withdrawn",
            Act::ProfileChanged { .. } => "profile_changed",
            Act::ExportAsked => "export_asked",
            Act::AccountErased => "account_erased",
        }
    }

    /// What it is about. Commands of one phone about one aggregate keep their order; others do not wait for them.
    pub fn aggregate(&self) -> Aggregate {
        match self {
            Act::Registered { event, .. }
            | Act::AnswersChanged { event, .. }
            | Act::Withdrawn { event, .. }
            | Act::Nominated { event, .. }
            | Act::SubstituteNamed { event, .. }
            | Act::OfferAccepted { event }
            | Act::OfferDeclined { event }
            | Act::AttendanceScanned { event, .. } => Aggregate::Event(*event),
            Act::CheckedIn { event, .. } | Act::CheckInUndone { event, .. } | Act::WalkedIn { event, .. } => {
                Aggregate::Door(*event)
            }
            Act::Decided { event, .. } | Act::Merged { event, .. } | Act::Messaged { event, .. } => {
                Aggregate::Desk(*event)
            }
            Act::ConsentGiven { event, .. } | Act::ConsentWithdrawn { event, .. } => {
                event.map_or(Aggregate::Person, Aggregate::Event)
            }
            Act::ProfileChanged { .. } | Act::ExportAsked | Act::AccountErased => Aggregate::Person,
        }
    }

    /// The event that it is about, if it is about one.
    pub fn event(&self) -> Option<RecordId> {
        match self.aggregate() {
            Aggregate::Person => None,
            Aggregate::Event(event) | Aggregate::Door(event) | Aggregate::Desk(event) => Some(event),
        }
    }
}
