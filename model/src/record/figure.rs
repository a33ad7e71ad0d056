//! A published figure. Figures that differ stay side by side: each has its day, its source and its definition.

use serde::{Deserialize, Serialize};

use crate::amount::Decimal;
use crate::{Day, Line, Prose, TermKey};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured; figures with the same key are shown together.
    pub measure: TermKey,
    pub value: Decimal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    pub unit: Line,
    pub as_of: Day,
    pub definition: Prose,
    /// What the phone can count beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Counted>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    Exactly,
    About,
    Nearly,
    AtLeast,
    MoreThan,
}

/// A count over the records themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    NetworkMembers,
    AllianceMembers,
    Mechanisms,
    WorkingGroups,
    Projects,
    Enterprises,
    Agreements,
    Events,
    EventsInAsean,
    Technologies,
    Positions,
    Employers,
    JointLaboratories,
    Parks,
    Countries,
}
