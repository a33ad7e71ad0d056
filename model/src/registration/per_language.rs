//! One text in several languages, written by the organiser. A reader without their own language still sees one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{LanguageTag, Problem, limit};

/// At least one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<LanguageTag, T>",
    into = "BTreeMap<LanguageTag, T>",
    bound(serialize = "T: Clone + Serialize", deserialize = "T: Deserialize<'de>")
)]
pub struct PerLanguage<T>(BTreeMap<LanguageTag, T>);

impl<T> PerLanguage<T> {
    pub fn parse(texts: BTreeMap<LanguageTag, T>) -> Result<Self, Problem> {
        if texts.is_empty() {
            return Err(Problem::Empty);
        }
        if texts.len() > limit::LANGUAGES {
            return Err(Problem::TooMany { have: texts.len(), most: limit::LANGUAGES });
        }
        Ok(PerLanguage(texts))
    }

    pub fn one(language: LanguageTag, text: T) -> Self {
        PerLanguage(BTreeMap::from([(language, text)]))
    }

    /// The text in exactly this language.
    pub fn exactly(&self, language: &LanguageTag) -> Option<&T> {
        self.0.get(language)
    }

    /// The text for a reader of this language, with the language that it is in: the same tag, else the same language in
    /// another script or region, else English, else the first.
    pub fn best(&self, language: &str) -> (&LanguageTag, &T) {
        let primary = language.split('-').next().unwrap_or(language);
        let same = self.0.iter().find(|(tag, _)| tag.as_str() == language);
        let alike = || self.0.iter().find(|(tag, _)| tag.primary() == primary);
        let english = || self.0.iter().find(|(tag, _)| tag.primary() == "en");
        let found = same.or_else(alike).or_else(english).or_else(|| self.0.iter().next());
        found.expect("at least one text by parse")
    }

    pub fn iter(&self) -> impl Iterator<Item = (&LanguageTag, &T)> {
        self.0.iter()
    }
}

impl<T> TryFrom<BTreeMap<LanguageTag, T>> for PerLanguage<T> {
    type Error = Problem;
    fn try_from(texts: BTreeMap<LanguageTag, T>) -> Result<Self, Problem> {
        Self::parse(texts)
    }
}

impl<T> From<PerLanguage<T>> for BTreeMap<LanguageTag, T> {
    fn from(texts: PerLanguage<T>) -> Self {
        texts.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_their_language_or_the_nearest() {
        let texts: PerLanguage<String> = serde_json::from_str(r#"{"en":"e","vi":"v","zh-Hans":"z"}"#).unwrap();
        for (language, wanted) in [("vi", "v"), ("zh-Hant", "z"), ("zh", "z"), ("th", "e")] {
            assert_eq!(texts.best(language).1, wanted, "{language}");
        }
        let only: PerLanguage<String> = serde_json::from_str(r#"{"lo":"l"}"#).unwrap();
        assert_eq!(only.best("en").1, "l");
        assert!(serde_json::from_str::<PerLanguage<String>>("{}").is_err());
    }
}
