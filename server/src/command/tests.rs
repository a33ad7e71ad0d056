//! Commands as they are typed, on a folder of their own.

use std::path::{Path, PathBuf};

use clap::Parser;
use server::edit::plan_settings;
use server::import::Held;
use tempfile::TempDir;

use super::*;
use crate::config::Place;

const ID: &str = "01939f2e-0000-7000-8000-000000000001";
const RECORD: &str = r#"{"kind":"institution","id":"01939f2e-0000-7000-8000-000000000001","names":[{"text":"X University",
    "use":"official"}],"countries":["TH"],"standing":{"state":"active"},"source":{"title":"s"},"verified_on":"2020",
    "established":"1964"}"#;

fn config(data: &Path, arguments: &[&str]) -> Config {
    let data = data.to_str().unwrap();
    Config::parse_from([&["mangrove"], arguments, &["--data", data]].concat())
}

/// A folder that holds one record.
async fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.json");
    std::fs::write(&file, RECORD).unwrap();
    let done = run(config(folder.path(), &["import", file.to_str().unwrap(), "--apply"])).await.unwrap();
    assert_eq!(done, Outcome::Done);
    folder
}

async fn held(place: &Place) -> Held {
    held::all(&place.store().await.unwrap()).await.unwrap()
}

/// `edit` with a script as the editor; the script is given the file as `$1`.
async fn edit(folder: &TempDir, script: &str) -> Result<Outcome, CommandError> {
    let path = folder.path().join("editor.sh");
    std::fs::write(&path, script).unwrap();
    let config = config(folder.path(), &["edit", ID]);
    let Command::Edit(wishes) = config.command else { panic!("an edit") };
    edit::run_with(&config.place, wishes, Some(format!("sh {}", path.display()))).await
}

fn kept(error: &CommandError) -> PathBuf {
    match error {
        CommandError::Kept { path, .. } => path.clone(),
        other => panic!("the text is lost: {other}"),
    }
}

#[tokio::test]
async fn an_edited_record_is_committed_and_its_file_is_gone() {
    let folder = folder().await;
    let note = folder.path().join("path");
    let script = format!("stat -c '%a %n' \"$1\" > {}; sed -i s/1964/1965/ \"$1\"", note.display());
    assert_eq!(edit(&folder, &script).await.unwrap(), Outcome::Done);
    let first = std::fs::read_to_string(&note).unwrap();
    let (mode, path) = first.trim().split_once(' ').unwrap();
    assert_eq!(mode, "600", "only its owner may read it");
    assert!(!Path::new(path).exists());
    edit(&folder, &script).await.unwrap();
    assert_ne!(std::fs::read_to_string(&note).unwrap(), first, "nobody can guess the name");
}

#[tokio::test]
async fn what_a_person_wrote_is_kept_when_it_cannot_be_taken() {
    let folder = folder().await;
    let note = folder.path().join("path");
    let script = format!("echo \"$1\" > {}; echo 'an hour of work {{' > \"$1\"", note.display());
    assert_eq!(edit(&folder, &script).await.unwrap(), Outcome::Problems);
    let path = std::fs::read_to_string(&note).unwrap();
    assert_eq!(std::fs::read_to_string(path.trim()).unwrap(), "an hour of work {\n");
    std::fs::remove_file(path.trim()).unwrap();
    let error = edit(&folder, "echo 'an hour of work' > \"$1\"; exit 1").await.unwrap_err();
    let path = kept(&error);
    assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "an hour of work\n");
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_correction_of_what_was_changed_meanwhile_is_refused() {
    let folder = folder().await;
    let place = config(folder.path(), &["key"]).place;
    let store = place.store().await.unwrap();
    let seen = held(&place).await;
    let record = seen.records().next().unwrap().clone();
    let plan = |setting: &str| plan_settings(&record, &[setting.to_owned()], seen.clone(), place::today()).unwrap();
    import::apply(&store, "quick", plan("established=1970")).await.unwrap();
    let error = import::apply(&store, "slow", plan("acronyms=XU")).await.unwrap_err();
    assert!(error.to_string().contains("changed meanwhile") && error.to_string().contains(ID), "{error}");
    let now = held(&place).await;
    assert!(serde_json::to_string(now.records().next().unwrap()).unwrap().contains("1970"));
}

#[tokio::test]
async fn a_record_is_not_its_own_successor() {
    let folder = folder().await;
    for how in ["--remove", "--withdraw"] {
        let refused = run(config(folder.path(), &["edit", ID, how, "--successor", ID])).await;
        assert!(refused.unwrap_err().to_string().contains("its own successor"));
    }
    assert_eq!(held(&config(folder.path(), &["key"]).place).await.records().count(), 1);
}

#[tokio::test]
async fn a_mistyped_folder_is_said_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let typo = folder.path().join("typo");
    let file = folder.path().join("file.csv");
    let file = file.to_str().unwrap();
    let commands: [&[&str]; 6] = [
        &["export", "institution", file],
        &["undo", ID],
        &["edit", ID, "--set", "established=1928"],
        &["purge", ID],
        &["backup", file],
        &["key"],
    ];
    for arguments in commands {
        let error = run(config(&typo, arguments)).await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("there is no data in {}", typo.display())), "{error}");
        assert!(!typo.exists(), "{arguments:?} made the folder");
    }
}

#[tokio::test]
async fn a_server_that_cannot_listen_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let busy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = busy.local_addr().unwrap().to_string();
    let error = run(config(&data, &["serve", "--listen", &address])).await.unwrap_err();
    assert!(error.to_string().contains(&format!("cannot listen on {address}")), "{error}");
    assert!(!data.exists());
}
