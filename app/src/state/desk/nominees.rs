//! A delegation out of a sheet: the columns of the form, and each line judged by the same code that judges one who fills
//! the form in themselves. Pure.

use std::collections::BTreeSet;

use model::registration::{Ask, Choice, Facts, Question, Registration};
use model::{Act, Day, Email, LanguageTag, List, RecordId};

use super::sheet::Line;
use crate::state::draft::{Draft, Flaw};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    Full,
    Latin,
    AddressAs,
    Email,
    Group,
    /// The answer to this question.
    Answer(String),
}

/// What is wrong with a line, and in which column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub column: Option<Column>,
    pub reason: WrongReason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrongReason {
    NoEmail,
    /// The same address stands in an earlier line.
    Twice,
    /// The leader has not said yet that they agreed.
    Flaw(Flaw),
}

/// One line of the sheet, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nominee {
    pub number: usize,
    pub name: String,
    pub outcome: Result<Box<Act>, Vec<Wrong>>,
}

/// Who is asked for, by whom it is said that they agreed, and by which rules.
#[derive(Debug, Clone)]
pub struct Sheet<'r> {
    pub event: RecordId,
    pub rules: &'r Registration,
    pub on: Day,
    pub language: LanguageTag,
    /// The leader says that everybody agreed to what the event asks for.
    pub all_agreed: bool,
}

/// The columns that a template has, in order: what is needed of everybody, then the questions. A file cannot be handed in
/// for somebody else.
pub fn columns(rules: &Registration) -> Vec<Column> {
    let mut columns = vec![Column::Full, Column::Email, Column::Latin, Column::AddressAs];
    if !rules.groups.is_empty() {
        columns.push(Column::Group);
    }
    let questions = rules.form.questions().iter().filter(|question| !matches!(question.ask, Ask::File { .. }));
    columns.extend(questions.map(|question| Column::Answer(question.key.as_str().to_owned())));
    columns
}

impl Column {
    /// How the template names it; a person may also write the label of a question.
    pub fn key(&self) -> &str {
        match self {
            Column::Full => "name",
            Column::Latin => "latin_name",
            Column::AddressAs => "address_as",
            Column::Email => "email",
            Column::Group => "group",
            Column::Answer(key) => key,
        }
    }
}

impl Sheet<'_> {
    /// The first line names the columns. `None`: it names neither a name nor an address.
    pub fn judge(&self, lines: &[Line]) -> Option<Vec<Nominee>> {
        let (head, rows) = lines.split_first()?;
        let columns: Vec<Option<Column>> = head.cells.iter().map(|cell| self.column(cell)).collect();
        if !columns.contains(&Some(Column::Full)) || !columns.contains(&Some(Column::Email)) {
            return None;
        }
        let mut seen = BTreeSet::new();
        Some(rows.iter().map(|line| self.nominee(line, &columns, &mut seen)).collect())
    }

    fn column(&self, cell: &str) -> Option<Column> {
        let wanted = cell.trim().trim_end_matches('*').to_lowercase();
        let is_label =
            |question: &Question| question.label.iter().any(|(_, label)| label.as_str().to_lowercase() == wanted);
        let by_label = || {
            let question = self.rules.form.questions().iter().find(|question| is_label(question));
            question.map(|question| Column::Answer(question.key.as_str().to_owned()))
        };
        columns(self.rules).into_iter().find(|column| column.key() == wanted).or_else(by_label)
    }

    fn nominee(&self, line: &Line, columns: &[Option<Column>], seen: &mut BTreeSet<String>) -> Nominee {
        let mut draft = Draft::default();
        let mut email = String::new();
        for (column, cell) in columns.iter().zip(&line.cells) {
            let text = cell.clone();
            match column {
                Some(Column::Full) => draft.full = text,
                Some(Column::Latin) => draft.latin = text,
                Some(Column::AddressAs) => draft.address_as = text,
                Some(Column::Email) => email = text,
                Some(Column::Group) => draft.group = option(&self.rules.groups, &text),
                Some(Column::Answer(key)) => self.answer(&mut draft, key, &text),
                None => {}
            }
        }
        if self.all_agreed {
            draft.consents = self.rules.consents.iter().map(|consent| consent.purpose.as_str().to_owned()).collect();
        }
        let name = draft.full.clone();
        Nominee { number: line.number, name, outcome: self.act(&draft, &email, seen).map(Box::new) }
    }

    fn answer(&self, draft: &mut Draft, key: &str, text: &str) {
        let question = self.rules.form.questions().iter().find(|question| question.key.as_str() == key);
        let Some(question) = question.filter(|_| !text.is_empty()) else { return };
        match &question.ask {
            Ask::Text { .. } | Ask::Number { .. } | Ask::Date { .. } => {
                drop(draft.typed.insert(key.to_owned(), text.to_owned()));
            }
            Ask::Choice { options } => drop(draft.chosen.insert(key.to_owned(), vec![option(options, text)])),
            Ask::Several { options, .. } => {
                let several = text.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
                drop(draft.chosen.insert(key.to_owned(), several.map(|part| option(options, part)).collect()));
            }
            Ask::Agreement => {
                if ["yes", "y", "1", "x", "✓", "\u{662F}", "true"].contains(&text.to_lowercase().as_str()) {
                    draft.agreed.insert(key.to_owned());
                }
            }
            Ask::File { .. } => {}
        }
    }

    fn act(&self, draft: &Draft, email: &str, seen: &mut BTreeSet<String>) -> Result<Act, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let email = Email::parse(email).ok();
        match &email {
            None => wrong.push(Wrong { column: Some(Column::Email), reason: WrongReason::NoEmail }),
            Some(email) if !seen.insert(email.key()) => {
                wrong.push(Wrong { column: Some(Column::Email), reason: WrongReason::Twice });
            }
            Some(_) => {}
        }
        match (draft.fill(self.rules, Facts::default(), self.on, &self.language), email) {
            (Ok(filled), Some(email)) if wrong.is_empty() => {
                let consents = List::parse(filled.consents).unwrap_or_default();
                let (form, answers) = (filled.answers.form(), filled.answers.into_answers());
                let (group, name) = (filled.group, filled.name);
                Ok(Act::Nominated { event: self.event, form, group, answers, consents, name, email })
            }
            (Err(flaws), _) => {
                wrong.extend(
                    flaws.into_iter().map(|flaw| Wrong { column: column_of(&flaw), reason: WrongReason::Flaw(flaw) }),
                );
                Err(wrong)
            }
            (Ok(_), _) => Err(wrong),
        }
    }
}

