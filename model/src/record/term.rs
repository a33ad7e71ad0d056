//! A term of a taxonomy. Its labels per language are the record's names; synonyms are aliases.

use serde::{Deserialize, Serialize};

use crate::TermKey;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub taxonomy: Taxonomy,
    pub key: TermKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broader: Option<TermKey>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taxonomy {
    Field,
    InstitutionKind,
    Measure,
}
