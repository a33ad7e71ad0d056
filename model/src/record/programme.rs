//! A programme, a call or an action plan: who may apply, for what, until when.

use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::text::List;
use crate::{Day, Line, Prose, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Day>,
    /// Months of the year in which applications are reviewed, 1 to 12.
    #[serde(default, skip_serializing_if = "<[u8]>::is_empty")]
    pub review_months: List<u8, 12>,
    /// How long a stay or a grant may last, in months.
    #[serde(default, skip_serializing_if = "<[u16]>::is_empty")]
    pub duration_months: List<u16, { limit::SMALL_LIST }>,
    /// One rule an entry, in words.
    #[serde(default, skip_serializing_if = "<[Line]>::is_empty")]
    pub eligibility: List<Line, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "<[Amount]>::is_empty")]
    pub amounts: List<Amount, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "<[Track]>::is_empty")]
    pub tracks: List<Track, { limit::SESSIONS }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how_to_apply: Option<Prose>,
}

/// One of several ways to take part, with its own rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    pub title: Line,
    #[serde(default, skip_serializing_if = "<[Line]>::is_empty")]
    pub eligibility: List<Line, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "<[Amount]>::is_empty")]
    pub amounts: List<Amount, { limit::SMALL_LIST }>,
}
