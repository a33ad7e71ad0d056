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
        let unread = self.unread(&rules.form);
        let checked = check(&rules.form, &self.answers(&rules.form));
        let told: BTreeSet<&TermKey> = unread.iter().map(|problem| &problem.question).collect();
        if let Err(problems) = &checked {
            // What cannot be read is not missing.
            let others = problems.iter().filter(|problem| !told.contains(&problem.question)).cloned();
            flaws.extend(others.map(Flaw::Answer));
        }
        flaws.extend(unread.into_iter().map(Flaw::Answer));
        let facts = self.facts(rules, known);
        let consents = self.consents(rules, rules.needs_guardian(&facts, on), language, &mut flaws);
        match (name, checked) {
            (Ok(name), Ok(answers)) if flaws.is_empty() => Ok(Filled { group, answers, consents, name }),
            _ => Err(flaws),
        }
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

    pub fn answers_changed(self, event: RecordId) -> Act {
        Act::AnswersChanged { event, form: self.answers.form(), answers: self.answers.into_answers() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rules() -> Registration {
        serde_json::from_value(json!({
            "opens": "2026-11-01T09:00:00+08:00", "closes": "2027-01-05T18:00:00+08:00", "offer_hours": 24, "places": 60,
            "form": {"version": 2, "questions": [
                {"key": "born", "label": {"en": "Day of birth"}, "required": true, "tells": "born", "ask": "date"},
                {"key": "visa", "label": {"en": "Visa"}, "ask": "choice", "options": [
                    {"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}]},
                {"key": "passport", "label": {"en": "Passport"}, "required": true,
                    "shown_if": {"question": "visa", "any_of": ["yes"]}, "ask": "text", "max_chars": 20, "lines": 1},
                {"key": "staff", "label": {"en": "Staff"}, "ask": "number", "least": "1"}
            ]},
            "consents": [{"purpose": "selection", "required": true, "texts": {"en": "May read.", "zh-Hans": "可以阅读。"}}]
        }))
        .unwrap()
    }

    fn language(tag: &str) -> LanguageTag {
        LanguageTag::parse(tag).unwrap()
    }

    fn fill(draft: &Draft) -> Result<Filled, Vec<Flaw>> {
        draft.fill(&rules(), Facts::default(), Day::parse("2027-01-10").unwrap(), &language("zh-Hans"))
    }

    fn whole() -> Draft {
        let mut draft = Draft { full: "  陈美玲 ".to_owned(), ..Draft::default() };
        draft.typed.insert("born".to_owned(), "2001-05-09".to_owned());
        draft.consents.insert("selection".to_owned());
        draft
    }

    #[test]
    fn an_empty_form_names_all_that_is_missing_at_once_and_nothing_hidden() {
        let flaws = fill(&Draft::default()).unwrap_err();
        let keys: Vec<String> = flaws
            .iter()
            .map(|flaw| match flaw {
                Flaw::Answer(problem) => format!("{}:{}", problem.question, problem.reason.key()),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(keys, ["NoName", "born:missing", "Consent(Line(\"selection\"))"]);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_not_called_missing() {
        let mut draft = whole();
        draft.typed.insert("born".to_owned(), "9 May".to_owned());
        draft.typed.insert("staff".to_owned(), "many".to_owned());
        draft.typed.insert("passport".to_owned(), "is hidden".to_owned());
        let flaws = fill(&draft).unwrap_err();
        let reason = |flaw: &Flaw| if let Flaw::Answer(problem) = flaw { Some(problem.reason.key()) } else { None };
        assert_eq!(flaws.iter().filter_map(reason).collect::<Vec<_>>(), ["not_a_day", "wrong_kind"]);
    }

    #[test]
    fn a_whole_form_becomes_a_command_with_the_text_that_was_read() {
        let filled = fill(&whole()).unwrap();
        assert_eq!(filled.name.full.as_str(), "陈美玲");
        assert_eq!(filled.consents[0].language, language("zh-Hans"));
        assert_eq!(Some(filled.consents[0].text_hash), rules().consents[0].hash(&language("zh-Hans")));
        let act = filled.registered(RecordId::made_at(1, [1; 10])).unwrap();
        assert!(matches!(act, Act::Registered { form: 2, .. }));
    }

    #[test]
    fn a_child_needs_a_guardian_who_then_stands_in_every_consent() {
        let mut draft = whole();
        draft.typed.insert("born".to_owned(), "2012-05-09".to_owned());
        assert_eq!(fill(&draft).unwrap_err(), [Flaw::NoGuardian]);
        draft.guardian = "陈大明".to_owned();
        assert_eq!(fill(&draft).unwrap().consents[0].guardian.as_ref().unwrap().full.as_str(), "陈大明");
    }

    #[test]
    fn a_draft_comes_back_as_it_was_typed_and_one_of_a_later_version_is_left_alone() {
        let mut draft = whole();
        draft.typed.insert("staff".to_owned(), "4 or 5".to_owned());
        assert_eq!(Draft::read(&draft.write()), Some(draft));
        assert_eq!(Draft::read(r#"{"format":2}"#), None);
        assert_eq!(Draft::read(r#"{"format":1}"#), Some(Draft::default()));
    }

    #[test]
    fn what_was_answered_can_be_changed_from_where_it_stands() {
        let filled = fill(&whole()).unwrap();
        let again = Draft::of(&filled.name, None, filled.answers.answers());
        assert_eq!(again.answers(&rules().form), *filled.answers.answers());
    }
}
