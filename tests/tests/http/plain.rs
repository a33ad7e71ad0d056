//! What operators and the app ask besides: about, health, metrics.

use anyhow::Result;
use tests::ground::{BEGIN_MS, Ground, institutions};

use crate::ask::{get, get_with, serve};

#[tokio::test]
async fn about_says_whom_to_write_to() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    let answer = get(&serving, "/v1/about").await?;
    let about: serde_json::Value = serde_json::from_slice(&answer.body)?;
    assert_eq!(about["contact"], "desk@mangrove.test");
    assert_eq!(about["build"], "build1");
    assert_eq!(about["public_url"], serde_json::Value::Null);
    assert_eq!(get_with(&serving, "/v1/about", &[("if-none-match", answer.header("etag"))]).await?.status, 304);
    Ok(())
}

#[tokio::test]
async fn ready_means_that_the_database_answers_and_a_head_is_there() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    assert_eq!(get(&serving, "/readyz").await?.status, 200);
    ground.store.close().await;
    assert_eq!(get(&serving, "/readyz").await?.status, 503);
    assert_eq!(get(&serving, "/healthz").await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn metrics_count_by_pattern_and_name_no_path() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 3, "Metrics"), BEGIN_MS).await?;
    let serving = serve(&ground).await?;
    let file = format!("/c/{}", ground.store.head().unwrap().head.edition);
    for path in ["/v1/head", "/explore?q=private", &file] {
        get(&serving, path).await?;
    }
    let metrics = get(&serving, "/metrics").await?;
    let text = metrics.text();
    for line in [
        "mangrove_requests_total{route=\"/v1/head\",status=\"200\"} 1",
        "mangrove_requests_total{route=\"/c/{name}\",status=\"200\"} 1",
        "mangrove_requests_total{route=\"page\",status=\"200\"} 1",
        "mangrove_request_seconds_count{route=\"/v1/head\"} 1",
        "mangrove_open_connections 1",
        "mangrove_publications_total 1",
        "mangrove_revision 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("private") && !text.contains("explore"));
    Ok(())
}
