//! What stands on every answer.

use anyhow::Result;
use server::serve::Serving;
use tests::ground::{BEGIN_MS, Ground, institutions};

use crate::ask::{Answer, config, get, get_with, serve};

const PAGE_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

fn is_strict(answer: &Answer, path: &str) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
    assert!(!answer.header("cache-control").is_empty(), "{path}");
    for never in ["set-cookie", "server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(answer.header(never), "", "{path}");
    }
}

#[tokio::test]
async fn a_page_may_run_its_own_code_and_nothing_else() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    let page = get(&serving, "/explore").await?;
    is_strict(&page, "/explore");
    assert_eq!(page.header("content-security-policy"), PAGE_CSP);
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
    for limited in ["camera=(self)", "microphone=()", "geolocation=(self)"] {
        assert!(page.header("permissions-policy").contains(limited));
    }
    assert_eq!(page.header("strict-transport-security"), "");
    for script in ["/sw.js", "/a/app.build1.js"] {
        let script = get(&serving, script).await?;
        assert_eq!(script.header("content-security-policy"), PAGE_CSP);
    }
    Ok(())
}

#[tokio::test]
async fn unchanged_leaves_the_policy_that_came_with_the_page() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let serving = serve(&ground).await?;
    let etag = get(&serving, "/").await?.header("etag").to_owned();
    let again = get_with(&serving, "/", &[("if-none-match", &etag)]).await?;
    assert_eq!(again.status, 304);
    assert_eq!(again.header("content-security-policy"), "", "the browser would take it for the page's");
    assert_eq!(again.header("etag"), etag);
    Ok(())
}

#[tokio::test]
async fn plain_data_may_do_nothing_at_all() -> Result<()> {
    let ground = Ground::sqlite().await?;
    ground.show(institutions(0, 3, "Data"), BEGIN_MS).await?;
    let edition = ground.store.head().unwrap().head.edition;
    let serving = serve(&ground).await?;
    let file = format!("/c/{edition}");
    let paths = [
        "/v1/head",
        "/v1/about",
        "/api/v1/catch_up?epoch=&revision=0",
        "/api/v1/catch_up",
        "/healthz",
        "/readyz",
        "/metrics",
        "/none.txt",
        "/a/icon.build1.png",
        &file,
    ];
    for path in paths {
        let answer = get(&serving, path).await?;
        is_strict(&answer, path);
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'", "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_trusted_proxy_may_say_that_people_come_by_tls_and_nobody_else() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let by_tls = [("x-forwarded-proto", "https")];
    let serving = serve(&ground).await?;
    assert_eq!(get_with(&serving, "/", &by_tls).await?.header("strict-transport-security"), "");
    serving.stop().await;
    let mut config = config(&ground)?;
    config.trusted_proxies = vec!["127.0.0.0/8".parse()?];
    let serving = Serving::start(config).await?;
    assert_eq!(get_with(&serving, "/", &by_tls).await?.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(get(&serving, "/").await?.header("strict-transport-security"), "");
    Ok(())
}
