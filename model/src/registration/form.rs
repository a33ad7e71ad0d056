//! The form of an event: questions in order, some of them shown only after certain answers to earlier ones.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answers, Ask, PerLanguage, Value};
use crate::text::List;
use crate::{Line, Problem, TermKey, limit};

/// Questions with a version. A later version may differ in anything; answers stay with the version they were given to.
///
/// By `parse`: keys are unique, every question can be answered, and conditions look back only, at what can fulfil them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawForm")]
pub struct Form {
    version: u32,
    questions: List<Question, { limit::QUESTIONS }>,
}

#[derive(Deserialize)]
struct RawForm {
    version: u32,
    questions: List<Question, { limit::QUESTIONS }>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub key: TermKey,
    pub label: PerLanguage<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<PerLanguage<Line>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_if: Option<Condition>,
    /// What the rules of the event learn from the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tells: Option<Tells>,
    #[serde(flatten)]
    pub ask: Ask,
}

/// `{"question":"kind","any_of":["startup"]}` or `{"question":"visa","agreed":true}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// An earlier question. While that one is hidden, this condition does not hold.
    pub question: TermKey,
    #[serde(flatten)]
    pub test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// One of these options was chosen.
    AnyOf(List<TermKey, { limit::OPTIONS }>),
    /// The agreement was given, or was not.
    Agreed(bool),
}

/// A fact about the person or their enterprise that rules, quotas and the guardian's age look at; and a telephone number,
/// by which the organiser sees that one person may have registered twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tells {
    Born,
    Founded,
    /// Options are country codes in small letters.
    Country,
    /// Options are keys of fields.
    Field,
    Phone,
}

impl Form {
    pub fn parse(version: u32, questions: Vec<Question>) -> Result<Self, Problem> {
        let questions = List::parse(questions)?;
        for (at, question) in questions.iter().enumerate() {
            question.check(&questions[..at])?;
        }
        Ok(Form { version, questions })
    }

    pub fn version(&self) -> u32 {
        self.version
    }

    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    pub fn question(&self, key: &TermKey) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == *key)
    }

    /// The questions that a person with these answers sees.
    pub fn shown(&self, answers: &Answers) -> Vec<&Question> {
        let mut keys = BTreeSet::new();
        let mut shown = Vec::new();
        for question in self.questions.iter() {
            let holds = |condition: &Condition| {
                keys.contains(&condition.question) && condition.test.holds(answers.get(&condition.question))
            };
            if question.shown_if.as_ref().is_none_or(holds) {
                keys.insert(&question.key);
                shown.push(question);
            }
        }
        shown
    }

    /// The answers to what is shown. A phone keeps the others in the draft, in case the question comes back.
    pub fn without_hidden(&self, answers: &Answers) -> Answers {
        let shown = self.shown(answers).into_iter();
        answers.only(shown.map(|question| &question.key))
    }
}

impl TryFrom<RawForm> for Form {
    type Error = Problem;
    fn try_from(raw: RawForm) -> Result<Self, Problem> {
        Self::parse(raw.version, raw.questions.into())
    }
}

impl Question {
    fn check(&self, earlier: &[Question]) -> Result<(), Problem> {
        if earlier.iter().any(|question| question.key == self.key) {
            return Err(Problem::not(self.key.as_str(), "a key that no other question has"));
        }
        self.ask.check()?;
        if let Some(condition) = &self.shown_if {
            condition.check(earlier)?;
        }
        if self.tells.is_some_and(|tells| !tells.fits(&self.ask)) {
            return Err(Problem::not(self.key.as_str(), "a question of the kind that tells this"));
        }
        Ok(())
    }
}

impl Condition {
    fn check(&self, earlier: &[Question]) -> Result<(), Problem> {
        let wrong = || Problem::not(self.question.as_str(), "an earlier question that can be answered so");
        let question = earlier.iter().find(|question| question.key == self.question).ok_or_else(wrong)?;
        let can_hold = match &self.test {
            Test::AnyOf(keys) => {
                let options = question.ask.options();
                !keys.is_empty() && keys.iter().all(|key| options.iter().any(|option| option.key == *key))
            }
            Test::Agreed(_) => question.ask == Ask::Agreement,
        };
        can_hold.then_some(()).ok_or_else(wrong)
    }
}

impl Test {
    fn holds(&self, answer: Option<&Value>) -> bool {
        match (self, answer) {
            (Test::AnyOf(keys), Some(Value::Choice(chosen))) => keys.contains(chosen),
            (Test::AnyOf(keys), Some(Value::Several(chosen))) => chosen.iter().any(|key| keys.contains(key)),
            (Test::AnyOf(_), _) => false,
            (Test::Agreed(wanted), answer) => *wanted == (answer == Some(&Value::Agreed(true))),
        }
    }
}

impl Tells {
    fn fits(self, ask: &Ask) -> bool {
        match self {
            Tells::Born | Tells::Founded => matches!(ask, Ask::Date { .. }),
            Tells::Country => {
                let is_code = |key: &TermKey| crate::CountryCode::parse(key.as_str()).is_ok();
                matches!(ask, Ask::Choice { options } if options.iter().all(|option| is_code(&option.key)))
            }
            Tells::Field => matches!(ask, Ask::Choice { .. } | Ask::Several { .. }),
            Tells::Phone => matches!(ask, Ask::Text { .. }),
        }
    }
}
