//! The app's shell.

use anyhow::Result;
use server::serve::Serving;
use tests::ground::Ground;

use crate::ask::{ask, config, get, get_with, serve, shell};

#[tokio::test]
async fn every_address_of_the_app_is_the_page_and_is_asked_about_each_time() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    for path in ["/", "/explore?q=mangrove", "/institution/0198c0de-0000-7000-8000-000000000000", "/about"] {
        let answer = get(&serving, path).await?;
        assert_eq!((answer.status, answer.text()), (200, "/ of build1"), "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
        let held = get_with(&serving, path, &[("if-none-match", answer.header("etag"))]).await?;
        assert_eq!(held.status, 304);
    }
    for path in ["/wp-login.php", "/favicon.ico", "/a/app.never.js", "/v1/other", "/api/v1/other", "/c/a/b"] {
        assert_eq!(get(&serving, path).await?.status, 404, "{path}");
    }
    assert_eq!(ask(&serving, "POST", "/explore", &[]).await?.status, 405);
    Ok(())
}

#[tokio::test]
async fn the_service_worker_is_asked_about_each_time_and_hashed_files_never_again() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    assert_eq!(get(&serving, "/sw.js").await?.header("cache-control"), "no-cache");
    for path in ["/a/app.build1.js", "/a/icon.build1.png"] {
        let answer = get(&serving, path).await?;
        assert_eq!((answer.status, answer.text()), (200, format!("{path} of build1").as_str()));
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
    let accept = [("accept-encoding", "gzip, br")];
    let script = get_with(&serving, "/a/app.build1.js", &accept).await?;
    assert_eq!((script.text(), script.header("content-encoding")), ("as brotli", "br"));
    let image = get_with(&serving, "/a/icon.build1.png", &accept).await?;
    assert_eq!((image.header("content-encoding"), image.header("vary")), ("", ""));
    Ok(())
}

#[tokio::test]
async fn the_next_server_still_has_the_files_of_the_shell_before() -> Result<()> {
    let ground = Ground::sqlite().await?;
    serve(&ground).await?.stop().await;
    let mut next = config(&ground)?;
    next.shell = Some(shell("build2"));
    let serving = Serving::start(next).await?;
    assert_eq!(get(&serving, "/").await?.text(), "/ of build2");
    let accept = [("accept-encoding", "gzip, br")];
    let script = get_with(&serving, "/a/app.build1.js", &accept).await?;
    assert_eq!((script.text(), script.header("content-encoding")), ("as brotli", "br"));
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
    let image = get_with(&serving, "/a/icon.build1.png", &accept).await?;
    assert_eq!((image.text(), image.header("content-encoding")), ("/a/icon.build1.png of build1", ""));
    Ok(())
}

#[tokio::test]
async fn without_an_app_the_catalogue_is_served_all_the_same() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let mut config = config(&ground)?;
    config.shell = None;
    let serving = Serving::start(config).await?;
    assert_eq!(get(&serving, "/").await?.status, 404);
    assert_eq!(get(&serving, "/v1/head").await?.status, 200);
    Ok(())
}
