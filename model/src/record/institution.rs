//! An institution: a member of the network, an employer, a partner, an authority.

use serde::{Deserialize, Serialize};

use super::Office;
use crate::text::List;
use crate::{Day, LanguageTag, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    #[serde(default, skip_serializing_if = "<[InstitutionKind]>::is_empty")]
    pub kinds: List<InstitutionKind, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub established: Option<Day>,
    #[serde(default, skip_serializing_if = "<[LanguageTag]>::is_empty")]
    pub languages: List<LanguageTag, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "<[Membership]>::is_empty")]
    pub memberships: List<Membership, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Office>,
}

/// One institution may be of several kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstitutionKind {
    University,
    Institute,
    Company,
    Incubator,
    Government,
    TransferAgency,
    Park,
    Laboratory,
    Investor,
    Hospital,
    Library,
    Archive,
    Facility,
    Funder,
    Nonprofit,
    Other,
}

impl InstitutionKind {
    pub const ALL: [InstitutionKind; 16] = [
        InstitutionKind::University,
        InstitutionKind::Institute,
        InstitutionKind::Company,
        InstitutionKind::Incubator,
        InstitutionKind::Government,
        InstitutionKind::TransferAgency,
        InstitutionKind::Park,
        InstitutionKind::Laboratory,
        InstitutionKind::Investor,
        InstitutionKind::Hospital,
        InstitutionKind::Library,
        InstitutionKind::Archive,
        InstitutionKind::Facility,
        InstitutionKind::Funder,
        InstitutionKind::Nonprofit,
        InstitutionKind::Other,
    ];
}

/// Membership with its dates. A member count is counted from these, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Membership {
    pub of: Network,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// China-ASEAN Technology Transfer Collaboration Network.
    TransferNetwork,
    /// China-ASEAN Technology Transfer Alliance.
    TransferAlliance,
}
