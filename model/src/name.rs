//! Names: what a thing is called, in which language, and in what way.

use serde::{Deserialize, Serialize};

use crate::{LanguageTag, Line, Script};

/// One name. Its script is read off its letters, never stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name {
    pub text: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<LanguageTag>,
    #[serde(rename = "use")]
    pub usage: NameUse,
}

/// In what way a name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameUse {
    /// The name that it gives itself. The first official name is the one shown where only one fits.
    Official,
    /// A name in another language.
    Label,
    /// Another name that people use.
    Alias,
    Acronym,
    /// A name it no longer has.
    Former,
}

impl NameUse {
    pub const ALL: [NameUse; 5] =
        [NameUse::Official, NameUse::Label, NameUse::Alias, NameUse::Acronym, NameUse::Former];
}

impl Name {
    pub fn script(&self) -> Script {
        Script::of(self.text.as_str())
    }

    /// The language to show it in: its tag where the letters bear it out, else what the letters say.
    pub fn language(&self) -> Option<&str> {
        let script = self.script();
        match &self.lang {
            Some(tag) if tag.fits(script) => Some(tag.as_str()),
            _ => script.only_language(),
        }
    }
}
