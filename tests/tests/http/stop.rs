//! How the server stops.

use anyhow::Result;
use server::http::shell::{Asset, Shell};
use server::serve::Serving;
use tests::ground::Ground;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::ask::{config, request};

/// More than the system takes off our hands before anybody reads.
const LARGE_BYTES: usize = 64 * 1024 * 1024;

#[tokio::test]
async fn a_request_that_runs_is_finished_and_no_new_one_is_taken() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let mut config = config(&ground)?;
    let raw = vec![7; LARGE_BYTES].into();
    let (path, content_type) = ("/large.bin".to_owned(), "application/octet-stream".to_owned());
    let large = Asset { path, content_type, immutable: false, raw, brotli: None, gzip: None };
    config.shell = Some(Shell { build: "large".to_owned(), assets: vec![large] });
    let serving = Serving::start(config).await?;
    let address = serving.address();

    let mut running = TcpStream::connect(address).await?;
    running.write_all(request("GET", "/large.bin", &[]).as_bytes()).await?;
    let mut first = [0; 4096];
    running.read_exact(&mut first).await?;
    let idle = TcpStream::connect(address).await?;

    let stopping = tokio::spawn(serving.stop());
    let mut rest = Vec::new();
    running.read_to_end(&mut rest).await?;
    assert!(first.len() + rest.len() > LARGE_BYTES);
    stopping.await?;
    assert!(TcpStream::connect(address).await.is_err());
    drop(idle);
    Ok(())
}
