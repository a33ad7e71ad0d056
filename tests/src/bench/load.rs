//! Head and files a second over loopback, against nginx serving the same bytes from files.

use std::fs;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::process::{Child, Command};

use super::Row;
use super::wire::file_paths;
use crate::browser::Server;
use crate::client::Client;

const CONNECTIONS: usize = 16;
const SPAN: Duration = Duration::from_secs(4);

pub async fn rates(server: &Server) -> Result<Vec<Row>> {
    let mut client = Client::connect(&server.address()).await?;
    let file = file_paths(&mut client).await?.pop().context("an edition has files")?;
    let paths = ["/v1/head".to_owned(), file];
    let nginx = Nginx::start(&mut client, &paths).await?;
    let mut rows = Vec::new();
    for path in &paths {
        let what = if path == "/v1/head" { "heads a second" } else { "files a second" };
        let ours = rate(&server.address(), path).await?;
        let row = Row::of(what, ours, "/s");
        rows.push(match &nginx {
            Some(nginx) => row.beside(rate(&nginx.address, path).await?, "nginx with the same bytes (more is better)"),
            None => row.note("nginx is missing: apt-get install nginx-light"),
        });
    }
    Ok(rows)
}

async fn rate(address: &str, path: &str) -> Result<f64> {
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..CONNECTIONS {
        let (done, address, path) = (Arc::clone(&done), address.to_owned(), path.to_owned());
        tasks.push(tokio::spawn(async move {
            let mut client = Client::connect(&address).await?;
            while start.elapsed() < SPAN {
                client.get(&path).await?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

struct Nginx {
    address: String,
    /// Killed when dropped.
    _child: Child,
    _folder: tempfile::TempDir,
}

impl Nginx {
    /// None if nginx is not installed.
    async fn start(client: &mut Client, paths: &[String]) -> Result<Option<Self>> {
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| fs::metadata(path).is_ok());
        let Some(program) = program else { return Ok(None) };
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("root");
        for path in paths {
            let file = root.join(path.trim_start_matches('/'));
            fs::create_dir_all(file.parent().context("a path has a folder")?)?;
            fs::write(file, client.get(path).await?.body)?;
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let config = folder.path().join("nginx.conf");
        fs::write(&config, settings(&root.to_string_lossy(), &folder.path().to_string_lossy(), port))?;
        let mut command = Command::new(program);
        command.arg("-c").arg(&config).args(["-g", "daemon off;"]).stderr(Stdio::null()).kill_on_drop(true);
        let child = command.spawn()?;
        let address = format!("http://127.0.0.1:{port}");
        let patience = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            anyhow::ensure!(patience.elapsed() < Duration::from_secs(10), "nginx does not answer");
            tokio::task::yield_now().await;
        }
        Ok(Some(Nginx { address, _child: child, _folder: folder }))
    }
}

fn settings(root: &str, folder: &str, port: u16) -> String {
    let user = if fs::metadata("/root").is_ok_and(|_| fs::read_dir("/root").is_ok()) { "user root;" } else { "" };
    format!(
        "{user} worker_processes auto; pid {folder}/nginx.pid; error_log /dev/null;\n\
         events {{ worker_connections 256; }}\n\
         http {{ access_log off; keepalive_requests 10000000; sendfile on; tcp_nopush on;\n\
         server {{ listen 127.0.0.1:{port}; root {root}; default_type application/octet-stream; }} }}\n"
    )
}
