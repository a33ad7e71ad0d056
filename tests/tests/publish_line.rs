//! The published line: what was committed is shown, by base and deltas, to a reader at any revision; on both databases.
use std::time::Duration;

use anyhow::Result;
use catalogue::cells;
use server::commit::{Batch, CommitError, commit, undo};
use server::publish::Published;
use server::store::{CatchUp, Encoding, FileBytes};
use tests::ground::{BEGIN_MS, DAY_MS, Ground, id, institution, institutions};
use tests::mirror::{Mirror, edition, file};

tests::on_both_databases! {
    what_is_committed_is_shown
    a_row_that_stays_as_it_is_writes_nothing
    a_reader_at_any_revision_catches_up
    a_large_publication_makes_a_base_and_no_delta
    the_base_is_cut_anew_when_deltas_pass_a_quarter_of_it
    a_batch_is_taken_back_but_for_what_changed_since
    a_tombstone_names_its_successor
    what_was_changed_meanwhile_is_not_taken_back
}

/// The first publication is a base; a small change is a delta that travels inside the head.
async fn what_is_committed_is_shown(ground: Ground) -> Result<()> {
    let Published::Head(first) = ground.publish(BEGIN_MS).await? else { panic!("even nothing has a head") };
    assert_eq!(first.head.revision, 1);
    assert_eq!(ground.publish(BEGIN_MS).await?, Published::Nothing);
    ground.show(institutions(0, 2000, "First"), BEGIN_MS).await?;
    let mut reader = Mirror::cold(&ground.store).await?;
    assert_eq!(reader.rows.len(), 2000);
    let changed = institution(7, "Another name");
    ground.show([changed.clone()], BEGIN_MS).await?;
    let head = ground.store.head().unwrap();
    assert_eq!((head.head.revision, head.head.newest[0].from, head.head.newest[0].to), (3, 2, 3));
    let inline = head.head.inline.clone().unwrap();
    assert_eq!(file(&ground.store, head.head.newest[0].file).await?, inline);
    assert!(reader.catch_up(&ground.store).await?);
    assert_eq!(reader.rows[&id(7)], cells::to_row(&changed));
    assert_eq!(reader, Mirror::cold(&ground.store).await?);
    assert_eq!(*ground.store.catch_up(reader.epoch, reader.revision).await?, CatchUp::UpToDate);
    Ok(())
}

async fn a_row_that_stays_as_it_is_writes_nothing(ground: Ground) -> Result<()> {
    let records = institutions(0, 10, "Same");
    let report = ground.commit(records.clone()).await?;
    assert_eq!((report.added, report.unchanged), (10, 0));
    ground.publish(BEGIN_MS).await?;
    let report = ground.commit(records.clone()).await?;
    assert_eq!((report.batch, report.unchanged), (None, 10));
    assert_eq!(ground.publish(BEGIN_MS).await?, Published::Nothing);
    // There and back again before anybody looked: no revision.
    ground.commit([institution(3, "For a moment")]).await?;
    ground.commit([records[3].clone()]).await?;
    assert_eq!(ground.publish(BEGIN_MS).await?, Published::Nothing);
    assert!(!ground.store.has_open_changes().await?);
    Ok(())
}

async fn a_reader_at_any_revision_catches_up(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 3000, "Base"), BEGIN_MS).await?;
    let mut readers = vec![Mirror::cold(&ground.store).await?];
    for turn in 0..90 {
        ground
            .show([institution(turn % 20, &format!("Turn {turn}")), institution(10_000 + turn, "New")], BEGIN_MS)
            .await?;
        let mut reader = readers.last().unwrap().clone();
        assert!(reader.catch_up(&ground.store).await?, "revision {}", reader.revision);
        readers.push(reader);
    }
    let cold = Mirror::cold(&ground.store).await?;
    assert_eq!(readers.last(), Some(&cold));
    let head = ground.store.head().unwrap();
    assert_eq!(head.head.horizon, 1);
    for mut reader in readers {
        let held = reader.revision;
        assert!(reader.catch_up(&ground.store).await?, "from revision {held}");
        assert_eq!(reader.rows, cold.rows, "from revision {held}");
    }
    assert!(edition(&ground.store, &head).await?.deltas.len() <= 40);
    Ok(())
}

