//! The head and the files of the catalogue.

use std::io::Read;

use anyhow::Result;
use catalogue::{Edition, FileName};
use tests::ground::{BEGIN_MS, DAY_MS, Ground, id, institutions};

use crate::ask::{ask, get, get_with, serve};

#[tokio::test]
async fn the_head_has_a_validator_and_may_be_kept_for_a_moment() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 3, "Head"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    let answer = get(&serving, "/v1/head").await?;
    assert_eq!((answer.status, &answer.body), (200, &ground.store.head().unwrap().bytes));
    let rule = answer.header("cache-control");
    for part in ["public", "max-age=2", "stale-while-revalidate=", "stale-if-error="] {
        assert!(rule.contains(part), "{rule}");
    }
    let etag = answer.header("etag").to_owned();
    let held = get_with(&serving, "/v1/head", &[("if-none-match", &format!("\"else\", {etag}"))]).await?;
    assert_eq!((held.status, held.body.len(), held.header("etag")), (304, 0, etag.as_str()));
    ground.show(institutions(0, 1, "Newer"), BEGIN_MS + DAY_MS).await?;
    let newer = get_with(&serving, "/v1/head", &[("if-none-match", &etag)]).await?;
    assert_eq!((newer.status, &newer.body), (200, &ground.store.head().unwrap().bytes));
    Ok(())
}

#[tokio::test]
async fn a_file_comes_in_the_best_encoding_and_is_itself_again() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 500, "File"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    let edition = ground.store.edition(ground.store.head().unwrap().head.edition).await?.unwrap();
    let name = edition.segments[0].cards;
    let path = format!("/c/{name}");
    // Twice: from the store, then from memory.
    for _ in 0..2 {
        for (accept, encoding) in [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0", ""), ("", "")] {
            let answer = get_with(&serving, &path, &[("accept-encoding", accept)]).await?;
            assert_eq!((answer.status, answer.header("content-encoding")), (200, encoding));
            assert_eq!(answer.header("vary"), "accept-encoding");
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
            assert_eq!(FileName::of(&unpack(encoding, &answer.body)?), name);
        }
    }
    let etag = get(&serving, &path).await?.header("etag").to_owned();
    assert_eq!(get_with(&serving, &path, &[("if-none-match", &etag)]).await?.status, 304);
    let head = ask(&serving, "HEAD", &path, &[]).await?;
    assert_eq!((head.status, head.body.len()), (200, 0));
    Ok(())
}

fn unpack(encoding: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut raw = Vec::new();
    match encoding {
        "br" => brotli::BrotliDecompress(&mut &bytes[..], &mut raw)?,
        "gzip" => drop(flate2::read::GzDecoder::new(bytes).read_to_end(&mut raw)?),
        _ => raw.extend_from_slice(bytes),
    }
    Ok(raw)
}

#[tokio::test]
async fn what_is_not_there_is_404_and_nobody_keeps_that() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 3, "Here"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    for path in [format!("/c/{}", FileName::of(b"never")), "/c/x".to_owned(), "/c/../v1/head".to_owned()] {
        let answer = get(&serving, &path).await?;
        assert_eq!((answer.status, answer.header("cache-control")), (404, "no-store"), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_purged_file_is_410_even_if_it_was_in_memory() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 40, "Secret"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    let edition: Edition = ground.store.edition(ground.store.head().unwrap().head.edition).await?.unwrap();
    let paths = [edition.segments[0].cards, edition.segments[0].bodies].map(|name| format!("/c/{name}"));
    for path in &paths {
        assert_eq!(get(&serving, path).await?.status, 200);
    }
    assert!(ground.publisher.purge(id(7), BEGIN_MS + DAY_MS).await?.is_some());
    for path in &paths {
        assert_eq!(get(&serving, path).await?.status, 410);
    }
    Ok(())
}
