//! A real process, killed at every named point between a commit and the head that shows it, on both databases. After it
//! starts again the published line continues, and what was published is as it was.
//!
//! The process is this test program itself, started once more for the one test that is ignored otherwise.
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use server::commit::{Batch, commit};
use server::fault::{CRASH_AT, Point};
use server::store::{Database, Store};
use tests::ground::{BEGIN_MS, Ground, id, institution, institutions, publisher};
use tests::mirror::{Mirror, file};

const FOLDER: &str = "MANGROVE_TEST_FOLDER";
const DATABASE: &str = "MANGROVE_TEST_DATABASE";
const TURN: &str = "MANGROVE_TEST_TURN";

#[tokio::test]
async fn sqlite_continues_after_a_crash_at_every_point() {
    crash_everywhere(Ground::sqlite().await.unwrap()).await.unwrap();
}

#[tokio::test]
async fn postgres_continues_after_a_crash_at_every_point() {
    crash_everywhere(Ground::postgres().await.unwrap()).await.unwrap();
}

async fn crash_everywhere(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 300, "Before"), BEGIN_MS).await?;
    let mut reader = Mirror::cold(&ground.store).await?;
    for (turn, point) in (1..).zip(Point::ALL) {
        let before = ground.store.head().context("published")?;
        let (files, whole) = (files_of(&ground).await?, Mirror::cold(&ground.store).await?);
        let status = run_child(&ground, turn, Some(point))?;
        assert!(!status.success(), "{point:?}: the process lived on");
        ground.store.refresh_head().await?;
        let after = ground.store.head().context("published")?;
        if point == Point::Published {
            assert_eq!(after.head.revision, before.head.revision + 1, "{point:?}");
        } else {
            assert_eq!(after.bytes, before.bytes, "{point:?}: the old head is whole");
            assert_eq!(Mirror::cold(&ground.store).await?, whole, "{point:?}");
        }
        let committed = ground.store.row(id(turn)).await? == Some(catalogue::cells::to_row(&change(turn)));
        assert_eq!(committed, !matches!(point, Point::CommitBegun | Point::CommitWritten), "{point:?}");
        // Started again, the process does the same once more, and nothing is there twice or lost.
        assert!(run_child(&ground, turn, None)?.success(), "{point:?}: the process does not start again");
        ground.store.refresh_head().await?;
        assert_eq!(ground.revision(), before.head.revision + 1, "{point:?}");
        assert!(reader.catch_up(&ground.store).await?, "{point:?}");
        assert_eq!(reader.rows[&id(turn)], catalogue::cells::to_row(&change(turn)), "{point:?}");
        assert_eq!(reader, Mirror::cold(&ground.store).await?, "{point:?}");
        for name in files {
            file(&ground.store, name).await.with_context(|| format!("{point:?}: what was published has changed"))?;
        }
    }
    let numbers: Vec<u64> = ground.store.revisions(100).await?.iter().map(|line| line.number).collect();
    assert_eq!(numbers, (1..=Point::ALL.len() as u64 + 1).rev().collect::<Vec<_>>());
    Ok(())
}

fn change(turn: u64) -> model::Record {
    institution(turn, &format!("Changed in turn {turn}"))
}

async fn files_of(ground: &Ground) -> Result<Vec<catalogue::FileName>> {
    let head = ground.store.head().context("published")?;
    let edition = tests::mirror::edition(&ground.store, &head).await?;
    let segments = edition.segments.iter().flat_map(|segment| [segment.cards, segment.bodies]);
    Ok(segments.chain(edition.deltas.iter().map(|delta| delta.file)).chain([head.head.edition]).collect())
}

fn run_child(ground: &Ground, turn: u64, crash_at: Option<Point>) -> Result<std::process::ExitStatus> {
    let mut child = Command::new(std::env::current_exe()?);
    child.args(["--ignored", "--exact", "the_process_that_is_killed"]);
    child.env(FOLDER, ground.folder.path()).env(TURN, turn.to_string());
    if let Database::Postgres(url) = &ground.database {
        child.env(DATABASE, url);
    }
    if let Some(point) = crash_at {
        child.env(CRASH_AT, point.as_str());
    }
    Ok(child.output()?.status)
}

#[tokio::test]
#[ignore = "run by the tests above, in a process of its own"]
async fn the_process_that_is_killed() {
    let folder = std::env::var(FOLDER).unwrap();
    let database = Database::choose(Path::new(&folder), std::env::var(DATABASE).ok().as_deref()).unwrap();
    let turn = std::env::var(TURN).unwrap().parse().unwrap();
    let store = Store::open(&database).await.unwrap();
    commit(&store, &Batch::new("turn", BEGIN_MS).with([change(turn)])).await.unwrap();
    publisher(&store, Path::new(&folder)).unwrap().publish(BEGIN_MS).await.unwrap();
}
