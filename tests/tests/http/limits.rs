//! What the server does not put up with.

use anyhow::Result;
use server::api::CATCH_UP_PATH;
use server::http::BODY_BYTES;
use server::serve::Serving;
use tests::ground::Ground;

use crate::ask::{ask, config, get_with, serve};

#[tokio::test]
async fn a_body_or_headers_beyond_the_limit_are_refused() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    let length = (BODY_BYTES + 1).to_string();
    assert_eq!(ask(&serving, "POST", CATCH_UP_PATH, &[("content-length", &length)]).await?.status, 413);
    let long = "x".repeat(20 * 1024);
    assert_eq!(get_with(&serving, "/v1/head", &[("x-long", &long)]).await?.status, 431);
    Ok(())
}

#[tokio::test]
async fn another_sites_page_cannot_send_anything_in_a_persons_name() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let mut config = config(&ground)?;
    config.public_url = Some("https://mangrove.example/".to_owned());
    let serving = Serving::start(config).await?;
    let post = async |headers: &[(&str, &str)]| ask(&serving, "POST", CATCH_UP_PATH, headers).await.unwrap().status;
    assert_eq!(post(&[("sec-fetch-site", "cross-site")]).await, 403);
    assert_eq!(post(&[("sec-fetch-site", "same-site")]).await, 403);
    assert_eq!(post(&[("origin", "https://elsewhere.example")]).await, 403);
    // What passes the guard finds that this function only reads.
    assert_eq!(post(&[("sec-fetch-site", "same-origin")]).await, 405);
    assert_eq!(post(&[("origin", "https://mangrove.example")]).await, 405);
    assert_eq!(post(&[("origin", "http://mangrove.test")]).await, 405);
    assert_eq!(get_with(&serving, "/v1/head", &[("sec-fetch-site", "cross-site")]).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_browser_that_opens_a_server_function_is_not_sent_elsewhere() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    let path = format!("{CATCH_UP_PATH}?epoch=&revision=0");
    let headers = [("accept", "text/html"), ("referer", "https://elsewhere.example/")];
    let answer = get_with(&serving, &path, &headers).await?;
    assert_eq!((answer.status, answer.header("location")), (200, ""));
    Ok(())
}
