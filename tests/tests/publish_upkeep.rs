//! What an operator does to the published line: purge, backup and restore, another key, an old copy of the database.
use anyhow::Result;
use catalogue::SignedHead;
use server::backup::{RestoreError, backup, restore};
use server::commit::undo;
use server::keys::{Keys, Seals, Secret};
use server::publish::{PublishError, Published, Publisher, Settings};
use server::store::{Database, DumpError, Encoding, FileBytes, Store};
use sqlx::Connection;
use tests::ground::{BEGIN_MS, Ground, id, institution, institutions, publisher};
use tests::mirror::{Mirror, edition};

tests::on_both_databases! {
    a_purged_text_is_nowhere
    a_backup_brings_everything_back_in_a_new_epoch
    a_new_key_is_believed_because_the_old_one_signed_it
    a_publisher_with_a_strange_key_is_refused
    a_purge_that_cannot_be_published_withdraws_nothing
    a_key_that_phones_do_not_believe_is_not_replaced
    a_restore_without_the_key_writes_nothing
    the_head_shows_the_keys_that_sign_tickets_and_certificates
}

async fn the_head_shows_the_keys_that_sign_tickets_and_certificates(ground: Ground) -> Result<()> {
    let seals = |folder: &std::path::Path| anyhow::Ok(Seals::of(&Secret::open(folder)?));
    let serving = publisher(&ground.store, ground.folder.path())?.with_seals(&ground.seals);
    ground.show([institution(1, "First")], BEGIN_MS).await?;
    let shown = |head: &SignedHead| head.head.keys.iter().skip(1).cloned().collect::<Vec<_>>();
    assert!(shown(&ground.store.head().unwrap()).is_empty());
    let Published::Head(head) = serving.publish(BEGIN_MS).await? else { panic!("signed again") };
    assert_eq!((head.head.revision, shown(&head)), (1, ground.seals.public()));
    assert_eq!(serving.publish(BEGIN_MS).await?, Published::Nothing);
    // A command beside the server hands them on.
    ground.show([institution(2, "Second")], BEGIN_MS).await?;
    ground.publisher.hand_over(BEGIN_MS).await?;
    assert_eq!(shown(&ground.store.head().unwrap()), ground.seals.public());
    assert_eq!(serving.publish(BEGIN_MS).await?, Published::Nothing);
    // Another secret: the server says so with its next head.
    let folder = tempfile::tempdir()?;
    let other = seals(folder.path())?;
    let moved = publisher(&ground.store, ground.folder.path())?.with_seals(&other);
    let Published::Head(head) = moved.publish(BEGIN_MS).await? else { panic!("signed again") };
    assert_eq!((head.head.revision, shown(&head)), (2, other.public()));
    let mut reader = Mirror::cold(&ground.store).await?;
    assert!(reader.catch_up(&ground.store).await?);
    Ok(())
}

const SECRET: &str = "Zzyzx confidential laboratory";

async fn a_purged_text_is_nowhere(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 50, "Kept"), BEGIN_MS).await?;
    let batch = ground.commit([institution(7, SECRET)]).await?.batch.unwrap();
    ground.publish(BEGIN_MS).await?;
    ground.show([institution(7, &format!("{SECRET} again")), institution(8, "Other")], BEGIN_MS).await?;
    let held = ground.store.head().unwrap();
    let old = edition(&ground.store, &held).await?;
    let mut behind = Mirror::cold(&ground.store).await?;
    assert!(ground.publisher.purge(id(999), BEGIN_MS).await?.is_none());
    let Some(Published::Head(head)) = ground.publisher.purge(id(7), BEGIN_MS).await? else { panic!("purged") };
    assert_eq!(head.head.horizon, head.head.revision);
    assert!(head.head.newest.is_empty() && head.head.inline.is_none());
    for name in old.deltas.iter().map(|delta| delta.file).chain([old.segments[0].cards, old.segments[0].bodies]) {
        for encoding in [Encoding::Raw, Encoding::Brotli, Encoding::Gzip] {
            assert_eq!(ground.store.file(name, encoding).await?, Some(FileBytes::Gone));
        }
    }
    assert!(!behind.catch_up(&ground.store).await?, "nobody catches up over a purge");
    let mirror = Mirror::cold(&ground.store).await?;
    assert!(mirror.rows[&id(7)].is_gone());
    assert_eq!(mirror.rows.len(), 50);
    // Taking the batch back does not bring the text back.
    assert_eq!(undo(&ground.store, batch, BEGIN_MS).await?.conflicts, [id(7)]);
    if let Database::File(path) = &ground.database {
        ground.store.close().await;
        for file in std::fs::read_dir(path.parent().unwrap())? {
            let bytes = std::fs::read(file?.path())?;
            let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
            assert!(!found, "the text is still in the data folder");
        }
    }
    Ok(())
}

