//! Who may read a feed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{CountryCode, PersonId, Problem, RecordId};

/// Written as `person/{id}`, `desk/{event}`, `door/{event}`, `country/{code}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    Person(PersonId),
    /// The organisers of an event.
    Desk(RecordId),
    /// The paired phones at the entrance of an event.
    Door(RecordId),
    /// A country's contact point.
    Country(CountryCode),
}

impl Scope {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        match raw.split_once('/') {
            Some(("person", id)) => PersonId::parse(id).map(Scope::Person),
            Some(("desk", event)) => RecordId::parse(event).map(Scope::Desk),
            Some(("door", event)) => RecordId::parse(event).map(Scope::Door),
            Some(("country", code)) => CountryCode::parse(code).map(Scope::Country),
            _ => Err(Problem::not(raw, "a scope such as person/{id}")),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Person(id) => write!(f, "person/{id}"),
            Scope::Desk(event) => write!(f, "desk/{event}"),
            Scope::Door(event) => write!(f, "door/{event}"),
            Scope::Country(code) => write!(f, "country/{code}"),
        }
    }
}

impl TryFrom<String> for Scope {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> String {
        scope.to_string()
    }
}
