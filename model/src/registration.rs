//! Taking part in an event: what the event asks, and what a person answers.
//!
//! The event's side is public and part of its record, so it is there with no network. The answers are private and
//! travel in commands and feeds only. Phone and server judge both with the same code.

mod answers;
mod ask;
mod check;
mod consent_text;
mod facts;
mod file_check;
mod form;
mod per_language;
mod rule;
mod seats;

pub use answers::{Answers, FileAnswer, FileKind, Value};
pub use ask::{Ask, Choice};
pub use check::{AnswerProblem, AnswerReason, CheckedAnswers, check};
pub use consent_text::{ConsentProblem, ConsentReason, ConsentText, GuardianAge, check_consents};
pub use facts::{Facts, years_between};
pub use file_check::FileFault;
pub use form::{Condition, Form, Question, Tells, Test};
pub use per_language::PerLanguage;
pub use rule::{Have, Rule, Ruling, Verdict, is_eligible, judge};
pub use seats::{Quota, SeatCounter, Taken, Whom};

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::text::List;
use crate::{Day, Moment, Problem, TermKey, limit};

/// What an event says about taking part. Its time zone is the event's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    pub opens: Moment,
    pub closes: Moment,
    /// None: as many as come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// What people come as. If there are any, everybody chooses one.
    #[serde(default, skip_serializing_if = "<[Choice]>::is_empty")]
    pub groups: List<Choice, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "<[Quota]>::is_empty")]
    pub quotas: List<Quota, { limit::QUOTAS }>,
    /// The organiser decides on each one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approval: bool,
    /// How long a seat from the waiting list is kept for somebody.
    pub offer_hours: u32,
    pub form: Form,
    #[serde(default, skip_serializing_if = "<[Rule]>::is_empty")]
    pub rules: List<Rule, { limit::RULES }>,
    #[serde(default, skip_serializing_if = "<[ConsentText]>::is_empty")]
    pub consents: List<ConsentText, { limit::CONSENTS }>,
    #[serde(default, skip_serializing_if = "GuardianAge::is_general")]
    pub guardian_age: GuardianAge,
    /// Who was in so many of the event's sessions gets a certificate. None: there are no certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<u32>,
    /// Days after the event's end after which everything personal about it is erased.
    #[serde(default = "Registration::usual_keep_days", skip_serializing_if = "Registration::is_usual_keep_days")]
    pub keep_days: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
}

/// Whether a registration can be made at a moment. On the phone a hint; the server's clock decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    NotYet,
    Open,
    Closed,
}

impl Registration {
    /// Half a year.
    pub const KEEP_DAYS: u32 = 180;

    fn usual_keep_days() -> u32 {
        Self::KEEP_DAYS
    }

    fn is_usual_keep_days(days: &u32) -> bool {
        *days == Self::KEEP_DAYS
    }

    pub fn opening(&self, now_ms: i64) -> Opening {
        if now_ms < self.opens.unix_ms() {
            return Opening::NotYet;
        }
        if now_ms < self.closes.unix_ms() { Opening::Open } else { Opening::Closed }
    }

    /// Whether this group can be chosen; without groups, whether none was.
    pub fn takes_group(&self, group: Option<&TermKey>) -> bool {
        match group {
            None => self.groups.is_empty(),
            Some(group) => self.groups.iter().any(|known| known.key == *group),
        }
    }

    /// Whether a guardian must agree. By the youngest that they can be on that day; an event that wants to know asks
    /// for the day of birth.
    pub fn needs_guardian(&self, facts: &Facts, on: Day) -> bool {
        let age = u16::from(self.guardian_age.of(facts.country));
        facts.born.is_some_and(|born| years_between(born, on).0 < age)
    }

    /// The counters that a place for them is taken from; the one of the whole event first.
    pub fn counters(&self, facts: &Facts) -> Vec<SeatCounter> {
        let all = SeatCounter { name: SeatCounter::ALL.to_owned(), places: self.places };
        let theirs = self.quotas.iter().filter(|quota| quota.whom.holds(facts));
        let theirs = theirs.map(|quota| SeatCounter { name: quota.whom.to_string(), places: Some(quota.places) });
        std::iter::once(all).chain(theirs).collect()
    }

    /// What must hold between the parts; each part by itself was checked when it was parsed.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.closes.unix_ms() <= self.opens.unix_ms() {
            problems.push(Problem::EndsBeforeItBegins);
        }
        if !(1..=limit::OFFER_HOURS).contains(&self.offer_hours) {
            let found = self.offer_hours.to_string();
            problems.push(Problem::OutOfRange { found, from: 1, to: limit::OFFER_HOURS.into() });
        }
        if !(1..=limit::KEEP_DAYS).contains(&self.keep_days) {
            let found = self.keep_days.to_string();
            problems.push(Problem::OutOfRange { found, from: 1, to: limit::KEEP_DAYS.into() });
        }
        let twice = |text: &str| Problem::not(text, "there only once");
        let mut seen = BTreeSet::new();
        let groups = self.groups.iter().filter(|group| !seen.insert(&group.key));
        problems.extend(groups.map(|group| twice(group.key.as_str())));
        let mut seen = BTreeSet::new();
        let quotas = self.quotas.iter().filter(|quota| !seen.insert(&quota.whom));
        problems.extend(quotas.map(|quota| twice(&quota.whom.to_string())));
        let mut seen = BTreeSet::new();
        let consents = self.consents.iter().filter(|consent| !seen.insert(&consent.purpose));
        problems.extend(consents.map(|consent| twice(consent.purpose.as_str())));
        for quota in self.quotas.iter() {
            if let Whom::Group(group) = &quota.whom
                && !self.takes_group(Some(group))
            {
                problems.push(Problem::not(group.as_str(), "a group of this event"));
            }
        }
        problems
    }
}
