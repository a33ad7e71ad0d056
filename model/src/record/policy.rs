//! A policy or a policy frame: for whom, what it gives, from when to when. Who keeps it is the `owner` relation.

use serde::{Deserialize, Serialize};

use crate::text::List;
use crate::{Day, Line, Prose, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    #[serde(default, skip_serializing_if = "<[Line]>::is_empty")]
    pub audience: List<Line, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benefit: Option<Prose>,
    /// One condition an entry, in words.
    #[serde(default, skip_serializing_if = "<[Line]>::is_empty")]
    pub conditions: List<Line, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
    /// How long the authority takes, in working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_working_days: Option<u16>,
}
