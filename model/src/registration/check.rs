//! Do these answers fit this form? One judge for phone and server; it names every problem, so that a person mends all
//! of them at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answers, Ask, Choice, FileAnswer, FileKind, Form, Question, Value};
use crate::amount::Decimal;
use crate::{Day, TermKey};

/// Answers that fit a version of a form: nothing is missing, nothing is hidden, nothing is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAnswers {
    form: u32,
    answers: Answers,
}

impl CheckedAnswers {
    pub fn form(&self) -> u32 {
        self.form
    }

    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    pub fn into_answers(self) -> Answers {
        self.answers
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerProblem {
    pub question: TermKey,
    #[serde(flatten)]
    pub reason: AnswerReason,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum AnswerReason {
    Missing,
    NotAgreed,
    /// Answered, though other answers hide the question.
    Hidden,
    UnknownQuestion,
    /// A date where a number was asked, and the like.
    WrongKind,
    TooLong {
        have: u32,
        most: u32,
    },
    OneLineOnly,
    NotAnOption {
        found: TermKey,
    },
    ChosenTwice {
        found: TermKey,
    },
    TooFew {
        have: u32,
        least: u32,
    },
    TooMany {
        have: u32,
        most: u32,
    },
    TooSmall {
        least: Decimal,
    },
    TooLarge {
        most: Decimal,
    },
    OffStep {
        step: Decimal,
    },
    /// Only a year or a month.
    NotADay,
    TooEarly {
        earliest: Day,
    },
    TooLate {
        latest: Day,
    },
    FileKind {
        found: FileKind,
    },
    FileEmpty,
    FileTooLarge {
        have: u32,
        most: u32,
    },
}

impl AnswerReason {
    /// The word that JSON has for it.
    pub fn key(&self) -> &'static str {
        match self {
            AnswerReason::Missing => "missing",
            AnswerReason::NotAgreed => "not_agreed",
            AnswerReason::Hidden => "hidden",
            AnswerReason::UnknownQuestion => "unknown_question",
            AnswerReason::WrongKind => "wrong_kind",
            AnswerReason::TooLong { .. } => "too_long",
            AnswerReason::OneLineOnly => "one_line_only",
            AnswerReason::NotAnOption { .. } => "not_an_option",
            AnswerReason::ChosenTwice { .. } => "chosen_twice",
            AnswerReason::TooFew { .. } => "too_few",
            AnswerReason::TooMany { .. } => "too_many",
            AnswerReason::TooSmall { .. } => "too_small",
            AnswerReason::TooLarge { .. } => "too_large",
            AnswerReason::OffStep { .. } => "off_step",
            AnswerReason::NotADay => "not_a_day",
            AnswerReason::TooEarly { .. } => "too_early",
            AnswerReason::TooLate { .. } => "too_late",
            AnswerReason::FileKind { .. } => "file_kind",
            AnswerReason::FileEmpty => "file_empty",
            AnswerReason::FileTooLarge { .. } => "file_too_large",
        }
    }
}

/// Problems come in the order of the form; answers to no question come last.
pub fn check(form: &Form, answers: &Answers) -> Result<CheckedAnswers, Vec<AnswerProblem>> {
    let shown: BTreeSet<&TermKey> = form.shown(answers).into_iter().map(|question| &question.key).collect();
    let mut problems = Vec::new();
    for question in form.questions() {
        let answer = answers.get(&question.key);
        let reasons = if shown.contains(&question.key) {
            of_shown(question, answer)
        } else {
            answer.map(|_| AnswerReason::Hidden).into_iter().collect()
        };
        problems.extend(reasons.into_iter().map(|reason| AnswerProblem { question: question.key.clone(), reason }));
    }
    let unknown = answers.iter().filter(|(key, _)| form.question(key).is_none());
    problems
        .extend(unknown.map(|(key, _)| AnswerProblem { question: key.clone(), reason: AnswerReason::UnknownQuestion }));
    if problems.is_empty() {
        return Ok(CheckedAnswers { form: form.version(), answers: answers.without_blank() });
    }
    Err(problems)
}

fn of_shown(question: &Question, answer: Option<&Value>) -> Vec<AnswerReason> {
    match (&question.ask, answer) {
        (Ask::Agreement, None | Some(Value::Agreed(false))) if question.required => vec![AnswerReason::NotAgreed],
        (_, None) if question.required => vec![AnswerReason::Missing],
        (_, None) | (Ask::Agreement, Some(Value::Agreed(_))) => Vec::new(),
        (Ask::Text { max_chars, lines }, Some(Value::Text(text))) => of_text(text.as_str(), *max_chars, *lines),
        (Ask::Choice { options }, Some(Value::Choice(chosen))) => of_chosen(options, std::slice::from_ref(chosen)),
        (Ask::Several { .. }, Some(value @ Value::Several(_))) if value.is_blank() => {
            question.required.then_some(AnswerReason::Missing).into_iter().collect()
        }
        (Ask::Several { options, least, most }, Some(Value::Several(chosen))) => {
            let have = chosen.len() as u32;
            let mut reasons = of_chosen(options, chosen);
            reasons.extend((have < *least).then_some(AnswerReason::TooFew { have, least: *least }));
            reasons.extend((have > *most).then_some(AnswerReason::TooMany { have, most: *most }));
            reasons
        }
        (Ask::Number { least, most, step }, Some(Value::Number(number))) => {
            of_number(number, least.as_ref(), most.as_ref(), step.as_ref())
        }
        (Ask::Date { earliest, latest }, Some(Value::Date(day))) => of_date(*day, *earliest, *latest),
        (Ask::File { kinds, max_bytes }, Some(Value::File(file))) => of_file(file, kinds, *max_bytes),
        (
            Ask::Text { .. }
            | Ask::Choice { .. }
            | Ask::Several { .. }
            | Ask::Number { .. }
            | Ask::Date { .. }
            | Ask::File { .. }
            | Ask::Agreement,
            Some(_),
        ) => vec![AnswerReason::WrongKind],
    }
}

fn of_text(text: &str, most: u32, lines: u8) -> Vec<AnswerReason> {
    let have = text.chars().count() as u32;
    let mut reasons = Vec::new();
    reasons.extend((have > most).then_some(AnswerReason::TooLong { have, most }));
    reasons.extend((lines <= 1 && text.contains('\n')).then_some(AnswerReason::OneLineOnly));
    reasons
}

fn of_chosen(options: &[Choice], chosen: &[TermKey]) -> Vec<AnswerReason> {
    let mut seen = BTreeSet::new();
    let mut reasons = Vec::new();
    for key in chosen {
        let is_option = options.iter().any(|option| option.key == *key);
        reasons.extend((!is_option).then(|| AnswerReason::NotAnOption { found: key.clone() }));
        reasons.extend((!seen.insert(key)).then(|| AnswerReason::ChosenTwice { found: key.clone() }));
    }
    reasons
}

fn of_number(
    number: &Decimal,
    least: Option<&Decimal>,
    most: Option<&Decimal>,
    step: Option<&Decimal>,
) -> Vec<AnswerReason> {
    let have = number.millionths();
    let from = least.map_or(0, Decimal::millionths);
    let below = least.filter(|least| have < least.millionths());
    let above = most.filter(|most| have > most.millionths());
    let off = step.filter(|step| (have - from) % step.millionths() != 0);
    let below = below.map(|least| AnswerReason::TooSmall { least: least.clone() });
    let above = above.map(|most| AnswerReason::TooLarge { most: most.clone() });
    let off = off.map(|step| AnswerReason::OffStep { step: step.clone() });
    below.into_iter().chain(above).chain(off).collect()
}

fn of_date(day: Day, earliest: Option<Day>, latest: Option<Day>) -> Vec<AnswerReason> {
    if day.day().is_none() {
        return vec![AnswerReason::NotADay];
    }
    let have = day.first_day_number();
    let early = earliest.filter(|earliest| have < earliest.first_day_number());
    let late = latest.filter(|latest| have > latest.last_day_number());
    let early = early.map(|earliest| AnswerReason::TooEarly { earliest });
    early.into_iter().chain(late.map(|latest| AnswerReason::TooLate { latest })).collect()
}

fn of_file(file: &FileAnswer, kinds: &[FileKind], most: u32) -> Vec<AnswerReason> {
    let mut reasons = Vec::new();
    reasons.extend((!kinds.contains(&file.kind)).then_some(AnswerReason::FileKind { found: file.kind }));
    reasons.extend((file.bytes == 0).then_some(AnswerReason::FileEmpty));
    reasons.extend((file.bytes > most).then_some(AnswerReason::FileTooLarge { have: file.bytes, most }));
    reasons
}
