//! A receipt: the server's answer to one command, for ever the same.

use serde::{Deserialize, Serialize};

use crate::feed::Scope;
use crate::person::Profile;
use crate::registration::Answers;
use crate::{CommandId, RegistrationId};

/// As JSON one flat object, with its `outcome`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub command: CommandId,
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The server's clock.
    pub at_ms: i64,
    /// The feeds that carry the effect, each with the cursor of its row. The command leaves the outbox when the phone
    /// holds these rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<(Scope, u64)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    Accepted,
    /// On the waiting list; the place counts from 1.
    Waiting {
        place: u32,
    },
    /// The organiser decides.
    Asked,
    /// It was so before; nothing was changed.
    AlreadyDone,
    /// Two registrations of one person are one now.
    Merged {
        into: RegistrationId,
    },
    /// Somebody changed the same thing from the same state. Both are kept for the person to choose from.
    Conflict {
        mine: Box<Version>,
        theirs: Box<Version>,
    },
    Refused {
        reason: Reason,
    },
    /// A person looks at it before it counts.
    Held {
        reason: Reason,
    },
    /// The command before it in the lane has not arrived. Not kept: the phone sends both again.
    Blocked {
        by: CommandId,
    },
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Version {
    Answers { form: u32, answers: Answers },
    Profile(Profile),
}

/// Why not. Keys, so that every phone says it in its own language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Full,
    NotOpenYet,
    Closed,
    UnknownEvent,
    /// The event takes no registrations here.
    NoRegistrations,
    /// The person has no place and asked for none.
    NoRegistration,
    UnknownForm,
    BadAnswers,
    NotEligible,
    NoConsent,
    NoGuardian,
    UnknownGroup,
    NotYours,
    /// The same id came before with another content.
    OtherPayload,
    NoOffer,
    OfferOver,
    UnknownCheckIn,
    WrongCode,
    UnknownSession,
    UnknownFile,
    /// The phone's clock is too far from what can be; a person decides.
    LateClaim,
    /// Somebody who may be the same person is registered already.
    PossibleTwin,
    /// The organiser said no.
    ByOrganiser,
    /// The leader has asked for as many places for others as one person may.
    DelegationFull,
    Erased,
    /// The last admin cannot go: nobody could let in another one.
    LastAdmin,
    Malformed,
    TooLarge,
    /// A reason that this version does not know yet.
    #[serde(other)]
    Other,
}

impl Reason {
    pub const ALL: [Reason; 29] = [
        Reason::Full,
        Reason::NotOpenYet,
        Reason::Closed,
        Reason::UnknownEvent,
        Reason::NoRegistrations,
        Reason::NoRegistration,
        Reason::UnknownForm,
        Reason::BadAnswers,
        Reason::NotEligible,
        Reason::NoConsent,
        Reason::NoGuardian,
        Reason::UnknownGroup,
        Reason::NotYours,
        Reason::OtherPayload,
        Reason::NoOffer,
        Reason::OfferOver,
        Reason::UnknownCheckIn,
        Reason::WrongCode,
        Reason::UnknownSession,
        Reason::UnknownFile,
        Reason::LateClaim,
        Reason::PossibleTwin,
        Reason::ByOrganiser,
        Reason::DelegationFull,
        Reason::Erased,
        Reason::LastAdmin,
        Reason::Malformed,
        Reason::TooLarge,
        Reason::Other,
    ];

    /// The word that JSON has for it.
    pub fn key(self) -> &'static str {
        match self {
            Reason::Full => "full",
            Reason::NotOpenYet => "not_open_yet",
            Reason::Closed => "closed",
            Reason::UnknownEvent => "unknown_event",
            Reason::NoRegistrations => "no_registrations",
            Reason::NoRegistration => "no_registration",
            Reason::UnknownForm => "unknown_form",
            Reason::BadAnswers => "bad_answers",
            Reason::NotEligible => "not_eligible",
            Reason::NoConsent => "no_consent",
            Reason::NoGuardian => "no_guardian",
            Reason::UnknownGroup => "unknown_group",
            Reason::NotYours => "not_yours",
            Reason::OtherPayload => "other_payload",
            Reason::NoOffer => "no_offer",
            Reason::OfferOver => "offer_over",
            Reason::UnknownCheckIn => "unknown_check_in",
            Reason::WrongCode => "wrong_code",
            Reason::UnknownSession => "unknown_session",
            Reason::UnknownFile => "unknown_file",
            Reason::LateClaim => "late_claim",
            Reason::PossibleTwin => "possible_twin",
            Reason::ByOrganiser => "by_organiser",
            Reason::DelegationFull => "delegation_full",
            Reason::Erased => "erased",
            Reason::LastAdmin => "last_admin",
            Reason::Malformed => "malformed",
            Reason::TooLarge => "too_large",
            Reason::Other => "other",
        }
    }
}

impl Outcome {
    /// Whether the server keeps it and gives the same answer for ever.
    pub fn is_kept(&self) -> bool {
        !matches!(self, Outcome::Blocked { .. })
    }

    /// Whether the person has to do something about it. Their words are kept until then.
    pub fn needs_attention(&self) -> bool {
        matches!(self, Outcome::Refused { .. } | Outcome::Conflict { .. })
    }
}
