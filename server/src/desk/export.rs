//! The list of registrations as a file to take away: one row a person, one column a question, in the organiser's language.
//!
//! **Invariant:** no cell can become a formula (`sheets`). Each list that leaves is counted and stands in the audit trail.

use std::collections::BTreeSet;

use catalogue::cells;
use model::feed::{RegistrationState, RegistrationView};
use model::registration::{Ask, Form as Questions, Question, Value};
use model::{Detail, Record, RecordId, TermKey};

use super::{DeskError, allow, noted};
use crate::auth::Porter;
use crate::commit::act::{Actor, listed};
use crate::sheets::{Head, Page, write_csv, write_workbook};
use crate::store::StoreError;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Workbook,
    Csv,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Heads in English and in Chinese, before the questions.
const HEADS: [(&str, &str); 10] = [
    ("Name", "姓名"),
    ("Name in Latin letters", "拉丁字母姓名"),
    ("Address as", "称呼"),
    ("E-mail", "电子邮箱"),
    ("Country", "国家"),
    ("Group", "组别"),
    ("State", "状态"),
    ("Place in the line", "候补位次"),
    ("Form", "表单版本"),
    ("Registration", "报名编号"),
];

pub async fn export(
    porter: &Porter,
    actor: &Actor,
    event: RecordId,
    form: Form,
    language: &str,
) -> Result<File, DeskError> {
    allow(actor, event)?;
    let row = porter.store().row(event).await?.filter(|row| !row.is_gone()).ok_or(DeskError::NoSuchEvent)?;
    let record = cells::to_record(&row).map_err(StoreError::from)?;
    let views = listed(porter.store(), event).await?;
    let page = page(&record, &views, language);
    let (bytes, ending) = match form {
        Form::Workbook => (write_workbook(&[page])?, "xlsx"),
        Form::Csv => (write_csv(&page), "csv"),
    };
    noted(porter, actor, Some(event), "exported", &bytes).await?;
    porter.metrics().exports.inc();
    Ok(File { name: format!("registrations-{event}.{ending}"), bytes })
}

fn page(record: &Record, views: &[RegistrationView], language: &str) -> Page {
    let is_chinese = language.split('-').next() == Some("zh");
    let questions = match &record.detail {
        Detail::Event(event) => event.registration.as_ref().map(|registration| registration.form.clone()),
        _ => None,
    };
    let asked = questions.as_ref().map_or(&[][..], Questions::questions);
    // Answers to questions that an earlier form asked are not lost.
    let known: BTreeSet<&TermKey> = asked.iter().map(|question| &question.key).collect();
    let answered = views.iter().flat_map(|view| view.answers.iter().map(|(key, _)| key));
    let earlier: BTreeSet<&TermKey> = answered.filter(|key| !known.contains(key)).collect();

    let mut titles: Vec<String> =
        HEADS.iter().map(|(en, zh)| if is_chinese { (*zh).to_owned() } else { (*en).to_owned() }).collect();
    titles.extend(asked.iter().map(|question| question.label.best(language).1.to_string()));
    titles.extend(earlier.iter().map(|key| key.to_string()));
    let rows = views.iter().map(|view| {
        let mut row = own(view);
        row.extend(asked.iter().map(|question| {
            let answer = view.answers.get(&question.key);
            answer.map(|answer| shown(answer, Some(question), language)).unwrap_or_default()
        }));
        row.extend(
            earlier
                .iter()
                .map(|key| view.answers.get(key).map(|answer| shown(answer, None, language)).unwrap_or_default()),
        );
        row
    });
    Page {
        name: if is_chinese { "报名" } else { "Registrations" }.to_owned(),
        rows: rows.collect(),
        heads: titles.into_iter().map(|title| Head { title, ..Head::default() }).collect(),
    }
}

fn own(view: &RegistrationView) -> Vec<String> {
    let text = |line: &Option<model::Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    let (state, place) = match view.state {
        RegistrationState::Asked => ("asked", String::new()),
        RegistrationState::Accepted => ("accepted", String::new()),
        RegistrationState::Waiting { place } => ("waiting", place.to_string()),
        RegistrationState::Offered { .. } => ("offered", String::new()),
        RegistrationState::Withdrawn => ("withdrawn", String::new()),
        RegistrationState::Refused { reason } => (reason.key(), String::new()),
    };
    vec![
        view.name.full.to_string(),
        text(&view.name.latin),
        text(&view.name.address_as),
        view.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        view.country.map(|country| country.to_string()).unwrap_or_default(),
        view.group.as_ref().map(ToString::to_string).unwrap_or_default(),
        state.to_owned(),
        place,
        view.form.to_string(),
        view.id.to_string(),
    ]
}

/// A choice by its label where the form still has it, else by its key.
fn shown(answer: &Value, question: Option<&Question>, language: &str) -> String {
    let options = question.map_or(&[][..], |question| Ask::options(&question.ask));
    let label = |key: &TermKey| {
        let option = options.iter().find(|option| option.key == *key);
        option.map_or_else(|| key.to_string(), |option| option.label.best(language).1.to_string())
    };
    match answer {
        Value::Text(text) => text.to_string(),
        Value::Choice(key) => label(key),
        Value::Several(keys) => keys.iter().map(label).collect::<Vec<_>>().join("; "),
        Value::Number(number) => number.as_str().to_owned(),
        Value::Date(day) => day.to_string(),
        Value::File(file) => file.name.to_string(),
        Value::Agreed(agreed) => if *agreed { "✓" } else { "" }.to_owned(),
    }
}
