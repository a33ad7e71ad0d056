//! A PostgreSQL of one test: its own folder, its own port, gone when the test ends.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// A running server. Stopped, and its folder deleted, on drop.
pub struct Postgres {
    server: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

/// As few as the tests need at once: two stores of 24 connections, and some to spare.
const CONNECTIONS: &str = "max_connections=80";

impl Postgres {
    /// Starts a server of the newest installed version.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("mangrove-pg").tempdir()?;
        let data = folder.path().join("data");
        if is_root() {
            let given = Command::new("chown").arg("postgres").arg(folder.path()).status()?;
            ensure!(given.success(), "the user postgres is missing; install postgresql (apt-get install postgresql)");
        }
        let mut initdb = unprivileged(&programs.join("initdb"));
        initdb.arg("-D").arg(&data).args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync"]);
        let made = initdb.current_dir(folder.path()).output().context("initdb did not start")?;
        ensure!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut server = unprivileged(&programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
        server.args(["-c", CONNECTIONS, "-c", "fsync=off", "-c", "lc_messages=C"]);
        server.current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut server = Postgres { server: server.spawn()?, port, _folder: folder };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// The address of a database of this server that is empty until first used.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let log = self.server.stderr.take().context("the log is piped")?;
        let mut log = BufReader::new(log);
        let mut seen = String::new();
        while log.read_line(&mut seen)? > 0 {
            if seen.contains("ready to accept connections") {
                // Somebody has to go on reading, or the server stops when the pipe is full.
                std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
                return Ok(());
            }
        }
        bail!("PostgreSQL did not start: {seen}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT: at once, and its children with it.
        let _ = Command::new("kill").arg("-QUIT").arg(self.server.id().to_string()).status();
        let _ = self.server.wait();
    }
}

fn programs() -> Result<PathBuf> {
    let missing = "PostgreSQL is missing: install postgresql (apt-get install postgresql)";
    let versions = std::fs::read_dir("/usr/lib/postgresql").context(missing)?;
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for version in versions {
        let version = version?;
        let number = version.file_name().to_string_lossy().parse().unwrap_or(0);
        if version.path().join("bin/initdb").is_file() {
            found.push((number, version.path().join("bin")));
        }
    }
    found.into_iter().max().map(|(_, path)| path).context(missing)
}

/// PostgreSQL refuses to run as root. It dies with the thread that started it.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "QUIT"]);
    if is_root() {
        command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]);
    }
    command.arg(program);
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}
