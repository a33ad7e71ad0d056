//! An agreement that was signed. The parties are `party` relations.

use serde::{Deserialize, Serialize};

use crate::Day;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<AgreementStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementStatus {
    Signed,
    InForce,
    Ended,
}
