//! What is exported imports again without a change, in every form.

use std::path::Path;

use model::Day;

use super::*;
use crate::import::{Amount, Held, Plan, Reason, Wishes, plan, plan_records, report, starter};

fn wishes() -> Wishes {
    Wishes { today: Day::parse("2026-11-21").unwrap(), kind: None, source: None }
}

fn records(plan: Plan) -> Vec<Record> {
    plan.changes.into_iter().map(|change| change.after).collect()
}

fn starter_records() -> Vec<Record> {
    let plan = starter(Held::default(), wishes().today);
    assert_eq!(plan.problems, []);
    records(plan)
}

/// Writes the records of each kind to a file and imports them, both into what they came from and into nothing.
fn round_trip(records: &[Record], chinese: bool) {
    let folder = tempfile::tempdir().unwrap();
    for kind in Kind::ALL {
        let of_kind: Vec<Record> = records.iter().filter(|record| record.kind() == kind).cloned().collect();
        // Of an empty file an import says that it holds no rows.
        if of_kind.is_empty() {
            continue;
        }
        for (form, ending) in [(Form::Workbook, "xlsx"), (Form::Csv, "csv"), (Form::JsonLines, "jsonl")] {
            let path = folder.path().join(format!("out.{ending}"));
            std::fs::write(&path, write(kind, form, &of_kind, chinese).unwrap()).unwrap();
            let again = plan(&path, Held::of(records.iter().cloned()), &wishes(), Box::new(|_| {})).unwrap();
            assert!(
                again.changes.is_empty() && again.problems.is_empty(),
                "{ending}: {}",
                report(&again, Amount::Short)
            );
            assert_eq!(again.unchanged, of_kind.len() as u64, "{kind} {ending}");
            let anew = plan(&path, Held::default(), &wishes(), Box::new(|_| {})).unwrap();
            assert_eq!(anew.problems, [], "{kind} {ending}");
            let mut anew: Vec<Record> = self::records(anew);
            anew.sort_by_key(|record| record.id);
            let mut wanted = of_kind.clone();
            wanted.sort_by_key(|record| record.id);
            assert_eq!(anew, wanted, "{kind} {ending}");
        }
    }
}

#[test]
fn the_starter_data_comes_back_from_every_form_without_a_change() {
    round_trip(&starter_records(), false);
    round_trip(&starter_records(), true);
}

#[test]
fn real_releases_come_back_from_every_form_without_a_change() {
    let Some(folder) = releases() else {
        println!("no folder with ROR releases: not run");
        return;
    };
    let held = Held::of(starter_records());
    let plan = plan(&folder, held.clone(), &wishes(), Box::new(|_| {})).unwrap();
    let mut all: Held = held;
    plan.changes.into_iter().for_each(|change| all.put(change.after));
    round_trip(&all.records().cloned().collect::<Vec<_>>(), false);
}

#[test]
fn the_demo_set_comes_back_from_every_form_without_a_change() {
    let plan = plan_records("demo", crate::demo::records(7, Some(400)), Held::default());
    assert_eq!((plan.problems, plan.refused), (Vec::new(), 0));
    round_trip(&plan.changes.into_iter().map(|change| change.after).collect::<Vec<_>>(), false);
}

#[test]
fn the_template_of_every_kind_has_nothing_wrong_but_that_it_holds_no_rows() {
    let folder = tempfile::tempdir().unwrap();
    for kind in Kind::ALL {
        let path = folder.path().join(format!("{kind}.xlsx"));
        std::fs::write(&path, template(kind, &path).unwrap()).unwrap();
        let plan = plan(&path, Held::default(), &wishes(), Box::new(|_| {})).unwrap();
        assert_eq!((plan.changes.len(), plan.refused, plan.notes.len()), (0, 0, 0), "{kind}");
        let reasons: Vec<&Reason> = plan.problems.iter().map(|issue| &issue.reason).collect();
        assert_eq!(reasons, [&Reason::NoRows], "{kind}");
    }
}

/// `MANGROVE_ROR`, else the folder that lies beside the repository.
fn releases() -> Option<std::path::PathBuf> {
    let given = std::env::var_os("MANGROVE_ROR").map(std::path::PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ror/releases");
    given.or(Some(beside)).filter(|folder| folder.is_dir())
}
