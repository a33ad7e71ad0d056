//! A client that counts bytes: HTTP/1.1 over one connection, nothing hidden.

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;

pub struct Client {
    stream: BufStream<TcpStream>,
    host: String,
}

pub struct Response {
    pub status: u16,
    pub body: Vec<u8>,
    /// Bytes of the request and of the answer with all headers.
    pub wire_bytes: u64,
}

/// What a browser sends along.
const USUAL: &str =
    "Accept: */*\r\nAccept-Encoding: gzip, deflate, br\r\nUser-Agent: Mozilla/5.0 (Linux; Android 14) Chrome/131\r\n";

impl Client {
    /// Connects to `http://host:port`.
    pub async fn connect(address: &str) -> Result<Self> {
        let host = address.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host).await?;
        stream.set_nodelay(true)?;
        Ok(Client { stream: BufStream::new(stream), host })
    }

    pub async fn get(&mut self, path: &str) -> Result<Response> {
        self.get_with(path, "").await
    }

    pub async fn get_with(&mut self, path: &str, headers: &str) -> Result<Response> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{USUAL}{headers}\r\n", self.host);
        self.stream.write_all(request.as_bytes()).await?;
        self.stream.flush().await?;
        let head = self.head().await?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")?;
        let (body, framing) = self.body(status, &head).await?;
        let wire_bytes = (request.len() + head.len() + body.len() + framing) as u64;
        Ok(Response { status, body, wire_bytes })
    }

    async fn head(&mut self) -> Result<String> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.stream.read_u8().await?);
        }
        Ok(String::from_utf8(head)?)
    }

    async fn body(&mut self, status: u16, head: &str) -> Result<(Vec<u8>, usize)> {
        let lower = head.to_ascii_lowercase();
        let length = lower.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        if status == 304 || status == 204 {
            return Ok((Vec::new(), 0));
        }
        if let Some(length) = length {
            let mut body = vec![0; length];
            self.stream.read_exact(&mut body).await?;
            return Ok((body, 0));
        }
        self.chunks().await
    }

    async fn chunks(&mut self) -> Result<(Vec<u8>, usize)> {
        let (mut body, mut framing) = (Vec::new(), 0);
        loop {
            let mut line = Vec::new();
            while !line.ends_with(b"\r\n") {
                line.push(self.stream.read_u8().await?);
            }
            let length = usize::from_str_radix(std::str::from_utf8(&line)?.trim(), 16)?;
            let mut chunk = vec![0; length + 2];
            self.stream.read_exact(&mut chunk).await?;
            body.extend_from_slice(&chunk[..length]);
            framing += line.len() + 2;
            if length == 0 {
                return Ok((body, framing));
            }
        }
    }
}
