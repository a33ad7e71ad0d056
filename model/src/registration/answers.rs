//! What a person answered: one value a question.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::amount::Decimal;
use crate::text::List;
use crate::{Day, Digest, Line, Problem, Prose, TermKey, limit};

/// Values by the key of their question. Whether they fit a form is for `check` to say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<TermKey, Value>", into = "BTreeMap<TermKey, Value>")]
pub struct Answers(BTreeMap<TermKey, Value>);

impl Answers {
    pub fn parse(values: BTreeMap<TermKey, Value>) -> Result<Self, Problem> {
        if values.len() > limit::QUESTIONS {
            return Err(Problem::TooMany { have: values.len(), most: limit::QUESTIONS });
        }
        let have = values.values().map(Value::text_bytes).sum();
        if have > limit::ANSWERS_BYTES {
            return Err(Problem::TooLong { have, most: limit::ANSWERS_BYTES });
        }
        Ok(Answers(values))
    }

    pub fn none() -> Self {
        Answers::default()
    }

    pub fn get(&self, question: &TermKey) -> Option<&Value> {
        self.0.get(question)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&TermKey, &Value)> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files that were handed in with them.
    pub fn files(&self) -> impl Iterator<Item = &FileAnswer> {
        self.0.values().filter_map(|value| match value {
            Value::File(file) => Some(file),
            Value::Text(_)
            | Value::Choice(_)
            | Value::Several(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Agreed(_) => None,
        })
    }

    /// The answers to these questions.
    pub(super) fn only<'k>(&self, keys: impl Iterator<Item = &'k TermKey>) -> Self {
        Answers(
            keys.filter_map(|key| self.0.get_key_value(key)).map(|(key, value)| (key.clone(), value.clone())).collect(),
        )
    }

    pub(super) fn without_blank(&self) -> Self {
        let said = self.0.iter().filter(|(_, value)| !value.is_blank());
        Answers(said.map(|(key, value)| (key.clone(), value.clone())).collect())
    }
}

impl TryFrom<BTreeMap<TermKey, Value>> for Answers {
    type Error = Problem;
    fn try_from(values: BTreeMap<TermKey, Value>) -> Result<Self, Problem> {
        Self::parse(values)
    }
}

impl From<Answers> for BTreeMap<TermKey, Value> {
    fn from(answers: Answers) -> Self {
        answers.0
    }
}

/// One answer. JSON says what it is: `{"choice":"startup"}`, so that a text can never be taken for a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Text(Prose),
    Choice(TermKey),
    Several(List<TermKey, { limit::OPTIONS }>),
    Number(Decimal),
    Date(Day),
    File(FileAnswer),
    Agreed(bool),
}

impl Value {
    /// Nothing chosen and nothing agreed to is no answer.
    pub fn is_blank(&self) -> bool {
        match self {
            Value::Several(chosen) => chosen.is_empty(),
            Value::Agreed(agreed) => !agreed,
            Value::Text(_) | Value::Choice(_) | Value::Number(_) | Value::Date(_) | Value::File(_) => false,
        }
    }

    fn text_bytes(&self) -> usize {
        match self {
            Value::Text(text) => text.as_str().len(),
            Value::File(file) => file.name.as_str().len(),
            Value::Choice(_) | Value::Several(_) | Value::Number(_) | Value::Date(_) | Value::Agreed(_) => 0,
        }
    }
}

/// A file that was handed in before the command: its bytes are kept under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAnswer {
    pub hash: Digest,
    pub name: Line,
    pub kind: FileKind,
    pub bytes: u32,
}

/// The kinds of file that an event can ask for. None of them runs by itself in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Pdf,
    Jpeg,
    Png,
    Webp,
    Docx,
    Xlsx,
    Pptx,
}

impl FileKind {
    pub const ALL: [FileKind; 7] =
        [FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp, FileKind::Docx, FileKind::Xlsx, FileKind::Pptx];

    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Webp => "image/webp",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }

    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == media_type)
    }

    /// How such a file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Jpeg => "jpg",
            FileKind::Png => "png",
            FileKind::Webp => "webp",
            FileKind::Docx => "docx",
            FileKind::Xlsx => "xlsx",
            FileKind::Pptx => "pptx",
        }
    }

    /// Whether a file can be of this kind, by its first bytes. What a phone says about a file proves nothing.
    pub fn fits(self, first_bytes: &[u8]) -> bool {
        match self {
            FileKind::Pdf => first_bytes.starts_with(b"%PDF-"),
            FileKind::Jpeg => first_bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
            FileKind::Png => first_bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            FileKind::Webp => first_bytes.starts_with(b"RIFF") && first_bytes.get(8..12) == Some(b"WEBP"),
            FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => first_bytes.starts_with(b"PK\x03\x04"),
        }
    }
}