async fn a_backup_brings_everything_back_in_a_new_epoch(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 200, "Base"), BEGIN_MS).await?;
    let batch = ground.commit([institution(3, "Changed")]).await?.batch.unwrap();
    ground.publish(BEGIN_MS).await?;
    ground.commit([institution(4, "Not yet published")]).await?;
    let old = Mirror::cold(&ground.store).await?;
    let path = ground.folder.path().join("backup");
    backup(&ground.store, &path).await?;
    ground.show([institution(5, "After the backup")], BEGIN_MS).await?;
    assert!(matches!(backup(&ground.store, &path).await, Err(DumpError::File(_))), "a backup is never overwritten");
    assert!(matches!(restore(&ground.publisher, &path, BEGIN_MS).await, Err(RestoreError::Dump(DumpError::NotEmpty))));
    // Whatever it was made on, it comes back on SQLite as well.
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Database::choose(folder.path(), None)?).await?;
    let fresh = Publisher::new(store.clone(), Keys::open(ground.folder.path(), None)?, Settings::default());
    let Published::Head(head) = restore(&fresh, &path, BEGIN_MS + 1).await? else { panic!("restored") };
    assert_ne!(head.head.epoch, old.epoch);
    let restored = Mirror::cold(&store).await?;
    assert_eq!(restored.rows[&id(4)], catalogue::cells::to_row(&institution(4, "Not yet published")));
    assert_eq!(restored.rows[&id(3)], old.rows[&id(3)]);
    assert_eq!(undo(&store, batch, BEGIN_MS).await?.restored, 1);
    fresh.publish(BEGIN_MS).await?;
    let mut again = restored;
    assert!(again.catch_up(&store).await?);
    // The key's folder now knows a newer epoch: the database of before may not publish any more.
    ground.commit([institution(6, "On the old database")]).await?;
    assert!(matches!(ground.publish(BEGIN_MS).await.unwrap_err().downcast()?, PublishError::DatabaseIsBehind { .. }));
    Ok(())
}

#[tokio::test]
async fn a_backup_with_one_wrong_bit_is_refused_before_anything_is_written() {
    let ground = Ground::sqlite().await.unwrap();
    ground.show(institutions(0, 20, "Base"), BEGIN_MS).await.unwrap();
    let path = ground.folder.path().join("backup");
    backup(&ground.store, &path).await.unwrap();
    let whole = std::fs::read(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Database::choose(folder.path(), None).unwrap()).await.unwrap();
    let fresh = publisher(&store, folder.path()).unwrap();
    for at in [0, 30, whole.len() / 2, whole.len() - 1] {
        let mut bad = whole.clone();
        bad[at] ^= 1;
        std::fs::write(&path, &bad).unwrap();
        let refused = restore(&fresh, &path, BEGIN_MS).await;
        assert!(matches!(refused, Err(RestoreError::Dump(DumpError::NotABackup))), "byte {at}");
    }
    std::fs::write(&path, &whole[..whole.len() - 7]).unwrap();
    assert!(restore(&fresh, &path, BEGIN_MS).await.is_err());
    assert_eq!(store.count_records().await.unwrap(), 0);
}

async fn a_new_key_is_believed_because_the_old_one_signed_it(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 5, "Base"), BEGIN_MS).await?;
    let first = ground.store.head().unwrap().signed_by;
    // Somebody hands over beside the running publisher, twice.
    Keys::open(ground.folder.path(), None)?.rotate()?.rotate()?;
    let Published::Head(head) = ground.publisher.sign_again(BEGIN_MS).await? else { panic!("signed again") };
    assert_ne!(head.signed_by, first);
    assert_eq!(head.head.revision, 1);
    assert_eq!(SignedHead::open(&head.bytes, Some(&first))?.signed_by, head.signed_by);
    ground.show([institution(9, "Goes on")], BEGIN_MS).await?;
    assert!(SignedHead::open(&ground.store.head().unwrap().bytes, Some(&first)).is_ok());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(ground.folder.path().join("head.key"))?.permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    Ok(())
}

