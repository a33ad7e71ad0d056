//! The person's feed with their outbox folded in.

mod act;

use std::collections::BTreeMap;

use super::pending::{Delivery, Pending, Progress};
use super::person::{PersonView, is_over};
use crate::command::Act;
use crate::feed::{CertificateView, ExportView, LetterView, RegistrationState, RegistrationView, Scope};
use crate::receipt::{Outcome, Reason};
use crate::registration::Answers;
use crate::{CommandId, Line, PersonName, Profile, RecordId, RegistrationId, TermKey};

/// Everything that the tab "Mine" and the event pages show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mine {
    pub events: BTreeMap<RecordId, EventView>,
    /// Those for whom this person asked for a place, by event, in the order in which they did.
    pub delegations: BTreeMap<RecordId, Vec<Delegate>>,
    pub profile: Option<ShownProfile>,
    pub consents: BTreeMap<(Option<RecordId>, Line), ShownConsent>,
    /// By event and session: whether the server knows.
    pub attendance: BTreeMap<(RecordId, Line), bool>,
    pub certificates: BTreeMap<RecordId, CertificateView>,
    /// Newest first.
    pub letters: Vec<LetterView>,
    pub export: Export,
    pub erasure: Erasure,
    /// In the order of the outbox. Each stays until the person has seen to it.
    pub attention: Vec<Attention>,
}

/// One person's part in one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventView {
    pub registration: RegistrationId,
    pub state: EventState,
    /// What was asked for since and is not decided, in order.
    pub asks: Vec<EventAsk>,
    pub group: Option<TermKey>,
    pub form: u32,
    /// With what the person changed since.
    pub answers: Answers,
    pub name: PersonName,
    pub ticket: Option<String>,
}

/// Somebody else's part in an event, as the leader of their delegation sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegate {
    pub registration: RegistrationId,
    pub state: EventState,
    pub name: PersonName,
    pub group: Option<TermKey>,
    pub ticket: Option<String>,
    /// Asked for, and not decided.
    pub withdrawing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventState {
    /// In the outbox. Never more than that.
    AskedFor {
        sent: bool,
    },
    /// The organiser decides.
    Asked,
    /// A person looks at it.
    Held {
        reason: Reason,
    },
    Accepted,
    Waiting {
        place: u32,
    },
    Offered {
        until_ms: i64,
    },
    Withdrawn,
    /// By the organiser.
    Refused {
        reason: Reason,
    },
    /// The server did not take the registration.
    NeedsAttention {
        outcome: Outcome,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventAsk {
    Answers,
    Withdrawal,
    Substitute { name: PersonName },
    OfferAccepted,
    OfferDeclined,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownProfile {
    pub profile: Profile,
    /// The server has it so.
    pub settled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownConsent {
    pub given: bool,
    /// The server has it so.
    pub settled: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Export {
    #[default]
    None,
    AskedFor,
    Ready(ExportView),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Erasure {
    #[default]
    None,
    AskedFor,
    Done,
}

/// A command that the server did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    pub command: CommandId,
    pub event: Option<RecordId>,
    pub outcome: Outcome,
}

/// The items in the order of the outbox; those of one lane must be in the lane's order.
pub fn fold(feed: &PersonView, outbox: &[Pending<'_>]) -> Mine {
    let mut mine = Mine::of(feed);
    for item in outbox.iter().filter(|item| !is_told(item, feed)) {
        if let (Progress::Attention, Delivery::Answered(receipt)) = (item.progress(), item.delivery) {
            let (command, event) = (item.command.id, item.command.act.event());
            mine.attention.push(Attention { command, event, outcome: receipt.outcome.clone() });
        }
        mine.fold(item);
    }
    mine
}

/// Whether the feed tells what came of it. It may do so before the receipt arrives, or though the receipt was lost.
fn is_told(item: &Pending<'_>, feed: &PersonView) -> bool {
    let is_registered = matches!(item.command.act, Act::Registered { .. } | Act::Nominated { .. });
    let is_known = is_registered && feed.registrations.contains_key(&item.command.id.into());
    is_known || item.is_told(|scope| matches!(scope, Scope::Person(_)), feed.cursor)
}

impl Mine {
    fn of(feed: &PersonView) -> Self {
        let events = feed.registrations.values().filter_map(|view| feed.of_event(view.event));
        let mut delegations: BTreeMap<RecordId, Vec<Delegate>> = BTreeMap::new();
        for view in feed.registrations.values().filter(|view| view.for_other) {
            delegations.entry(view.event).or_default().push(Delegate::of(view));
        }
        let consents = feed.consents.iter();
        Mine {
            events: events.map(|view| (view.event, EventView::of(view))).collect(),
            delegations,
            certificates: feed.certificates.clone(),
            letters: feed.letters.values().rev().cloned().collect(),
            profile: feed.profile.clone().map(|profile| ShownProfile { profile, settled: true }),
            consents: consents
                .map(|(key, view)| (key.clone(), ShownConsent { given: view.given, settled: true }))
                .collect(),
            attendance: feed.attendance.keys().map(|key| (key.clone(), true)).collect(),
            export: feed.export.clone().map_or(Export::None, Export::Ready),
            erasure: if feed.erased { Erasure::Done } else { Erasure::None },
            attention: Vec::new(),
        }
    }
}

impl Delegate {
    fn of(view: &RegistrationView) -> Self {
        Delegate {
            registration: view.id,
            state: EventState::of(view.state),
            name: view.name.clone(),
            group: view.group.clone(),
            ticket: view.ticket.clone().filter(|_| !is_over(view.state)),
            withdrawing: false,
        }
    }
}

impl EventView {
    fn of(view: &RegistrationView) -> Self {
        EventView {
            registration: view.id,
            state: EventState::of(view.state),
            asks: Vec::new(),
            group: view.group.clone(),
            form: view.form,
            answers: view.answers.clone(),
            name: view.name.clone(),
            ticket: view.ticket.clone().filter(|_| !is_over(view.state)),
        }
    }

    pub fn is_withdrawing(&self) -> bool {
        self.asks.contains(&EventAsk::Withdrawal)
    }
}

impl EventState {
    fn of(state: RegistrationState) -> Self {
        match state {
            RegistrationState::Asked => EventState::Asked,
            RegistrationState::Accepted => EventState::Accepted,
            RegistrationState::Waiting { place } => EventState::Waiting { place },
            RegistrationState::Offered { until_ms } => EventState::Offered { until_ms },
            RegistrationState::Withdrawn => EventState::Withdrawn,
            RegistrationState::Refused { reason } => EventState::Refused { reason },
        }
    }

    /// Whether the person has, wants or may get a place. If not, they may register anew.
    pub fn stands(&self) -> bool {
        match self {
            EventState::AskedFor { .. }
            | EventState::Asked
            | EventState::Held { .. }
            | EventState::Accepted
            | EventState::Waiting { .. }
            | EventState::Offered { .. } => true,
            EventState::Withdrawn | EventState::Refused { .. } | EventState::NeedsAttention { .. } => false,
        }
    }
}
