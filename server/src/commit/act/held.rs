//! A registration in hand: the row, and what stands in its bytes.

use catalogue::Malformed;
use model::feed::{RegistrationState, RegistrationView};
use model::registration::{Answers, Facts, Registration};
use model::{Consent, CountryCode, Email, PersonName, TermKey, Ticket};
use serde::{Deserialize, Serialize};

use crate::store::{RegistrationRow, StoreError};

#[derive(Debug, Clone)]
pub(super) struct Held {
    /// Its bytes are those of `details` once it is written.
    pub row: RegistrationRow,
    pub details: Details,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Details {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<TermKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    pub form: u32,
    pub answers: Answers,
    pub name: PersonName,
    /// Where they are written to, as the address was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// What somebody agreed to who has not signed in yet, by the word of their leader.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// The place was somebody else's, and these questions were never put to them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unasked: bool,
    /// Without its signature. Only `Work::save` gives it and takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Ticket>,
}

impl Held {
    pub fn read(row: RegistrationRow) -> Result<Self, StoreError> {
        let details = serde_json::from_slice(&row.bytes).map_err(|_| Malformed::Cell("registration".to_owned()))?;
        Ok(Held { row, details })
    }

    /// As it is written from now on.
    pub fn packed(mut self, now_ms: i64) -> Self {
        self.row.bytes = serde_json::to_vec(&self.details).expect("our own types have JSON");
        self.row.changed_ms = now_ms;
        self
    }

    /// Whether they take part, or want to.
    pub fn is_living(&self) -> bool {
        match self.row.state {
            RegistrationState::Asked
            | RegistrationState::Accepted
            | RegistrationState::Waiting { .. }
            | RegistrationState::Offered { .. } => true,
            RegistrationState::Withdrawn | RegistrationState::Refused { .. } => false,
        }
    }

    /// Whether a place is taken for them. An offer takes one until it is over.
    pub fn holds_place(&self) -> bool {
        matches!(self.row.state, RegistrationState::Accepted | RegistrationState::Offered { .. })
    }

    pub fn is_waiting(&self) -> bool {
        matches!(self.row.state, RegistrationState::Waiting { .. })
    }

    /// What is known of them, by what they answered.
    pub fn facts(&self, rules: &Registration) -> Facts {
        let known = Facts { country: self.details.country, group: self.details.group.clone(), ..Facts::default() };
        known.with_answers(&rules.form, &self.details.answers)
    }

    /// As the organiser sees it.
    pub fn view_for_desk(&self) -> RegistrationView {
        RegistrationView { email: self.details.email.clone(), ..self.view() }
    }

    /// As who asked for it sees it.
    pub fn view_for_leader(&self) -> RegistrationView {
        RegistrationView { for_other: true, ..self.view() }
    }

    /// As all who may know of it see it. The ticket is for its owner, and for who asked for it.
    pub fn view(&self) -> RegistrationView {
        RegistrationView {
            id: self.row.id,
            event: self.row.event,
            state: self.row.state,
            group: self.details.group.clone(),
            country: self.details.country,
            form: self.details.form,
            answers: self.details.answers.clone(),
            name: self.details.name.clone(),
            ticket: None,
            for_other: false,
            email: None,
            changed_ms: self.row.changed_ms,
        }
    }
}
