//! What one question asks for, and within which bounds.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FileKind, PerLanguage};
use crate::amount::Decimal;
use crate::text::List;
use crate::{Day, Line, Problem, TermKey, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// `lines` is how high the field is drawn; with one line the answer has no line end.
    Text {
        max_chars: u32,
        lines: u8,
    },
    Choice {
        options: List<Choice, { limit::OPTIONS }>,
    },
    /// `least` counts only once something is chosen, or the question is required.
    Several {
        options: List<Choice, { limit::OPTIONS }>,
        least: u32,
        most: u32,
    },
    /// `step` counts from `least`, or from 0.
    Number {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<Decimal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<Decimal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<Decimal>,
    },
    Date {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<Day>,
    },
    File {
        kinds: List<FileKind, { FileKind::ALL.len() }>,
        max_bytes: u32,
    },
    Agreement,
}

/// One thing to choose. The key is kept with the answer; the label may be worded anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub key: TermKey,
    pub label: PerLanguage<Line>,
}

impl Ask {
    /// Whether anything at all can be answered within these bounds.
    pub(super) fn check(&self) -> Result<(), Problem> {
        match self {
            Ask::Text { max_chars, .. } => within(*max_chars as usize, limit::PROSE_CHARS),
            Ask::Choice { options } => each_once(options),
            Ask::Several { options, least, most } => {
                each_once(options)?;
                within(*most as usize, options.len())?;
                in_order(least <= most)
            }
            Ask::Number { least, most, step } => {
                let apart = least.as_ref().zip(most.as_ref());
                in_order(apart.is_none_or(|(least, most)| least.millionths() <= most.millionths()))?;
                let step_fits = step.as_ref().is_none_or(|step| step.millionths() > 0);
                step_fits.then_some(()).ok_or_else(|| Problem::not("step", "a number above 0"))
            }
            Ask::Date { earliest, latest } => {
                let apart = earliest.zip(*latest);
                in_order(apart.is_none_or(|(from, to)| from.first_day_number() <= to.last_day_number()))
            }
            Ask::File { kinds, max_bytes } => {
                within(kinds.len(), FileKind::ALL.len())?;
                within(*max_bytes as usize, limit::FILE_ANSWER_BYTES)
            }
            Ask::Agreement => Ok(()),
        }
    }

    /// What a condition or an answer may choose from.
    pub fn options(&self) -> &[Choice] {
        match self {
            Ask::Choice { options } | Ask::Several { options, .. } => options,
            Ask::Text { .. } | Ask::Number { .. } | Ask::Date { .. } | Ask::File { .. } | Ask::Agreement => &[],
        }
    }
}

fn within(have: usize, most: usize) -> Result<(), Problem> {
    if (1..=most).contains(&have) {
        return Ok(());
    }
    Err(Problem::OutOfRange { found: have.to_string(), from: 1, to: most as i64 })
}

fn in_order(is_so: bool) -> Result<(), Problem> {
    is_so.then_some(()).ok_or(Problem::EndsBeforeItBegins)
}

fn each_once(options: &[Choice]) -> Result<(), Problem> {
    if options.is_empty() {
        return Err(Problem::Empty);
    }
    let mut seen = BTreeSet::new();
    match options.iter().find(|option| !seen.insert(&option.key)) {
        Some(twice) => Err(Problem::not(twice.key.as_str(), "an option that is there once")),
        None => Ok(()),
    }
}
