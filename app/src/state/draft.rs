//! A form as somebody fills it in: what was typed, letter by letter, before it is answers. Kept on the phone with each
//! change, so that nothing typed is ever lost; and made into a command when it is whole. Pure.

use std::collections::{BTreeMap, BTreeSet};

use model::registration::{
    AnswerProblem, AnswerReason, Answers, Ask, CheckedAnswers, Facts, FileAnswer, Form, Question, Registration, Value,
    check, check_consents,
};
use model::{Act, Consent, Day, LanguageTag, Line, List, PersonName, Prose, RecordId, TermKey};
use serde::{Deserialize, Serialize};

/// How a draft is written today. One of a later version is left alone.
const FORMAT: u8 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub format: u8,
    pub full: String,
    pub latin: String,
    pub address_as: String,
    pub group: String,
    /// What was typed, by the question's key: text, numbers and days as they stand in the field.
    pub typed: BTreeMap<String, String>,
    /// What was chosen, by the question's key.
    pub chosen: BTreeMap<String, Vec<String>>,
    pub files: BTreeMap<String, FileAnswer>,
    /// Agreements, and consents by their purpose.
    pub agreed: BTreeSet<String>,
    pub consents: BTreeSet<String>,
    pub guardian: String,
}

impl Default for Draft {
    fn default() -> Self {
        Draft {
            format: FORMAT,
            full: String::new(),
            latin: String::new(),
            address_as: String::new(),
            group: String::new(),
            typed: BTreeMap::new(),
            chosen: BTreeMap::new(),
            files: BTreeMap::new(),
            agreed: BTreeSet::new(),
            consents: BTreeSet::new(),
            guardian: String::new(),
        }
    }
}

/// What has to be mended before it can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    NoName,
    NameTooLong,
    NoGroup,
    Answer(AnswerProblem),
    Consent(Line),
    NoGuardian,
}

/// A whole form, ready to be a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub group: Option<TermKey>,
    pub answers: CheckedAnswers,
    pub consents: Vec<Consent>,
    pub name: PersonName,
}

