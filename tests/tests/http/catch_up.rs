//! What a phone gets when it asks what is new.

use anyhow::Result;
use catalogue::{Edition, FileName, SignedHead, limit};
use server::api::{ApiError, CATCH_UP_PATH, CatchUp};
use server::serve::Serving;
use tests::ground::{BEGIN_MS, DAY_MS, Ground, institutions};

use crate::ask::{Answer, ask, get, get_with, serve};

/// Bytes of an answer that says "nothing new", headers and all.
const IDLE_BYTES: usize = 300;
/// `connection: close`, which only this client asks for.
const CLOSE_BYTES: usize = "connection: close\r\n".len();

fn question(epoch: &str, revision: u64) -> String {
    format!("{CATCH_UP_PATH}?epoch={epoch}&revision={revision}")
}

fn epoch(ground: &Ground) -> String {
    ground.store.head().unwrap().head.epoch.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn news(serving: &Serving, epoch: &str, revision: u64) -> Result<(Answer, CatchUp)> {
    let answer = get(serving, &question(epoch, revision)).await?;
    let news = CatchUp::read(&answer.body).unwrap();
    Ok((answer, news))
}

#[tokio::test]
async fn nothing_new_costs_one_round_trip_under_300_bytes() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 3, "Idle"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    let (answer, news) = news(&serving, &epoch(&ground), ground.revision()).await?;
    assert_eq!((answer.status, news), (200, CatchUp::Unchanged { revision: ground.revision() }));
    assert_eq!(answer.header("cache-control"), "public, max-age=0, s-maxage=2");
    let bytes = answer.wire_bytes - CLOSE_BYTES;
    assert!(bytes < IDLE_BYTES, "{bytes} bytes");
    Ok(())
}

#[tokio::test]
async fn one_changed_record_comes_inside_the_head_in_one_round_trip() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 100, "Old"), BEGIN_MS).await?;
    let before = ground.revision();
    ground.show(institutions(7, 1, "New"), BEGIN_MS + DAY_MS).await?;
    let serving = serve(&ground).await?;
    let (answer, news) = news(&serving, &epoch(&ground), before).await?;
    let head = ground.store.head().unwrap();
    assert_eq!(news, CatchUp::Changed { head: head.bytes.clone(), files: Vec::new() });
    assert!(head.head.inline.is_some());
    assert!(answer.wire_bytes <= 2048, "{} bytes", answer.wire_bytes);
    Ok(())
}

#[tokio::test]
async fn a_longer_gap_comes_as_files_that_the_head_or_the_edition_vouches_for() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 400, "Old"), BEGIN_MS).await?;
    for day in 1..12 {
        ground.show(institutions(day * 10, 4, "New"), BEGIN_MS + day as i64 * DAY_MS).await?;
    }
    let serving = serve(&ground).await?;
    for held in 1..ground.revision() {
        let (_, news) = news(&serving, &epoch(&ground), held).await?;
        let CatchUp::Changed { head, files } = news else { panic!("{held}: {news:?}") };
        let head = SignedHead::open(&head, None)?.head;
        let mut known: Vec<_> = head.newest.clone();
        if let Some(edition) = files.iter().find(|file| FileName::of(file) == head.edition) {
            known.extend(Edition::read(edition.clone())?.deltas);
        }
        let mut at = held;
        for file in files.iter().filter(|file| FileName::of(file) != head.edition) {
            let delta = known.iter().find(|delta| delta.file == FileName::of(file)).expect("vouched for");
            assert!(delta.from <= at && delta.to > at, "{held}: at {at} came {delta:?}");
            at = delta.to;
        }
        let inside = head.inline.is_some() && files.is_empty();
        assert_eq!(if inside { head.revision } else { at }, head.revision, "{held}");
    }
    Ok(())
}

#[tokio::test]
async fn a_phone_that_holds_nothing_or_another_epoch_gets_head_and_edition_at_once() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 50, "Cold"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    for epoch in ["", "0123456789abcdef0123456789abcdef", "not-an-epoch"] {
        let (_, news) = news(&serving, epoch, 0).await?;
        let CatchUp::Changed { head, files } = news else { panic!("{news:?}") };
        let head = SignedHead::open(&head, None)?.head;
        assert_eq!(files.len(), 1, "{epoch}");
        assert_eq!(FileName::of(&files[0]), head.edition);
        assert!(files[0].len() <= limit::CATCH_UP_BYTES);
    }
    Ok(())
}

#[tokio::test]
async fn an_answer_is_compressed_once_and_shared_until_the_next_head() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 300, "Old"), BEGIN_MS).await?;
    let before = ground.revision();
    ground.show(institutions(0, 80, "New"), BEGIN_MS + DAY_MS).await?;
    let serving = serve(&ground).await?;
    let path = question(&epoch(&ground), before);
    let plain = get(&serving, &path).await?;
    let brotli = get_with(&serving, &path, &[("accept-encoding", "gzip, br")]).await?;
    assert_eq!((brotli.header("content-encoding"), brotli.header("vary")), ("br", "accept-encoding"));
    assert!(brotli.body.len() * 2 < plain.body.len(), "{} of {}", brotli.body.len(), plain.body.len());
    let again = get_with(&serving, &path, &[("accept-encoding", "gzip, br")]).await?;
    assert_eq!(again.body, brotli.body);
    assert_eq!(again.header("cache-control"), "public, max-age=0, s-maxage=2");
    ground.show(institutions(0, 1, "Newer"), BEGIN_MS + 2 * DAY_MS).await?;
    let CatchUp::Changed { head, .. } = CatchUp::read(&get(&serving, &path).await?.body).unwrap() else { panic!() };
    assert_eq!(SignedHead::open(&head, None)?.head.revision, ground.revision());
    Ok(())
}

#[tokio::test]
async fn a_question_that_is_none_is_refused_in_words_that_the_phone_reads() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 1, "One"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    for path in [CATCH_UP_PATH.to_owned(), format!("{CATCH_UP_PATH}?epoch=x&revision=-1")] {
        let answer = get(&serving, &path).await?;
        assert_eq!((answer.status, ApiError::read(&answer.body)), (400, ApiError::Invalid), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    ground.store.close().await;
    let answer = get(&serving, &question("", 0)).await?;
    assert_eq!(answer.status, 503);
    assert_eq!(ApiError::read(&answer.body), ApiError::Later { retry_after_ms: 5000 });
    assert_eq!(answer.header("retry-after"), "5");
    Ok(())
}

#[tokio::test]
async fn the_address_is_the_one_that_installed_phones_call() -> Result<()> {
    assert_eq!(CATCH_UP_PATH, "/api/v1/catch_up");
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 1, "One"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    assert_eq!(ask(&serving, "GET", &question("", 0), &[]).await?.status, 200);
    assert_eq!(get(&serving, "/api/catch_up123").await?.status, 404);
    Ok(())
}