async fn a_large_publication_makes_a_base_and_no_delta(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 1000, "Old"), BEGIN_MS).await?;
    for turn in 0..5 {
        ground.show([institution(turn, "A little other")], BEGIN_MS).await?;
    }
    let mut behind = Mirror::cold(&ground.store).await?;
    ground.show(institutions(0, 900, "New"), BEGIN_MS).await?;
    let head = ground.store.head().unwrap();
    assert_eq!((head.head.revision, head.head.horizon), (7, 7));
    assert!(edition(&ground.store, &head).await?.deltas.is_empty());
    assert!(!behind.catch_up(&ground.store).await?, "nobody is sent a large delta");
    let mut at_seven = Mirror::cold(&ground.store).await?;
    for turn in 0..40 {
        ground.show([institution(turn, "Once more")], BEGIN_MS).await?;
        // Longer deltas that reach back over the large publication do not carry it along.
        let edition = edition(&ground.store, &ground.store.head().unwrap()).await?;
        assert!(edition.deltas.iter().all(|delta| delta.bytes < 20_000));
    }
    assert!(at_seven.catch_up(&ground.store).await?);
    assert_eq!(at_seven, Mirror::cold(&ground.store).await?);
    Ok(())
}

async fn the_base_is_cut_anew_when_deltas_pass_a_quarter_of_it(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 600, "Old"), BEGIN_MS).await?;
    let first = edition(&ground.store, &ground.store.head().unwrap()).await?;
    assert_eq!(first.base_revision, 1);
    let mut turn = 0;
    let cut = loop {
        turn += 1;
        let name = format!("Round {turn}");
        ground.show((0..40).map(|n| institution(n, &name)), BEGIN_MS + turn).await?;
        let edition = edition(&ground.store, &ground.store.head().unwrap()).await?;
        if edition.base_revision > 1 {
            break edition;
        }
        assert!(turn < 100, "the base is never cut anew");
    };
    assert_eq!(cut.base_revision, cut.revision);
    let old = first.segments[0].cards;
    assert!(cut.segments.iter().all(|segment| segment.cards != old));
    // The old file stays for those who are just reading it, and goes 90 days later.
    ground.publisher.sweep(BEGIN_MS + turn + 89 * DAY_MS).await?;
    assert!(matches!(ground.store.file(old, Encoding::Brotli).await?, Some(FileBytes::Here(_))));
    assert!(ground.publisher.sweep(BEGIN_MS + turn + 90 * DAY_MS).await?.files > 0);
    assert_eq!(ground.store.file(old, Encoding::Raw).await?, None);
    Mirror::cold(&ground.store).await?;
    Ok(())
}

async fn a_batch_is_taken_back_but_for_what_changed_since(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 3, "Before"), BEGIN_MS).await?;
    let before = Mirror::cold(&ground.store).await?;
    let batch = ground.commit(institutions(0, 5, "Wrong")).await?.batch.unwrap();
    ground.show([institution(1, "Mended by hand")], BEGIN_MS).await?;
    let report = undo(&ground.store, batch, BEGIN_MS + 1).await?;
    assert_eq!((report.restored, report.conflicts.as_slice()), (4, [id(1)].as_slice()));
    ground.publish(BEGIN_MS).await?;
    let after = Mirror::cold(&ground.store).await?;
    for number in [0, 2] {
        assert_eq!(after.rows[&id(number)], before.rows[&id(number)]);
    }
    assert!(after.rows[&id(3)].is_gone() && after.rows[&id(4)].is_gone());
    assert_eq!(after.rows[&id(1)], cells::to_row(&institution(1, "Mended by hand")));
    // Taking back is a batch of its own.
    let again = undo(&ground.store, report.batch.unwrap(), BEGIN_MS + 2).await?;
    assert_eq!((again.restored, again.conflicts.len()), (4, 0));
    assert_eq!(ground.store.row(id(4)).await?.unwrap(), cells::to_row(&institutions(0, 5, "Wrong")[4]));
    assert_eq!(ground.store.batches(10).await?.len(), 5);
    Ok(())
}

