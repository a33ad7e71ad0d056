//! A server on a free port, and a client so plain that the bytes on the wire can be counted.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use server::http::shell::{Asset, Shell};
use server::serve::{ServeConfig, Serving};
use tests::ground::{Ground, means, publisher};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub fn config(ground: &Ground) -> Result<ServeConfig> {
    Ok(ServeConfig {
        publisher: publisher(&ground.store, ground.folder.path())?,
        listener: server::serve::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?,
        means: means(ground.folder.path())?,
        public_url: None,
        tls: None,
        trusted_proxies: Vec::new(),
        publish_every: Duration::ZERO,
        contact: Some("desk@mangrove.test".to_owned()),
        shell: Some(shell("build1")),
        sweep: false,
    })
}

pub async fn serve(ground: &Ground) -> Result<Serving> {
    Ok(Serving::start(config(ground)?).await?)
}

/// A shell of four files. Script and page are compressed, the image is not.
pub fn shell(build: &str) -> Shell {
    let asset = |path: &str, content_type: &str, immutable: bool, packed: bool| Asset {
        path: path.to_owned(),
        content_type: content_type.to_owned(),
        immutable,
        raw: format!("{path} of {build}").into(),
        brotli: packed.then(|| "as brotli".into()),
        gzip: packed.then(|| "as gzip".into()),
    };
    let assets = vec![
        asset("/", "text/html; charset=utf-8", false, true),
        asset("/sw.js", "text/javascript; charset=utf-8", false, true),
        asset(&format!("/a/app.{build}.js"), "text/javascript; charset=utf-8", true, true),
        asset(&format!("/a/icon.{build}.png"), "image/png", true, false),
    ];
    Shell { build: build.to_owned(), assets }
}

/// An answer, and how many bytes it was on the wire.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub wire_bytes: usize,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn parse(bytes: &[u8]) -> Result<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no end of headers")?;
        let head = std::str::from_utf8(&bytes[..end])?;
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?.parse()?;
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Answer { status, wire_bytes: bytes.len(), headers, body: bytes[end + 4..].to_vec() })
    }
}

pub async fn get(serving: &Serving, path: &str) -> Result<Answer> {
    get_with(serving, path, &[]).await
}

pub async fn get_with(serving: &Serving, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    ask(serving, "GET", path, headers).await
}

pub async fn ask(serving: &Serving, method: &str, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let mut stream = TcpStream::connect(serving.address()).await?;
    stream.write_all(request(method, path, headers).as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    Answer::parse(&bytes)
}

pub fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> String {
    let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {path} HTTP/1.1\r\nhost: mangrove.test\r\nconnection: close\r\n{more}\r\n")
}
