//! Imports of whole files: each odd case of people's sheets is a test of its own.

mod broken;
mod sheet;
mod workbook;

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;

/// A folder with files to import.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Desk(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

fn wishes() -> Wishes {
    Wishes { today: Day::parse("2026-11-21").unwrap(), kind: None, source: None }
}

fn import(path: &Path, held: &Held) -> Result<Plan, MaterialError> {
    super::plan(path, held.clone(), &wishes(), Box::new(|_| {}))
}

/// Imports one file into nothing.
fn fresh(name: &str, bytes: impl AsRef<[u8]>) -> Plan {
    let desk = Desk::new();
    import(&desk.put(name, bytes), &Held::default()).unwrap()
}

fn refused(name: &str, bytes: impl AsRef<[u8]>) -> MaterialError {
    let desk = Desk::new();
    import(&desk.put(name, bytes), &Held::default()).unwrap_err()
}

fn only(plan: &Plan) -> &Record {
    assert_eq!(plan.problems, []);
    assert_eq!(plan.changes.len(), 1);
    &plan.changes[0].after
}

fn after(plan: Plan) -> Held {
    assert_eq!(plan.problems, []);
    Held::of(plan.changes.into_iter().map(|change| change.after))
}

fn established(record: &Record) -> String {
    match &record.detail {
        model::Detail::Institution(institution) => institution.established.unwrap().to_string(),
        other => panic!("an institution, not {other:?}"),
    }
}

fn names(record: &Record) -> Vec<String> {
    let name = |name: &model::Name| {
        let lang = name.lang.as_ref().map(|lang| format!(" [{lang}]")).unwrap_or_default();
        format!("{:?}: {}{lang}", name.usage, name.text)
    };
    record.names.iter().map(name).collect()
}

fn problems(plan: &Plan) -> Vec<String> {
    plan.problems.iter().map(|issue| format!("{}: {}", issue.origin, issue.reason)).collect()
}

fn notes(plan: &Plan) -> Vec<String> {
    plan.notes.iter().map(|note| format!("{}: {}", note.origin, note.remark)).collect()
}

#[test]
fn all_real_releases_are_planned_without_a_refusal_and_twice_is_the_same_as_once() {
    let given = std::env::var_os("MANGROVE_ROR").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ror/releases");
    let Some(folder) = given.or(Some(beside)).filter(|folder| folder.is_dir()) else {
        println!("no folder with ROR releases: not run");
        return;
    };
    let plan = import(&folder, &Held::default()).unwrap();
    assert_eq!((plan.refused, problems(&plan)), (0, Vec::new()));
    let held = after(plan);
    let again = import(&folder.join("78-v2.4.0.jsonl"), &held).unwrap();
    assert_eq!((again.changes.len(), again.refused), (0, 0));
}

#[test]
fn a_folder_is_taken_in_the_order_of_its_releases() {
    let desk = Desk::new();
    let entry = |name: &str| {
        format!(
            r#"{{"id":"https://ror.org/0aaaaaa11","name":"{name}","status":"active","country":{{"country_code":"TH"}}}}"#
        )
    };
    desk.put("v1.10.jsonl", entry("Later"));
    desk.put("v1.9.jsonl", entry("Earlier"));
    let plan = import(desk.path(), &Held::default()).unwrap();
    assert_eq!(only(&plan).title(), "Later");
}

#[test]
fn a_json_array_and_one_pretty_object_are_read_as_lines_are() {
    let record = r#"{"kind":"term","id":"01939f2e-0000-7000-8000-000000000001","names":[{"text":"Rice","use":"official"}],
        "standing":{"state":"active"},"source":{"title":"s"},"verified_on":"2026","taxonomy":"field","key":"rice"}"#;
    assert_eq!(only(&fresh("a.json", format!("[{record}]"))).title(), "Rice");
    assert_eq!(only(&fresh("a.json", record)).title(), "Rice");
}

#[test]
fn every_wrong_key_of_a_line_is_said_not_only_the_first() {
    let line = r#"{"kind":"term","id":"x","names":[{"text":"","use":"official"}],"standing":{"state":"gone"},"source":{"title":"s"},"taxonomy":"field","key":"Rice"}"#;
    let plan = fresh("terms.jsonl", line);
    let keys: Vec<_> =
        plan.problems.iter().map(|issue| issue.origin.key.clone().unwrap_or_default().to_string()).collect();
    assert_eq!(keys, ["id", "key", "names", "standing", "verified_on"]);
    assert!(problems(&plan)[0].starts_with("terms.jsonl, line 1 (id): "));
}

#[test]
fn the_report_shows_each_changed_field_old_and_new() {
    let held = after(fresh("institutions.csv", "name,countries,established\nGuangxi University,CN,1927\n"));
    let desk = Desk::new();
    let path = desk.put("institutions.csv", "name,countries,established\nGuangxi University,CN,1928\n");
    let plan = import(&path, &held).unwrap();
    let text = report(&plan, Amount::Short);
    assert!(text.contains("0 added, 1 changed, 0 unchanged, 0 withdrawn, 0 refused"), "{text}");
    assert!(text.contains("established: 1927 → 1928"), "{text}");
}
