//! No commit is ever missed: sixteen writers whose transactions are held back at random, and a publisher beside them.
//!
//! The way that does *not* work is kept here to show what it costs: a reader that remembers the highest serial number it
//! has seen. On PostgreSQL a slow transaction shows a number below it later on, and is never looked at. On SQLite, with
//! its one writer, numbers appear in the order of the commits, so there even that reader misses nothing.
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use futures::FutureExt;
use model::RecordId;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use server::commit::{Batch, commit};
use server::fault::{Faults, Point};
use server::store::Database;
use sqlx::{Connection, Row};
use tests::ground::{BEGIN_MS, Ground, id, institution};
use tests::mirror::Mirror;

const WRITERS: u64 = 16;
const COMMITS_EACH: u64 = 30;
/// Records that several writers fight over.
const SHARED: u64 = 20;

/// Holds each transaction back for up to this long, between its writes and its end.
const HELD_BACK_MS: u64 = 12;

fn held_back() -> Faults {
    Faults::holding(|point| {
        async move {
            if point == Point::CommitWritten {
                let held_us = rand::random::<u64>() % (HELD_BACK_MS * 1000);
                tokio::time::sleep(Duration::from_micros(held_us)).await;
            }
        }
        .boxed()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_misses_nothing() {
    let ground = Ground::sqlite_with(held_back()).await.unwrap();
    let naive_missed = write_and_watch(ground).await.unwrap();
    assert_eq!(naive_missed, 0, "with one writer, numbers appear in order");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_misses_nothing_where_a_serial_cursor_does() {
    let ground = Ground::postgres_with(held_back()).await.unwrap();
    let naive_missed = write_and_watch(ground).await.unwrap();
    println!("the serial cursor missed {naive_missed} changes");
    assert!(naive_missed > 0, "the serial cursor should have missed some");
}

/// Runs writers, publisher and the naive reader together; gives how many changes the naive reader missed.
async fn write_and_watch(ground: Ground) -> Result<usize> {
    let ground = Arc::new(ground);
    let over = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write(Arc::clone(&ground), writer))).collect();
    let publisher = tokio::spawn(publish(Arc::clone(&ground), Arc::clone(&over)));
    let naive = tokio::spawn(follow_serial(ground.database.clone(), Arc::clone(&over)));
    let mut written = BTreeSet::new();
    for writer in writers {
        written.extend(writer.await??);
    }
    over.store(true, Ordering::SeqCst);
    publisher.await??;
    let seen = naive.await??;
    let all = all_serials(&ground.database).await?;
    assert!(!ground.store.has_open_changes().await?);
    // What a reader gets from the files is what was committed, record for record.
    let mirror = Mirror::cold(&ground.store).await?;
    assert!(written.iter().all(|id| mirror.rows.contains_key(id)));
    let truth = ground.store.rows(&mirror.rows.keys().copied().collect::<Vec<_>>()).await?;
    assert_eq!(truth, mirror.rows);
    assert_eq!(mirror.rows.len(), written.len());
    Ok(all.difference(&seen).count())
}

async fn write(ground: Arc<Ground>, writer: u64) -> Result<BTreeSet<RecordId>> {
    let mut random = SmallRng::seed_from_u64(writer);
    let mut written = BTreeSet::new();
    for turn in 0..COMMITS_EACH {
        let own = 1_000 + writer * COMMITS_EACH + turn;
        let shared = random.random_range(0..SHARED);
        let name = format!("Writer {writer}, turn {turn}");
        let batch = Batch::new("race", BEGIN_MS).with([institution(own, &name), institution(shared, &name)]);
        commit(&ground.store, &batch).await?;
        written.extend([id(own), id(shared)]);
    }
    Ok(written)
}

/// Publishes as fast as it can until all is written, and once more.
async fn publish(ground: Arc<Ground>, over: Arc<AtomicBool>) -> Result<()> {
    let mut reader: Option<Mirror> = None;
    loop {
        let last = over.load(Ordering::SeqCst);
        ground.publish(BEGIN_MS).await?;
        let caught_up = match &mut reader {
            Some(reader) => reader.catch_up(&ground.store).await?,
            None => false,
        };
        if !caught_up {
            reader = Some(Mirror::cold(&ground.store).await?);
        }
        if last {
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
}

/// The naive reader: all rows above the highest number seen.
async fn follow_serial(database: Database, over: Arc<AtomicBool>) -> Result<BTreeSet<i64>> {
    let mut conn = connect(&database).await?;
    let mut seen = BTreeSet::new();
    loop {
        let last = over.load(Ordering::SeqCst);
        let highest = seen.last().copied().unwrap_or(0);
        let query = sqlx::query("SELECT seq FROM change WHERE seq > $1").bind(highest);
        for row in query.fetch_all(&mut conn).await? {
            seen.insert(row.try_get::<i64, _>(0)?);
        }
        if last {
            return Ok(seen);
        }
        tokio::task::yield_now().await;
    }
}

async fn all_serials(database: &Database) -> Result<BTreeSet<i64>> {
    let mut conn = connect(database).await?;
    let rows = sqlx::query("SELECT seq FROM change").fetch_all(&mut conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

async fn connect(database: &Database) -> Result<sqlx::AnyConnection> {
    Ok(sqlx::AnyConnection::connect(&database.url()).await?)
}
