//! Languages and scripts. The script is read off the text itself: a language tag in a release may be wrong, the
//! letters are not.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// A language tag as browsers take it: `en`, `zh`, `zh-Hans`, `vi`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    const LONGEST: usize = 20;

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or_default();
        let first_fits = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let rest_fits =
            parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !first_fits || !rest_fits || text.len() > Self::LONGEST {
            return Err(Problem::not(text, "a language tag such as en, zh-Hans or vi"));
        }
        let lower = first.to_ascii_lowercase();
        Ok(LanguageTag(lower + &text[first.len()..]))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script or region: `zh` of `zh-Hans`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether text of this language can be in that script. Unknown languages are believed.
    pub fn fits(&self, script: Script) -> bool {
        if matches!(script, Script::Latin | Script::Other) && self.0.contains("-Latn") {
            return true;
        }
        match self.primary() {
            "zh" | "yue" | "wuu" => matches!(script, Script::Han),
            "ja" => matches!(script, Script::Han | Script::Kana),
            "ko" => matches!(script, Script::Hangul | Script::Han),
            "th" => matches!(script, Script::Thai),
            "lo" => matches!(script, Script::Lao),
            "km" => matches!(script, Script::Khmer),
            "my" => matches!(script, Script::Myanmar),
            "en" | "vi" | "id" | "fil" | "tl" | "fr" | "de" | "es" | "pt" | "it" | "nl" | "tet" => {
                matches!(script, Script::Latin)
            }
            "ms" => matches!(script, Script::Latin | Script::Arabic),
            "ta" => matches!(script, Script::Tamil),
            "bo" | "dz" => matches!(script, Script::Tibetan),
            "ru" => matches!(script, Script::Cyrillic),
            "ar" | "ug" => matches!(script, Script::Arabic),
            _ => true,
        }
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> String {
        tag.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The script that most letters of a text are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    Latin,
    Han,
    Kana,
    Hangul,
    Thai,
    Lao,
    Khmer,
    Myanmar,
    Tamil,
    Tibetan,
    Cyrillic,
    Arabic,
    Other,
}

impl Script {
    const ALL: [Script; 13] = [
        Script::Latin,
        Script::Han,
        Script::Kana,
        Script::Hangul,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
        Script::Tamil,
        Script::Tibetan,
        Script::Cyrillic,
        Script::Arabic,
        Script::Other,
    ];

    /// The script of most letters. Kana counts before Han: a Japanese text holds both.
    pub fn of(text: &str) -> Script {
        let mut counts = [0usize; Script::ALL.len()];
        for script in text.chars().filter_map(Script::of_char) {
            counts[script as usize] += 1;
        }
        if counts[Script::Kana as usize] > 0 {
            return Script::Kana;
        }
        let most = Script::ALL.into_iter().rev().max_by_key(|script| counts[*script as usize]);
        most.filter(|script| counts[*script as usize] > 0).unwrap_or(Script::Other)
    }

    /// The language that this script is written for, where there is just one in this region.
    pub fn only_language(self) -> Option<&'static str> {
        match self {
            Script::Han => Some("zh"),
            Script::Kana => Some("ja"),
            Script::Hangul => Some("ko"),
            Script::Thai => Some("th"),
            Script::Lao => Some("lo"),
            Script::Khmer => Some("km"),
            Script::Myanmar => Some("my"),
            Script::Tamil => Some("ta"),
            Script::Tibetan => Some("bo"),
            Script::Latin | Script::Cyrillic | Script::Arabic | Script::Other => None,
        }
    }

    /// The script of one letter; none for digits, punctuation and marks shared by all.
    pub fn of_char(c: char) -> Option<Script> {
        let script = match c as u32 {
            0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => {
                Script::Latin
            }
            0x2E80..=0x2FDF | 0x3005 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF => {
                Script::Han
            }
            0x3041..=0x30FF | 0x31F0..=0x31FF => Script::Kana,
            0x1100..=0x11FF | 0xAC00..=0xD7AF => Script::Hangul,
            0x0E01..=0x0E5B => Script::Thai,
            0x0E81..=0x0EDF => Script::Lao,
            0x1780..=0x17FF | 0x19E0..=0x19FF => Script::Khmer,
            0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => Script::Myanmar,
            0x0B80..=0x0BFF => Script::Tamil,
            0x0F00..=0x0FFF => Script::Tibetan,
            0x0400..=0x052F => Script::Cyrillic,
            0x0600..=0x077F | 0x08A0..=0x08FF => Script::Arabic,
            _ if c.is_alphabetic() => Script::Other,
            _ => return None,
        };
        Some(script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_read_off_the_letters() {
        assert_eq!(Script::of("广西大学 (GXU)"), Script::Han);
        assert_eq!(Script::of("Đại học Quốc gia"), Script::Latin);
        assert_eq!(Script::of("มหาวิทยาลัย"), Script::Thai);
        assert_eq!(Script::of("東京の大学"), Script::Kana);
        assert_eq!(Script::of("2021 (1)"), Script::Other);
    }

    #[test]
    fn a_wrong_tag_does_not_fit() {
        assert!(!LanguageTag::parse("zh").unwrap().fits(Script::of("Guangxi University")));
        assert!(LanguageTag::parse("zh-Latn-pinyin").unwrap().fits(Script::Latin));
        assert_eq!(LanguageTag::parse("ZH-Hans").unwrap().as_str(), "zh-Hans");
        assert!(LanguageTag::parse("english").is_err());
    }
}
