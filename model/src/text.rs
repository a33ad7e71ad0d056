//! Texts and lists that know their limit.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Problem, limit};

/// A text on one line: a name, a title, a label. Edge spaces are gone, inner runs of white space are one space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        checked(&text, limit::LINE_CHARS)?;
        Ok(Line(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text of several lines. Line ends are `\n`; edge spaces are gone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose(String);

impl Prose {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        checked(&text.replace(['\n', '\t'], " "), limit::PROSE_CHARS)?;
        Ok(Prose(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A web address that a person may follow: `http` or `https`, a host, no white space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Url(String);

impl Url {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        checked(text, limit::URL_CHARS)?;
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`'));
        if host.is_empty() || host.starts_with('.') || !plain {
            return Err(Problem::not(text, "a web address that begins with https:// or http://"));
        }
        Ok(Url(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A list of at most `MOST` entries.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(
    try_from = "Vec<T>",
    into = "Vec<T>",
    bound(serialize = "T: Clone + Serialize", deserialize = "T: Deserialize<'de>")
)]
pub struct List<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> List<T, MOST> {
    pub fn parse(entries: Vec<T>) -> Result<Self, Problem> {
        if entries.len() > MOST {
            return Err(Problem::TooMany { have: entries.len(), most: MOST });
        }
        Ok(List(entries))
    }

    pub fn none() -> Self {
        List(Vec::new())
    }
}

impl<T, const MOST: usize> std::ops::Deref for List<T, MOST> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MOST: usize> TryFrom<Vec<T>> for List<T, MOST> {
    type Error = Problem;
    fn try_from(entries: Vec<T>) -> Result<Self, Problem> {
        Self::parse(entries)
    }
}

impl<T, const MOST: usize> From<List<T, MOST>> for Vec<T> {
    fn from(list: List<T, MOST>) -> Vec<T> {
        list.0
    }
}

/// An empty list says that nothing is known to be there; that is no lie.
impl<T, const MOST: usize> Default for List<T, MOST> {
    fn default() -> Self {
        Self::none()
    }
}

macro_rules! text_traits {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = Problem;
            fn try_from(raw: String) -> Result<Self, Problem> {
                Self::parse(&raw)
            }
        }
        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}
text_traits!(Line, Prose, Url);

fn checked(text: &str, most: usize) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    if text.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    let have = text.chars().count();
    if have > most {
        return Err(Problem::TooLong { have, most });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_loses_edge_and_double_spaces() {
        assert_eq!(Line::parse("  Guangxi \t University ").unwrap().as_str(), "Guangxi University");
    }

    #[test]
    fn a_line_over_its_limit_is_refused_with_both_lengths() {
        let long = "ก".repeat(limit::LINE_CHARS + 1);
        assert_eq!(Line::parse(&long), Err(Problem::TooLong { have: 401, most: 400 }));
    }

    #[test]
    fn an_address_that_could_run_script_is_refused() {
        for bad in ["javascript:alert(1)", "https://", "http:// x.org", "ftp://x.org", "https://x.org/\"onclick"] {
            assert!(Url::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Url::parse(" https://gxu.edu.cn/ ").unwrap().as_str(), "https://gxu.edu.cn/");
    }
}
