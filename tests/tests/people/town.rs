//! A server with a clock of its own, the letters it wrote, and browsers with cookies, each in a network.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use server::auth::Means;
use server::keys::Secret;
use server::mail::Post;
use server::serve::{ServeConfig, Serving};
use tests::ground::{BEGIN_MS, Ground, publisher};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub const ASK: &str = "/api/v1/sign_in_ask";
pub const ENTER: &str = "/api/v1/sign_in_enter";
pub const SIGN_OUT: &str = "/api/v1/sign_out";
pub const SESSIONS: &str = "/api/v1/sessions";
pub const SESSION_END: &str = "/api/v1/session_end";
pub const ME: &str = "/api/v1/me";

pub const SESSION: &str = "__Host-session";
pub const ASKING: &str = "__Host-asking";

pub struct Town {
    pub ground: Ground,
    pub serving: Serving,
    now_ms: Arc<AtomicI64>,
}

impl Town {
    pub async fn open(ground: Ground) -> Result<Self> {
        let post = Post::folder(&ground.folder.path().join("mail"));
        Self::with(ground, post).await
    }

    pub async fn with(ground: Ground, post: Post) -> Result<Self> {
        super::log::listen();
        let now_ms = Arc::new(AtomicI64::new(BEGIN_MS));
        let clock = Arc::clone(&now_ms);
        let secret = Secret::open(ground.folder.path())?;
        let means = Means { secret, post, clock: Arc::new(move || clock.load(Ordering::SeqCst)) };
        let config = ServeConfig {
            publisher: publisher(&ground.store, ground.folder.path())?,
            means,
            listener: server::serve::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?,
            public_url: Some("https://mangrove.example".to_owned()),
            tls: None,
            trusted_proxies: vec!["127.0.0.0/8".parse()?],
            publish_every: Duration::ZERO,
            contact: None,
            shell: None,
            sweep: false,
        };
        Ok(Town { serving: Serving::start(config).await?, ground, now_ms })
    }

    pub fn pass_ms(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn browser(&self) -> Browser {
        self.browser_in("203.0.113.7")
    }

    pub fn browser_in(&self, network: &str) -> Browser {
        Browser { server: self.serving.address(), network: network.to_owned(), jar: Vec::new(), agent: String::new() }
    }

    /// A browser in which this address is signed in.
    pub async fn signed_in(&self, email: &str) -> Result<Browser> {
        let mut browser = self.browser();
        browser.sign_in(self, email).await?;
        Ok(browser)
    }

    /// All letters, in the order in which they were written.
    pub fn letters(&self) -> Vec<String> {
        let Ok(folder) = std::fs::read_dir(self.ground.folder.path().join("mail")) else { return Vec::new() };
        let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    /// The code in the newest letter to an address, however it is spelled.
    pub fn code(&self, email: &str) -> Result<String> {
        let letters = self.letters();
        let to = format!("to: {}\r\n", email.to_lowercase());
        code_in(letters.iter().rev().find(|letter| letter.to_lowercase().contains(&to)).context("no letter")?)
    }

    pub async fn metrics(&self) -> Result<String> {
        let answer = self.browser().send("GET", "/metrics", &[], "").await?;
        Ok(answer.text)
    }
}

/// The eight digits of an English letter.
pub fn code_in(letter: &str) -> Result<String> {
    let line = letter.lines().find(|line| line.starts_with("    ")).context("no line with a code")?;
    let code: String = line.chars().filter(char::is_ascii_digit).collect();
    ensure!(code.len() == 8, "{line}");
    Ok(code)
}

/// A code that is not this one.
pub fn another(code: &str) -> String {
    let other = (code.parse::<u32>().unwrap() + 1) % 100_000_000;
    format!("{other:08}")
}

#[derive(Clone)]
pub struct Browser {
    server: SocketAddr,
    pub network: String,
    pub jar: Vec<(String, String)>,
    pub agent: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

impl Browser {
    pub async fn ask(&mut self, email: &str) -> Result<Answer> {
        self.post(ASK, json!({"email": email, "language": "en"})).await
    }

    pub async fn enter(&mut self, code: &str) -> Result<Answer> {
        self.post(ENTER, json!({"code": code})).await
    }

    /// What came of a code: `in`, `wrong` or `over`.
    pub async fn entered(&mut self, code: &str) -> Result<String> {
        let answer = self.enter(code).await?;
        Ok(answer.json()["entered"].as_str().with_context(|| answer.text.clone())?.to_owned())
    }

    pub async fn sign_in(&mut self, town: &Town, email: &str) -> Result<()> {
        ensure!(self.ask(email).await?.status == 200);
        let code = town.code(email)?;
        ensure!(self.entered(&code).await? == "in");
        Ok(())
    }

    pub async fn me(&mut self) -> Result<Answer> {
        self.post(ME, json!({})).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Result<Answer> {
        self.post_with(path, &[("sec-fetch-site", "same-origin")], body).await
    }

    pub async fn post_with(&mut self, path: &str, headers: &[(&str, &str)], body: Value) -> Result<Answer> {
        self.send("POST", path, headers, &body.to_string()).await
    }

    pub async fn send(&mut self, method: &str, path: &str, more: &[(&str, &str)], body: &str) -> Result<Answer> {
        let json = [&[("content-type", "application/json")], more].concat();
        self.send_bytes(method, path, &json, body.as_bytes()).await
    }

    /// Sends a request with the browser's cookies, and keeps those that come.
    pub async fn send_bytes(&mut self, method: &str, path: &str, more: &[(&str, &str)], body: &[u8]) -> Result<Answer> {
        let cookies: Vec<String> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let more: String = more.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: mangrove.test\r\nconnection: close\r\nuser-agent: {}\r\n\
             x-forwarded-for: {}\r\ncookie: {}\r\ncontent-length: {}\r\n{more}\r\n",
            self.agent,
            self.network,
            cookies.join("; "),
            body.len(),
        );
        let mut stream = TcpStream::connect(self.server).await?;
        stream.write_all(&[request.as_bytes(), body].concat()).await?;
        let mut came = Vec::new();
        stream.read_to_end(&mut came).await?;
        let end = came.windows(4).position(|bytes| bytes == b"\r\n\r\n").context("no end of headers")?;
        let (head, body) = (std::str::from_utf8(&came[..end])?, came[end + 4..].to_vec());
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?.parse()?;
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let answer = Answer { status, headers, text: String::from_utf8_lossy(&body).into_owned(), bytes: body };
        answer.all("set-cookie").into_iter().for_each(|cookie| self.keep(cookie));
        Ok(answer)
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, rules) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        self.jar.retain(|(known, _)| known != name);
        if !rules.contains("Max-Age=0") {
            self.jar.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The same browser, with its cookies, before another server.
    pub fn turn_to(&mut self, town: &Town) {
        self.server = town.serving.address();
    }

    /// What a cookie holds; empty if it is not there.
    pub fn cookie(&self, name: &str) -> &str {
        self.jar.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}
