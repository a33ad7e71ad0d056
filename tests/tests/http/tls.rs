//! TLS: certificates are renewed while the server runs.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use server::serve::{Serving, TlsFiles};
use tests::ground::Ground;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::ask::{config, request};

/// A new self-signed certificate, and its key.
struct Pair {
    cert: CertificateDer<'static>,
    cert_pem: String,
    key_pem: String,
}

fn pair() -> Result<Pair> {
    let made = rcgen::generate_simple_self_signed(["mangrove.test".to_owned()])?;
    Ok(Pair { cert: made.cert.der().clone(), cert_pem: made.cert.pem(), key_pem: made.signing_key.serialize_pem() })
}

async fn connect(serving: &Serving, trusted: &Pair, protocol: &[u8]) -> Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.cert.clone())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut client = builder.with_root_certificates(roots).with_no_client_auth();
    client.alpn_protocols = vec![protocol.to_vec()];
    let stream = TcpStream::connect(serving.address()).await?;
    Ok(TlsConnector::from(Arc::new(client)).connect(ServerName::try_from("mangrove.test")?, stream).await?)
}

fn write(folder: &Path, cert_pem: &str, key_pem: &str) -> Result<TlsFiles> {
    let files = TlsFiles { cert: folder.join("cert.pem"), key: folder.join("key.pem") };
    std::fs::write(&files.cert, cert_pem)?;
    std::fs::write(&files.key, key_pem)?;
    Ok(files)
}

async fn serve(ground: &Ground, pair: &Pair) -> Result<Serving> {
    let mut config = config(ground)?;
    config.tls = Some(write(ground.folder.path(), &pair.cert_pem, &pair.key_pem)?);
    Ok(Serving::start(config).await?)
}

#[tokio::test]
async fn a_renewed_certificate_is_used_at_once_and_a_broken_one_never() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let (first, second) = (pair()?, pair()?);
    let serving = serve(&ground, &first).await?;
    assert!(serving.url().starts_with("https://127.0.0.1:"));
    connect(&serving, &first, b"http/1.1").await.context("the first certificate")?;

    write(ground.folder.path(), "-----BEGIN CERTIFICATE-----\nbroken", &first.key_pem)?;
    connect(&serving, &first, b"http/1.1").await.context("a broken file keeps the old")?;
    write(ground.folder.path(), &second.cert_pem, &first.key_pem)?;
    connect(&serving, &first, b"http/1.1").await.context("a key that does not belong keeps the old")?;

    write(ground.folder.path(), &second.cert_pem, &second.key_pem)?;
    connect(&serving, &second, b"http/1.1").await.context("the second certificate")?;
    assert!(connect(&serving, &first, b"http/1.1").await.is_err());
    Ok(())
}

#[tokio::test]
async fn over_tls_a_page_asks_to_stay_with_tls() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let pair = pair()?;
    let serving = serve(&ground, &pair).await?;
    let mut stream = connect(&serving, &pair, b"http/1.1").await?;
    stream.write_all(request("GET", "/", &[]).as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000\r\n"), "{answer}");
    Ok(())
}

#[tokio::test]
async fn http_2_is_spoken_to_who_asks_for_it() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let pair = pair()?;
    let serving = serve(&ground, &pair).await?;
    let stream = connect(&serving, &pair, b"h2").await?;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let executor = hyper_util::rt::TokioExecutor::new();
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http2::handshake(executor, io).await?;
    tokio::spawn(connection);
    let request = http::Request::get("https://mangrove.test/v1/head").body(String::new())?;
    assert_eq!(sender.send_request(request).await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn a_pair_that_does_not_belong_together_is_refused_at_the_start() -> Result<()> {
    let ground = Ground::sqlite().await?;
    let mut config = config(&ground)?;
    config.tls = Some(write(ground.folder.path(), &pair()?.cert_pem, &pair()?.key_pem)?);
    assert!(Serving::start(config).await.is_err());
    Ok(())
}