async fn a_tombstone_names_its_successor(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 2, "Here"), BEGIN_MS).await?;
    let mut reader = Mirror::cold(&ground.store).await?;
    let batch = Batch::new("merged", BEGIN_MS).without(id(0), Some(id(1))).without(id(99), None);
    let report = commit(&ground.store, &batch).await?;
    assert_eq!((report.removed, report.unchanged), (1, 1));
    ground.publish(BEGIN_MS).await?;
    assert!(reader.catch_up(&ground.store).await?);
    assert_eq!(reader.rows[&id(0)], catalogue::Row::gone(id(0), Some(id(1))));
    // Added and taken back before anybody looked: no reader ever hears of it.
    let batch = ground.commit([institution(5, "Never seen")]).await?.batch.unwrap();
    undo(&ground.store, batch, BEGIN_MS).await?;
    assert_eq!(ground.publish(BEGIN_MS).await?, Published::Nothing);
    assert!(!Mirror::cold(&ground.store).await?.rows.contains_key(&id(5)));
    Ok(())
}

/// Old revisions leave the horizon after 90 days, but a phone that holds the base can always catch up.
#[tokio::test]
async fn the_horizon_moves_with_time_but_not_past_the_base() {
    let ground = Ground::sqlite().await.unwrap();
    ground.show(institutions(0, 3000, "Base"), BEGIN_MS).await.unwrap();
    let mut reader = Mirror::cold(&ground.store).await.unwrap();
    for turn in 0..12 {
        let now_ms = BEGIN_MS + 10 * DAY_MS * (turn as i64 + 1);
        ground.show([institution(turn, "Later")], now_ms).await.unwrap();
    }
    assert_eq!(ground.store.head().unwrap().head.horizon, 1);
    assert!(reader.catch_up(&ground.store).await.unwrap());
}

#[tokio::test]
async fn the_loop_publishes_what_is_committed_and_compresses_it_again() {
    let ground = Ground::sqlite().await.unwrap();
    ground.commit(institutions(0, 5, "Soon")).await.unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut head = ground.store.watch_head();
    let publisher = std::sync::Arc::new(ground.publisher);
    let running = tokio::spawn({
        let publisher = std::sync::Arc::clone(&publisher);
        async move { publisher.run(Duration::ZERO, stopped).await }
    });
    head.wait_for(Option::is_some).await.unwrap();
    stop.send(true).unwrap();
    running.await.unwrap();
    while publisher.recompress_one().await.unwrap() {}
    assert_eq!(ground.store.file_below_quality(11).await.unwrap(), None);
    Mirror::cold(&ground.store).await.unwrap();
}

/// Two people correct the same record: the second has not seen what the first wrote.
async fn what_was_changed_meanwhile_is_not_taken_back(ground: Ground) -> Result<()> {
    let (first, second) = (institution(1, "Before"), institution(2, "Another"));
    ground.show([first.clone(), second.clone()], BEGIN_MS).await?;
    let slow = |name: &str| {
        let changes = [(Some(first.clone()), institution(1, name)), (Some(second.clone()), institution(2, name))];
        Batch::new("slow", BEGIN_MS).changing(changes)
    };
    ground.commit([institution(1, "By the quick one")]).await?;
    let refused = commit(&ground.store, &slow("By the slow one")).await.unwrap_err();
    assert!(matches!(&refused, CommitError::ChangedMeanwhile { records } if *records == [id(1)]), "{refused}");
    assert!(refused.to_string().contains(&id(1).to_string()), "{refused}");
    assert_eq!(ground.store.row(id(1)).await?, Some(cells::to_row(&institution(1, "By the quick one"))));
    assert_eq!(ground.store.row(id(2)).await?, Some(cells::to_row(&second)), "never half a batch");
    // Who wants the same as is held by now contradicts nobody.
    let same = Batch::new("same", BEGIN_MS).changing([(Some(first.clone()), institution(1, "By the quick one"))]);
    assert_eq!(commit(&ground.store, &same).await?.unchanged, 1);
    // The same goes for a record that was not there, and for one that is gone.
    let new = Batch::new("new", BEGIN_MS).changing([(None, institution(1, "Added by the slow one"))]);
    assert!(commit(&ground.store, &new).await.is_err());
    let removal = Batch::new("removal", BEGIN_MS).having_seen(first.clone()).without(id(1), None);
    assert!(commit(&ground.store, &removal).await.is_err());
    commit(&ground.store, &Batch::new("gone", BEGIN_MS).without(id(2), None)).await?;
    assert!(commit(&ground.store, &slow("By the slow one")).await.is_err());
    let back = Batch::new("back", BEGIN_MS).changing([(None, institution(2, "Back again"))]);
    assert_eq!(commit(&ground.store, &back).await?.added, 1);
    Ok(())
}
