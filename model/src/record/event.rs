//! An event or a series of events. An edition belongs to its series by a `part_of` relation.

use serde::{Deserialize, Serialize};

use crate::registration::Registration;
use crate::text::List;
use crate::{Day, Line, Moment, TermKey, TimeZone, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub form: EventForm,
    /// Itself a series, of which others are editions.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub series: bool,
    /// Which edition of its series, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<TimeZone>,
    #[serde(default, skip_serializing_if = "<[Session]>::is_empty")]
    pub sessions: List<Session, { limit::SESSIONS }>,
    /// Enterprises that took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enterprises: Option<u32>,
    /// Projects shown or promoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub projects: Option<u32>,
    /// How to take part, where this app takes registrations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<Box<Registration>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventForm {
    Forum,
    Camp,
    Competition,
    Matchmaking,
    Exhibition,
    Fair,
    Conference,
    Training,
    Other,
}

/// A part of an event with its own time and room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What the room's code names it by. Only a session with a key counts attendance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<TermKey>,
    pub title: Line,
    pub begins: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Line>,
}