async fn a_publisher_with_a_strange_key_is_refused(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 5, "Base"), BEGIN_MS).await?;
    let elsewhere = tempfile::tempdir()?;
    let stranger = publisher(&ground.store, elsewhere.path())?;
    ground.commit([institution(1, "Waits")]).await?;
    assert!(matches!(stranger.publish(BEGIN_MS).await, Err(PublishError::OtherKey)));
    assert!(ground.store.has_open_changes().await?, "what waits goes on waiting");
    Ok(())
}

async fn a_purge_that_cannot_be_published_withdraws_nothing(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 5, "Base"), BEGIN_MS).await?;
    let before = ground.store.row(id(1)).await?;
    let elsewhere = tempfile::tempdir()?;
    let stranger = publisher(&ground.store, elsewhere.path())?;
    assert!(matches!(stranger.purge(id(1), BEGIN_MS).await, Err(PublishError::OtherKey)));
    assert_eq!(ground.store.row(id(1)).await?, before, "the record is as it was");
    assert!(!ground.store.has_open_changes().await?);
    assert_eq!(ground.store.batches(10).await?.len(), 1, "no batch says that it was purged");
    assert!(ground.publisher.purge(id(1), BEGIN_MS).await?.is_some(), "and the right key still can");
    Ok(())
}

async fn a_key_that_phones_do_not_believe_is_not_replaced(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 5, "Base"), BEGIN_MS).await?;
    let elsewhere = tempfile::tempdir()?;
    let stranger = publisher(&ground.store, elsewhere.path())?;
    let file = elsewhere.path().join("head.key");
    let before = std::fs::read(&file)?;
    let refused = stranger.hand_over(BEGIN_MS).await.unwrap_err();
    assert!(matches!(refused, PublishError::OtherKey));
    assert!(!refused.to_string().contains("key rotate"), "it would not help: {refused}");
    assert_eq!(std::fs::read(&file)?, before, "the secret is still there");
    let first = ground.store.head().unwrap().signed_by;
    let new = ground.publisher.hand_over(BEGIN_MS).await?;
    let head = ground.store.head().unwrap();
    assert_eq!(head.signed_by, new);
    assert!(SignedHead::open(&head.bytes, Some(&first)).is_ok(), "phones follow");
    Ok(())
}

async fn a_restore_without_the_key_writes_nothing(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 20, "Base"), BEGIN_MS).await?;
    let path = ground.folder.path().join("backup");
    backup(&ground.store, &path).await?;
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Database::choose(folder.path(), None)?).await?;
    let fresh = publisher(&store, folder.path())?;
    let refused = restore(&fresh, &path, BEGIN_MS).await.unwrap_err();
    assert!(matches!(refused, RestoreError::OtherKey));
    assert!(refused.to_string().contains("head.key"), "{refused}");
    assert_eq!((store.count_records().await?, store.batches(1).await?.len()), (0, 0));
    std::fs::copy(ground.folder.path().join("head.key"), folder.path().join("head.key"))?;
    restore(&fresh, &path, BEGIN_MS).await?;
    assert_eq!(store.count_records().await?, 20);
    Ok(())
}

/// Somebody puts yesterday's file in the place of today's.
#[tokio::test]
async fn an_old_copy_of_the_database_is_not_published_from() {
    let ground = Ground::sqlite().await.unwrap();
    ground.show(institutions(0, 5, "Base"), BEGIN_MS).await.unwrap();
    let path = ground.folder.path().join("mangrove.db");
    let copy = ground.folder.path().join("copy.db");
    let mut conn = sqlx::AnyConnection::connect(&Database::File(path).url()).await.unwrap();
    let vacuum = sqlx::AssertSqlSafe(format!("VACUUM INTO '{}'", copy.display()));
    sqlx::query(vacuum).execute(&mut conn).await.unwrap();
    ground.show([institution(1, "Later")], BEGIN_MS).await.unwrap();
    let store = Store::open(&Database::File(copy)).await.unwrap();
    let publisher = publisher(&store, ground.folder.path()).unwrap();
    server::commit::commit(&store, &server::commit::Batch::new("old", BEGIN_MS).with([institution(2, "Old")]))
        .await
        .unwrap();
    let refused = publisher.publish(BEGIN_MS).await;
    assert!(matches!(refused, Err(PublishError::DatabaseIsBehind { remembered: 2, found: 1 })));
}