impl Draft {
    /// None: not a draft of this version.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|draft: &Draft| draft.format <= FORMAT)
    }

    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("a draft is plain data")
    }

    /// A draft that says what a registration said.
    pub fn of(name: &PersonName, group: Option<&TermKey>, answers: &Answers) -> Self {
        let text = |line: &Option<Line>| line.as_ref().map(|line| line.as_str().to_owned()).unwrap_or_default();
        let mut draft = Draft {
            full: name.full.as_str().to_owned(),
            latin: text(&name.latin),
            address_as: text(&name.address_as),
            group: group.map(|key| key.as_str().to_owned()).unwrap_or_default(),
            ..Draft::default()
        };
        for (key, value) in answers.iter() {
            draft.take(key.as_str(), value);
        }
        draft
    }

    fn take(&mut self, key: &str, value: &Value) {
        let key = key.to_owned();
        match value {
            Value::Text(text) => drop(self.typed.insert(key, text.as_str().to_owned())),
            Value::Number(number) => drop(self.typed.insert(key, number.to_string())),
            Value::Date(day) => drop(self.typed.insert(key, day.to_string())),
            Value::Choice(chosen) => drop(self.chosen.insert(key, vec![chosen.as_str().to_owned()])),
            Value::Several(chosen) => {
                let chosen = chosen.iter().map(|key| key.as_str().to_owned());
                drop(self.chosen.insert(key, chosen.collect()));
            }
            Value::File(file) => drop(self.files.insert(key, file.clone())),
            Value::Agreed(true) => drop(self.agreed.insert(key)),
            Value::Agreed(false) => {}
        }
    }

    /// What the form says so far, as far as it can be read. For what is shown and hidden, and for the rules.
    pub fn answers(&self, form: &Form) -> Answers {
        let read = form
            .questions()
            .iter()
            .filter_map(|question| self.answer(question).ok().flatten().map(|value| (question.key.clone(), value)));
        let all = Answers::parse(read.collect()).unwrap_or_default();
        form.without_hidden(&all)
    }

    /// What is known of the person from what they wrote.
    pub fn facts(&self, rules: &Registration, known: Facts) -> Facts {
        let group = TermKey::parse(&self.group).ok();
        Facts { group, ..known }.with_answers(&rules.form, &self.answers(&rules.form))
    }

    /// Everything that is missing or wrong, in the order of the form; or the form as it can be sent.
    pub fn fill(
        &self,
        rules: &Registration,
        known: Facts,
        on: Day,
        language: &LanguageTag,
    ) -> Result<Filled, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let name = self.name().map_err(|flaw| flaws.push(flaw));
        let group = TermKey::parse(&self.group).ok();
        if !rules.takes_group(group.as_ref()) {
            flaws.push(Flaw::NoGroup);
        }
        let answers = self.checked(&rules.form).map_err(|wrong| flaws.extend(wrong));
        let facts = self.facts(rules, known);
        let consents = self.consents(rules, rules.needs_guardian(&facts, on), language, &mut flaws);
        match (name, answers) {
            (Ok(name), Ok(answers)) if flaws.is_empty() => Ok(Filled { group, answers, consents, name }),
            _ => Err(flaws),
        }
    }

    /// The answers alone, all that is missing or wrong with them: a registration that stands has the rest.
    pub fn checked(&self, form: &Form) -> Result<CheckedAnswers, Vec<Flaw>> {
        let unread = self.unread(form);
        let checked = check(form, &self.answers(form));
        let told: BTreeSet<&TermKey> = unread.iter().map(|problem| &problem.question).collect();
        // What cannot be read is not missing.
        let others = checked.as_ref().err().into_iter().flatten().filter(|problem| !told.contains(&problem.question));
        let flaws: Vec<Flaw> = others.chain(&unread).cloned().map(Flaw::Answer).collect();
        if flaws.is_empty() { checked.map_err(|_| flaws) } else { Err(flaws) }
    }

    fn name(&self) -> Result<PersonName, Flaw> {
        let optional = |text: &str| match text.trim() {
            "" => Ok(None),
            text => Line::parse(text).map(Some).map_err(|_| Flaw::NameTooLong),
        };
        if self.full.trim().is_empty() {
            return Err(Flaw::NoName);
        }
        let full = Line::parse(&self.full).map_err(|_| Flaw::NameTooLong)?;
        Ok(PersonName { full, latin: optional(&self.latin)?, address_as: optional(&self.address_as)? })
    }

    fn consents(
        &self,
        rules: &Registration,
        with_guardian: bool,
        language: &LanguageTag,
        flaws: &mut Vec<Flaw>,
    ) -> Vec<Consent> {
        let guardian = Line::parse(&self.guardian).ok().filter(|_| with_guardian).map(PersonName::of);
        let given = rules.consents.iter().filter(|text| self.consents.contains(text.purpose.as_str()));
        let given: Vec<Consent> = given
            .filter_map(|text| {
                let shown = text.texts.best(language.as_str()).0;
                let (purpose, guardian) = (text.purpose.clone(), guardian.clone());
                Some(Consent { purpose, text_hash: text.hash(shown)?, language: shown.clone(), guardian })
            })
            .collect();
        if with_guardian && guardian.is_none() {
            flaws.push(Flaw::NoGuardian);
        }
        let problems = check_consents(&rules.consents, &given, false);
        flaws.extend(problems.into_iter().map(|problem| Flaw::Consent(problem.purpose)));
        given
    }

    /// What was typed and is no number, no day, or too long to be kept.
    fn unread(&self, form: &Form) -> Vec<AnswerProblem> {
        let answers = self.answers(form);
        let of = |question: &&Question| {
            let reason = self.answer(question).err()?;
            Some(AnswerProblem { question: question.key.clone(), reason })
        };
        form.shown(&answers).iter().filter_map(of).collect()
    }

    fn answer(&self, question: &Question) -> Result<Option<Value>, AnswerReason> {
        let key = question.key.as_str();
        let typed = self.typed.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
        let chosen = || self.chosen.get(key).into_iter().flatten().filter_map(|chosen| TermKey::parse(chosen).ok());
        let value = match &question.ask {
            Ask::Text { max_chars, .. } => match typed.map(|text| (Prose::parse(text), text.chars().count() as u32)) {
                Some((Ok(text), _)) => Some(Value::Text(text)),
                Some((Err(_), have)) => return Err(AnswerReason::TooLong { have, most: *max_chars }),
                None => None,
            },
            Ask::Number { .. } => {
                let number = typed.map(|text| serde_json::from_value(serde_json::Value::from(text.replace(',', "."))));
                number.transpose().map_err(|_| AnswerReason::WrongKind)?.map(Value::Number)
            }
            Ask::Date { .. } => typed.map(Day::parse).transpose().map_err(|_| AnswerReason::NotADay)?.map(Value::Date),
            Ask::Choice { .. } => chosen().next().map(Value::Choice),
            Ask::Several { .. } => List::parse(chosen().collect()).ok().map(Value::Several),
            Ask::File { .. } => self.files.get(key).cloned().map(Value::File),
            Ask::Agreement => self.agreed.contains(key).then_some(Value::Agreed(true)),
        };
        Ok(value)
    }
}

impl Filled {
    pub fn registered(self, event: RecordId) -> Option<Act> {
        let consents = List::parse(self.consents).ok()?;
        let (form, answers) = (self.answers.form(), self.answers.into_answers());
        Some(Act::Registered { event, form, group: self.group, answers, consents, name: self.name })
    }
}

#[cfg(test)]
mod tests;
