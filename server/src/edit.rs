//! Correcting one record. A correction is a sheet of one row, or one line of JSON: it is planned as an import is, with
//! the same problems, and shown before it is committed.

use model::{Day, Kind, Line, Record};
use thiserror::Error;

use crate::import::{Held, Plan, Wishes, plan_json, plan_table};
use crate::sheets::{Cell, Content, Row, Table, columns, find};

#[derive(Debug, Error)]
pub enum EditError {
    #[error("“{0}” is not of the form COLUMN=TEXT")]
    NotASetting(String),
    #[error("a record of kind {kind} has no column “{column}”; it has: {known}")]
    NoSuchColumn { kind: Kind, column: String, known: String },
    #[error("the record's id cannot be changed")]
    OtherId,
    #[error("a record cannot be its own successor")]
    OwnSuccessor,
    #[error("$EDITOR is not set: set it, or use --set COLUMN=TEXT")]
    NoEditor,
    #[error("{editor} could not be run: {cause}")]
    Editor { editor: String, cause: std::io::Error },
}

/// Plans settings as `--set` has them, `established=1928`.
pub fn plan_settings(record: &Record, settings: &[String], held: Held, today: Day) -> Result<Plan, EditError> {
    let known = columns(record.kind());
    let mut cells = vec![(1, "id".to_owned(), record.id.to_string())];
    for (at, setting) in (2..).zip(settings) {
        let (column, text) = setting.split_once('=').ok_or_else(|| EditError::NotASetting(setting.clone()))?;
        let column = find(&known, column.trim()).ok_or_else(|| EditError::NoSuchColumn {
            kind: record.kind(),
            column: column.trim().to_owned(),
            known: known.iter().map(|column| column.key.to_string()).collect::<Vec<_>>().join(", "),
        })?;
        cells.push((at, column.key.into_owned(), text.to_owned()));
    }
    let row = |number, pick: fn(&(u32, String, String)) -> &String| Row {
        number,
        cells: cells
            .iter()
            .filter(|cell| !pick(cell).trim().is_empty())
            .map(|cell| Cell { column: cell.0, text: pick(cell).clone(), content: Content::Text })
            .collect(),
    };
    let table = Table { sheet: None, rows: vec![row(1, |cell| &cell.1), row(2, |cell| &cell.2)] };
    let wishes = Wishes { today, kind: Some(record.kind()), source: Line::parse(record.source.title.as_str()).ok() };
    Ok(plan_table("--set", &table, held, &wishes))
}

/// Plans the record as JSON that a person has edited.
pub fn plan_edited(record: &Record, json: &str, held: Held, today: Day) -> Result<Plan, EditError> {
    let mut plan = plan_json("the edited record", json.as_bytes(), held, today);
    if plan.changes.iter().any(|change| change.after.id != record.id) {
        return Err(EditError::OtherId);
    }
    // Whoever edits a record has looked at it today, unless they say otherwise.
    for change in &mut plan.changes {
        if change.after.verified_on == record.verified_on {
            change.after.verified_on = today;
        }
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Amount, report};

    fn today() -> Day {
        Day::parse("2026-11-21").unwrap()
    }

    fn record() -> Record {
        let json = r#"{"kind":"institution","id":"01939f2e-0000-7000-8000-000000000001","names":[{"text":"X University","use":"official"}],
            "countries":["TH"],"standing":{"state":"active"},"source":{"title":"s"},"verified_on":"2020","established":"1964"}"#;
        serde_json::from_str(json).unwrap()
    }

    fn held() -> Held {
        Held::of([record()])
    }

    #[test]
    fn a_setting_changes_its_column_and_nothing_else_and_counts_as_verified_today() {
        let settings = ["established=พ.ศ. 2508".to_owned(), "acronyms=XU; UX".to_owned()];
        let plan = plan_settings(&record(), &settings, held(), today()).unwrap();
        let text = report(&plan, Amount::All);
        assert!(text.contains("established: 1964 → 1965") && text.contains("verified_on: 2020 → 2026-11-21"), "{text}");
        let after = &plan.changes[0].after;
        assert_eq!((after.names.len(), after.countries.len()), (3, 1));
    }

    #[test]
    fn an_empty_text_clears_a_column() {
        let plan = plan_settings(&record(), &["established=".to_owned()], held(), today()).unwrap();
        assert!(report(&plan, Amount::All).contains("established: 1964 → nothing"));
    }

    #[test]
    fn a_wrong_setting_is_said_with_its_column() {
        let plan = plan_settings(&record(), &["countries=Atlantis".to_owned()], held(), today()).unwrap();
        assert_eq!((plan.changes.len(), plan.problems.len()), (0, 1));
        let error = plan_settings(&record(), &["colour=blue".to_owned()], held(), today()).unwrap_err();
        assert!(error.to_string().starts_with("a record of kind institution has no column “colour”"));
    }

    #[test]
    fn a_withdrawn_record_leads_to_its_successor() {
        let settings = [
            "standing.state=withdrawn".to_owned(),
            "standing.successor=01939f2e-0000-7000-8000-000000000002".to_owned(),
        ];
        let plan = plan_settings(&record(), &settings, held(), today()).unwrap();
        assert!(plan.changes[0].after.standing.successor().is_some(), "{:?}", plan.problems);
    }

    #[test]
    fn an_edited_text_may_not_change_the_id() {
        let json = serde_json::to_string_pretty(&record()).unwrap();
        let other = json.replace("000000000001", "000000000002");
        assert!(matches!(plan_edited(&record(), &other, held(), today()), Err(EditError::OtherId)));
        let plan = plan_edited(&record(), &json.replace("1964", "1966"), held(), today()).unwrap();
        assert_eq!(plan.changes[0].after.verified_on, today());
    }
}
