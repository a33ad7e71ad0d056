//! A country of the region: how China and it work together on technology transfer, and whom to ask.

use serde::{Deserialize, Serialize};

use crate::source::Link;
use crate::text::List;
use crate::{CountryCode, Day, Line, Prose, Url, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Country {
    pub code: CountryCode,
    #[serde(default, skip_serializing_if = "<[Bloc]>::is_empty")]
    pub blocs: List<Bloc, { limit::SMALL_LIST }>,
    /// The bilateral intergovernmental technology transfer mechanism. None: not known, which is not "there is none".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<Mechanism>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_group: Option<Mechanism>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Office>,
}

/// A group of countries. ASEAN had ten members in the sources of 2021 and 2022; Timor-Leste joined in October 2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bloc {
    Asean,
    China,
    BeltAndRoad,
}

/// A mechanism or a joint working group of two governments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mechanism {
    pub title: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_meeting: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_meeting: Option<Day>,
    #[serde(default, skip_serializing_if = "<[Link]>::is_empty")]
    pub documents: List<Link, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Prose>,
}

/// An office to turn to, with an address of the role; never a person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    pub name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<Url>,
    /// The holder's name, only where the record's cited public source names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Line>,
}
