//! A feed: private rows that a scope may read, numbered without gaps. A row says how a thing stands, not what was done;
//! the newest row about a thing counts.

mod scope;

pub use scope::Scope;

use serde::{Deserialize, Serialize};

use crate::command::Way;
use crate::person::{Email, PersonName, Profile};
use crate::receipt::Reason;
use crate::registration::Answers;
use crate::{CommandId, Consent, CountryCode, Digest, Line, Prose, RecordId, RegistrationId, TermKey};

/// As JSON one flat object, with its `entry`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRow {
    /// From 1, one after the other within its scope.
    pub cursor: u64,
    #[serde(flatten)]
    pub entry: Entry,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    Registration(RegistrationView),
    Profile(Profile),
    Consent(ConsentView),
    Attendance(AttendanceView),
    Export(ExportView),
    Certificate(CertificateView),
    Letter(LetterView),
    /// For desks: two registrations that may be of one person.
    Twin(TwinView),
    /// For doors.
    Roster(RosterRow),
    CheckIn(CheckInView),
    /// A ticket that no longer opens the door.
    Revoked {
        event: RecordId,
        ticket: Digest,
    },
    /// Gone for good, to be wiped from the phone: one registration, or, if none is named, all that the scope holds.
    Erased {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        registration: Option<RegistrationId>,
    },
    /// Something that this version does not know yet. The cursor passes over it.
    #[serde(other)]
    Unknown,
}

/// A registration as the server sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationView {
    pub id: RegistrationId,
    pub event: RecordId,
    #[serde(flatten)]
    pub state: RegistrationState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<TermKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// The version of the form that the answers are to.
    pub form: u32,
    pub answers: Answers,
    pub name: PersonName,
    /// The signed token, once there is a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The reader of this feed asked for it, for somebody else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_other: bool,
    /// For desks alone: how to write to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    pub changed_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RegistrationState {
    /// The organiser decides.
    Asked,
    Accepted,
    /// The place counts from 1.
    Waiting {
        place: u32,
    },
    /// A seat is kept for them until then, by the server's clock.
    Offered {
        until_ms: i64,
    },
    Withdrawn,
    Refused {
        reason: Reason,
    },
}

/// Whether a consent stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentView {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<RecordId>,
    #[serde(flatten)]
    pub consent: Consent,
    pub given: bool,
    pub changed_ms: i64,
}

/// A person was in the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceView {
    pub event: RecordId,
    pub registration: RegistrationId,
    pub session: Line,
    pub seen_ms: i64,
}

/// A person's own data, ready to be fetched until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportView {
    pub file: Digest,
    pub bytes: u32,
    pub until_ms: i64,
}

/// That a person took part, signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateView {
    pub event: RecordId,
    pub registration: RegistrationId,
    /// Anybody who holds a head can verify it.
    pub token: String,
    pub issued_ms: i64,
}

/// What an organiser wrote to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterView {
    pub id: CommandId,
    pub event: RecordId,
    pub subject: Line,
    pub text: Prose,
    pub sent_ms: i64,
}

/// A suggestion to an organiser, who alone decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwinView {
    pub event: RecordId,
    /// The earlier, then the later.
    pub pair: [RegistrationId; 2],
    pub because: Likeness,
    /// Decided, or one of the two is gone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub over: bool,
}

/// In what two registrations are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same name, folded, in one script or two.
    Name,
    Phone,
    /// The same mailbox, written in another way.
    Mailbox,
    #[serde(other)]
    Other,
}

impl Likeness {
    pub const ALL: [Likeness; 4] = [Likeness::Name, Likeness::Phone, Likeness::Mailbox, Likeness::Other];

    /// The word that JSON has for it.
    pub fn key(self) -> &'static str {
        match self {
            Likeness::Name => "name",
            Likeness::Phone => "phone",
            Likeness::Mailbox => "mailbox",
            Likeness::Other => "other",
        }
    }
}

/// The least that a door needs to let somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    pub event: RecordId,
    pub registration: RegistrationId,
    /// The hash of the ticket's bytes.
    pub ticket: Digest,
    pub name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<TermKey>,
}

/// Somebody came in. Check-ins are only ever added; an undone one stays and says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInView {
    pub check_in: CommandId,
    pub event: RecordId,
    pub registration: RegistrationId,
    pub way: Way,
    pub gate: Line,
    /// The door phone's clock.
    pub seen_ms: i64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
}
