//! What a command is about. With the phone that made it, that is its lane.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Problem, RecordId};

/// Written as `person`, `event/{id}`, `door/{id}`, `desk/{id}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Aggregate {
    /// The person who acts.
    Person,
    /// That person's part in an event.
    Event(RecordId),
    /// The entrance of an event.
    Door(RecordId),
    /// The organiser's side of an event.
    Desk(RecordId),
}

impl Aggregate {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        match raw.split_once('/') {
            None if raw == "person" => Ok(Aggregate::Person),
            Some(("event", id)) => RecordId::parse(id).map(Aggregate::Event),
            Some(("door", id)) => RecordId::parse(id).map(Aggregate::Door),
            Some(("desk", id)) => RecordId::parse(id).map(Aggregate::Desk),
            _ => Err(Problem::not(raw, "an aggregate such as person or event/{id}")),
        }
    }
}

impl fmt::Display for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Aggregate::Person => f.write_str("person"),
            Aggregate::Event(id) => write!(f, "event/{id}"),
            Aggregate::Door(id) => write!(f, "door/{id}"),
            Aggregate::Desk(id) => write!(f, "desk/{id}"),
        }
    }
}

impl TryFrom<String> for Aggregate {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<Aggregate> for String {
    fn from(aggregate: Aggregate) -> String {
        aggregate.to_string()
    }
}
