//! The server as a process of its own, so that "offline" can mean that it is gone.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::client::Client;

/// For a publication to be made.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Server {
    child: Child,
    port: u16,
    data: PathBuf,
    shell: PathBuf,
}

impl Server {
    /// Starts a server on a free port over a data folder; an empty one is filled with the starter data.
    pub async fn start(data: &Path) -> Result<Self> {
        Self::start_at(data, 0, &shell()?).await
    }

    /// Starts a server that serves another build of the app.
    pub async fn start_at(data: &Path, port: u16, shell: &Path) -> Result<Self> {
        let mut command = Command::new(binary()?);
        command.args(["serve", "--publish-every", "0", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(data);
        command.arg("--contact").arg("desk@mangrove.test").env("MANGROVE_SHELL", shell);
        command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().context("the server does not start")?;
        let mut lines = BufReader::new(child.stdout.take().context("the server has no output")?).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let port = digits.parse().with_context(|| format!("no port in “{line}”"))?;
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Server { child, port, data: data.to_owned(), shell: shell.to_owned() });
            }
        }
        bail!("the server ended with {} before it gave its address", child.wait().await?)
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until this revision is published.
    pub async fn publishes(&self, revision: u64) -> Result<()> {
        let mut client = Client::connect(&self.address()).await?;
        let wanted = format!("mangrove_revision {revision}");
        let published = async {
            loop {
                let answer = client.get("/metrics").await?;
                if String::from_utf8_lossy(&answer.body).lines().any(|line| line == wanted) {
                    return anyhow::Ok(());
                }
            }
        };
        timeout(PATIENCE, published).await.with_context(|| format!("revision {revision} is not published"))?
    }

    /// Stops the process in its tracks: it takes connections and never answers, as dead Wi-Fi does.
    pub async fn freeze(&self) -> Result<()> {
        self.signal("-STOP").await
    }

    pub async fn thaw(&self) -> Result<()> {
        self.signal("-CONT").await
    }

    async fn signal(&self, signal: &str) -> Result<()> {
        let process = self.child.id().context("the server has ended")?.to_string();
        let sent = Command::new("kill").args([signal, &process]).status().await?;
        ensure!(sent.success(), "kill {signal} {process}: {sent}");
        Ok(())
    }

    /// Kills the process; when this returns it is gone.
    pub async fn stop(mut self) -> Result<Stopped> {
        self.child.kill().await?;
        Ok(Stopped { port: self.port, data: self.data, shell: self.shell })
    }
}

/// A server that is gone, and can come back at the same address.
pub struct Stopped {
    port: u16,
    data: PathBuf,
    shell: PathBuf,
}

impl Stopped {
    /// Where it was, and will be again.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub async fn start(self) -> Result<Server> {
        Server::start_at(&self.data, self.port, &self.shell).await
    }

    pub async fn start_with_shell(self, shell: &Path) -> Result<Server> {
        Server::start_at(&self.data, self.port, shell).await
    }
}

/// Runs a command of the server's program to its end and gives what it printed.
pub async fn run(data: &Path, arguments: &[&str]) -> Result<String> {
    let mut command = Command::new(binary()?);
    let output = command.args(arguments).arg("--data").arg(data).output().await?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        bail!(
            "mangrove {arguments:?} ended with {}: {printed}{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(printed)
}

pub fn shell() -> Result<PathBuf> {
    std::env::var_os("MANGROVE_SHELL").map(PathBuf::from).context("MANGROVE_SHELL is not set: run `cargo xtask test`")
}

fn binary() -> Result<PathBuf> {
    std::env::var_os("MANGROVE_BIN").map(PathBuf::from).context("MANGROVE_BIN is not set: run `cargo xtask test`")
}