fn column_of(flaw: &Flaw) -> Option<Column> {
    match flaw {
        Flaw::NoName | Flaw::NameTooLong => Some(Column::Full),
        Flaw::NoGroup => Some(Column::Group),
        Flaw::Answer(problem) => Some(Column::Answer(problem.question.as_str().to_owned())),
        Flaw::Consent(_) | Flaw::NoGuardian => None,
    }
}

/// The key of an option by its key or by its label in any language; what is neither stays as it is, and is judged.
fn option(options: &[Choice], text: &str) -> String {
    let wanted = text.trim().to_lowercase();
    let is_it = |choice: &&Choice| {
        choice.key.as_str() == wanted || choice.label.iter().any(|(_, label)| label.as_str().to_lowercase() == wanted)
    };
    options.iter().find(is_it).map_or_else(|| text.trim().to_owned(), |choice| choice.key.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sheet::read_sheet;
    use super::*;

    fn rules() -> Registration {
        serde_json::from_value(json!({
            "opens": "2026-11-01T09:00:00+08:00", "closes": "2027-01-05T18:00:00+08:00", "offer_hours": 24,
            "groups": [{"key": "startup", "label": {"en": "Start-up", "zh-Hans": "初创企业"}}],
            "form": {"version": 2, "questions": [
                {"key": "born", "label": {"en": "Day of birth"}, "required": true, "ask": "date"},
                {"key": "country", "label": {"en": "Country", "zh-Hans": "国家"}, "ask": "choice", "options": [
                    {"key": "la", "label": {"en": "Laos", "zh-Hans": "老挝"}}]},
                {"key": "cv", "label": {"en": "CV"}, "ask": "file", "kinds": ["pdf"], "max_bytes": 1000}
            ]},
            "consents": [{"purpose": "data", "required": true, "texts": {"en": "May read."}}]
        }))
        .unwrap()
    }

    fn judge(text: &str, all_agreed: bool) -> Option<Vec<Nominee>> {
        let rules = rules();
        let sheet = Sheet {
            event: RecordId::made_at(1, [1; 10]),
            rules: &rules,
            on: Day::parse("2027-01-10").unwrap(),
            language: LanguageTag::parse("en").unwrap(),
            all_agreed,
        };
        sheet.judge(&read_sheet(text))
    }

    #[test]
    fn a_good_line_becomes_a_command_whatever_language_its_cells_are_in() {
        let text = "Name*\tEmail\tgroup\tDay of birth\t国家\tRemarks\n陈美玲\tchen@gxu.edu.cn\t初创企业\t2001-05-09\tlaos\tshy";
        let judged = judge(text, true).unwrap();
        let Ok(act) = &judged[0].outcome else { panic!("{judged:?}") };
        let Act::Nominated { group, answers, email, consents, form, .. } = &**act else { panic!("{act:?}") };
        assert_eq!((group.as_ref().unwrap().as_str(), email.as_str(), *form), ("startup", "chen@gxu.edu.cn", 2));
        assert_eq!(serde_json::to_value(answers).unwrap()["country"], json!({"choice": "la"}));
        assert_eq!(consents.len(), 1);
    }

    #[test]
    fn what_is_wrong_is_said_by_line_and_column_and_the_others_stand() {
        let text = "name,email,group,born,country\nA,a@x.la,startup,2001-05-09,la\nB,b,startup,soon,mars\nC,A@x.la,startup,2001-05-09,\n,d@x.la,expert,2001-05-09,";
        let judged = judge(text, true).unwrap();
        assert!(judged[0].outcome.is_ok());
        let columns = |at: usize| -> Vec<String> {
            let wrong = judged[at].outcome.as_ref().unwrap_err().iter();
            wrong
                .map(|wrong| wrong.column.as_ref().map_or_else(String::new, |column| column.key().to_owned()))
                .collect()
        };
        assert_eq!(columns(1), ["email", "country", "born"]);
        assert_eq!(columns(2), ["email"]);
        assert_eq!(columns(3), ["name", "group"]);
        assert_eq!(judged.iter().map(|nominee| nominee.number).collect::<Vec<_>>(), [2, 3, 4, 5]);
    }

    #[test]
    fn nobody_is_sent_who_did_not_agree_and_no_sheet_without_names_and_addresses() {
        let judged = judge("name,email,group,born\nA,a@x.la,startup,2001-05-09", false).unwrap();
        let wrong = judged[0].outcome.as_ref().unwrap_err();
        assert!(matches!(&wrong[0].reason, WrongReason::Flaw(Flaw::Consent(_))));
        assert_eq!(judge("name,group\nA,startup", true), None);
        assert_eq!(judge("", true), None);
        let keys: Vec<String> = columns(&rules()).iter().map(|column| column.key().to_owned()).collect();
        assert_eq!(keys, ["name", "email", "latin_name", "address_as", "group", "born", "country"]);
    }
}
