//! Consent: to what, in which words, in which language, and by whose hand.

use serde::{Deserialize, Serialize};

use crate::{Digest, LanguageTag, Line, PersonName};

/// What a person agreed to. The hash is that of the text that stood on their screen, in that language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub purpose: Line,
    pub text_hash: Digest,
    pub language: LanguageTag,
    /// Who agreed for a person under age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<PersonName>,
}
