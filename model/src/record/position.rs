//! A position to fill. The employer is the `employer` relation.

use serde::{Deserialize, Serialize};

use crate::text::List;
use crate::{Day, LanguageTag, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// How many are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    #[serde(default, skip_serializing_if = "<[LanguageTag]>::is_empty")]
    pub languages: List<LanguageTag, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "<[u16]>::is_empty")]
    pub duration_months: List<u16, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Day>,
}

/// The least degree that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Degree {
    None,
    Vocational,
    Bachelor,
    Master,
    Doctor,
}
