//! What an event asks people to agree to, and whether what they agreed to is that.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::PerLanguage;
use crate::{Consent, CountryCode, Digest, LanguageTag, Line, Prose};

/// One purpose: its own text, its own yes. Nothing is bundled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentText {
    pub purpose: Line,
    /// Without it nobody can take part.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    pub texts: PerLanguage<Prose>,
}

impl ConsentText {
    /// The hash of the text in this language, if there is one.
    pub fn hash(&self, language: &LanguageTag) -> Option<Digest> {
        self.texts.exactly(language).map(|text| Digest::of(text.as_str().as_bytes()))
    }
}

/// Under which age a guardian must agree too. It differs by country, and the organiser sets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardianAge {
    pub general: u8,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub countries: BTreeMap<CountryCode, u8>,
}

impl GuardianAge {
    pub const GENERAL: u8 = 18;

    pub fn of(&self, country: Option<CountryCode>) -> u8 {
        country.and_then(|country| self.countries.get(&country).copied()).unwrap_or(self.general)
    }

    pub fn is_general(&self) -> bool {
        *self == GuardianAge::default()
    }
}

/// Eighteen everywhere.
impl Default for GuardianAge {
    fn default() -> Self {
        GuardianAge { general: Self::GENERAL, countries: BTreeMap::new() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentProblem {
    pub purpose: Line,
    pub reason: ConsentReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentReason {
    Missing,
    UnknownPurpose,
    GivenTwice,
    /// What they read is not what the event says: an older wording, or no such language.
    OtherText,
    NoGuardian,
}

impl ConsentReason {
    pub fn key(self) -> &'static str {
        match self {
            ConsentReason::Missing => "missing",
            ConsentReason::UnknownPurpose => "unknown_purpose",
            ConsentReason::GivenTwice => "given_twice",
            ConsentReason::OtherText => "other_text",
            ConsentReason::NoGuardian => "no_guardian",
        }
    }
}

/// Every problem of the consents given, and of those not given.
pub fn check_consents(asked: &[ConsentText], given: &[Consent], guardian_needed: bool) -> Vec<ConsentProblem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for consent in given {
        let mut wrong = |reason| problems.push(ConsentProblem { purpose: consent.purpose.clone(), reason });
        if !seen.insert(&consent.purpose) {
            wrong(ConsentReason::GivenTwice);
        }
        match asked.iter().find(|text| text.purpose == consent.purpose) {
            None => wrong(ConsentReason::UnknownPurpose),
            Some(text) if text.hash(&consent.language) != Some(consent.text_hash) => wrong(ConsentReason::OtherText),
            Some(_) => {}
        }
        if guardian_needed && consent.guardian.is_none() {
            wrong(ConsentReason::NoGuardian);
        }
    }
    let missing = asked.iter().filter(|text| text.required && !seen.contains(&text.purpose));
    problems
        .extend(missing.map(|text| ConsentProblem { purpose: text.purpose.clone(), reason: ConsentReason::Missing }));
    problems
}
