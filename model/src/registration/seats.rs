//! Places, and how many of them are for whom. Only the server counts them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Facts;
use crate::{CountryCode, TermKey};

/// At most so many places for these. They count towards the event's places too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    #[serde(flatten)]
    pub whom: Whom,
    pub places: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "by", content = "value", rename_all = "snake_case")]
pub enum Whom {
    Group(TermKey),
    Country(CountryCode),
    Field(TermKey),
}

impl Whom {
    pub fn holds(&self, facts: &Facts) -> bool {
        match self {
            Whom::Group(group) => facts.group.as_ref() == Some(group),
            Whom::Country(country) => facts.country == Some(*country),
            Whom::Field(field) => facts.fields.contains(field),
        }
    }
}

/// The name of the server's counter: `group/startup`, `country/TH`, `field/agriculture`.
impl fmt::Display for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Whom::Group(group) => write!(f, "group/{group}"),
            Whom::Country(country) => write!(f, "country/{country}"),
            Whom::Field(field) => write!(f, "field/{field}"),
        }
    }
}

/// One counter that a place is taken from. All of a person's counters must have room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatCounter {
    pub name: String,
    /// None: counted, and never full.
    pub places: Option<u32>,
}

impl SeatCounter {
    /// The counter of the whole event.
    pub const ALL: &'static str = "all";
}

/// How many places are taken, as last published. A phone shows it with its age and decides nothing by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub count: u32,
    pub waiting: u32,
    pub as_of_ms: i64,
}
