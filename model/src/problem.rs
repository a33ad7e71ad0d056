//! Why a value was not accepted. One enum for every part of a record, so that the importer, the editor and a form
//! can show the same reason in the reader's language.

use thiserror::Error;

/// What is wrong with one value. The place (sheet, row, column) is added by whoever read it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    #[error("is empty")]
    Empty,
    #[error("is too long: {have} characters, at most {most}")]
    TooLong { have: usize, most: usize },
    #[error("has too many entries: {have}, at most {most}")]
    TooMany { have: usize, most: usize },
    #[error("holds a control character")]
    ControlCharacter,
    #[error("“{found}” is not {wanted}")]
    Not { found: String, wanted: &'static str },
    #[error("“{found}” is not one of: {allowed}")]
    NotOneOf { found: String, allowed: String },
    #[error("“{found}” is outside {from} to {to}")]
    OutOfRange { found: String, from: i64, to: i64 },
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    #[error("points to the record itself")]
    PointsToItself,
    #[error("names neither a record nor a foreign id with a label")]
    PointsNowhere,
}

impl Problem {
    /// Longest part of a refused value that is repeated in a message.
    const SHOWN_CHARS: usize = 60;

    pub fn not(found: &str, wanted: &'static str) -> Self {
        Problem::Not { found: Self::shown(found), wanted }
    }

    pub fn not_one_of<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> Self {
        let allowed = allowed.into_iter().collect::<Vec<_>>().join(", ");
        Problem::NotOneOf { found: Self::shown(found), allowed }
    }

    fn shown(found: &str) -> String {
        let mut shown: String = found.chars().take(Self::SHOWN_CHARS).collect();
        if shown.len() < found.len() {
            shown.push('…');
        }
        shown
    }
}
