//! `mangrove serve`: takes the store, publishes what is committed, listens, and stops without cutting anybody off.
//!
//! ```text
//! start: bind ─ publish what waits ─ keep this build's shell ─ {accept connections, publish each few seconds, sweep}
//! stop:  no new connections ─ finish what runs, up to 10 s ─ end
//! ```
//!
//! **Invariant:** a publication that fails never stops the server: the newest head stays, and one line says why.

mod guard;
mod letters;
mod listen;
mod offers;
mod publisher;
mod retention;
mod tls;

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ipnet::IpNet;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::auth::{Means, Porter};
use crate::http::shell::Shell;
use crate::http::{Front, House, Site, assets_to_keep};
use crate::keys::Seals;
use crate::metrics::Metrics;
use crate::publish::Publisher;
use crate::store::{Store, StoreError};

pub use tls::TlsError;

/// How long running requests may take to finish when the server stops.
pub const STOP_TIME: Duration = Duration::from_secs(10);
/// Publications are at least this far apart unless `--publish-every` says otherwise.
pub const PUBLISH_EVERY: Duration = Duration::from_secs(2);

/// All that `serve` is told. The caller has opened the store, and filled it if it was empty.
pub struct ServeConfig {
    pub publisher: Publisher,
    /// From [`bind`], which comes before anything is filled or published.
    pub listener: TcpListener,
    /// What people sign in with.
    pub means: Means,
    /// The address that people use, such as `https://mangrove.example`.
    pub public_url: Option<String>,
    pub tls: Option<TlsFiles>,
    pub trusted_proxies: Vec<IpNet>,
    /// Zero in tests: what is committed is published at once.
    pub publish_every: Duration,
    /// The mail address for reports.
    pub contact: Option<String>,
    /// The app. `None` serves the catalogue alone.
    pub shell: Option<Shell>,
    /// Whether to compress again and delete old files in quiet moments; not in tests.
    pub sweep: bool,
}

/// PEM files; read again when they change.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    pub cert: PathBuf,
    pub key: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error("cannot listen on {address}: {cause}")]
    Listen { address: SocketAddr, cause: std::io::Error },
    #[error("cannot wait for a signal to stop: {0}")]
    Signal(std::io::Error),
}

/// Takes the address; port 0 picks one. Who comes waits until the server runs.
pub fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let bound = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    bound.map_err(|cause| ServeError::Listen { address, cause })
}

/// Serves until SIGTERM or Ctrl-C. The first line on standard output is the address.
pub async fn run(config: ServeConfig) -> Result<(), ServeError> {
    let stop = StopSignal::new()?;
    let plain = config.tls.is_none() && config.trusted_proxies.is_empty();
    let serving = Serving::start(config).await?;
    let exposed = plain && !serving.address().ip().is_loopback();
    // Nobody may be reading; that is no reason to stop.
    let _ = writeln!(std::io::stdout(), "{}", serving.url());
    if exposed {
        eprintln!(
            "Plain http off this machine: browsers then allow no service worker, so nothing works offline. \
             Use --tls-cert and --tls-key, or a proxy with --trusted-proxy."
        );
    }
    stop.wait().await;
    tracing::info!("stopping");
    serving.stop().await;
    Ok(())
}

/// A server that runs.
pub struct Serving {
    address: SocketAddr,
    tls: bool,
    store: Store,
    metrics: Metrics,
    stop: watch::Sender<bool>,
    listening: JoinHandle<()>,
    working: Vec<JoinHandle<()>>,
}

impl Serving {
    pub async fn start(config: ServeConfig) -> Result<Self, ServeError> {
        let tls = config.tls.as_ref().map(tls::Tls::open).transpose()?;
        let unknown = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
        let listen_error = |cause| ServeError::Listen { address: unknown, cause };
        let address = config.listener.local_addr().map_err(listen_error)?;
        let listener = tokio::net::TcpListener::from_std(config.listener).map_err(listen_error)?;
        let metrics = Metrics::new();
        let store = config.publisher.store().clone();
        let publisher = Arc::new(config.publisher.with_seals(&Seals::of(&config.means.secret)));
        publisher::publish_first(&publisher, &metrics).await;
        if let Some(shell) = &config.shell {
            keep_shell(&store, shell).await?;
        }
        let site = Site {
            public_url: config.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            contact: config.contact,
            trusted_proxies: config.trusted_proxies,
            tls: tls.is_some(),
        };
        let (post, clock) = (config.means.post.clone(), config.means.clock.clone());
        let porter = Porter::new(store.clone(), config.means, metrics.clone());
        let front = Front::new(House::new(porter.clone(), config.shell, site, metrics.clone()));
        let (stop, stopped) = watch::channel(false);
        let publishing = publisher::run(Arc::clone(&publisher), config.publish_every, metrics.clone(), stopped.clone());
        let sending = letters::run(store.clone(), post, clock, stopped.clone());
        let passing_on = offers::pass_on(porter.clone(), stopped.clone());
        let erasing = retention::erase(porter, stopped.clone());
        let mut working =
            vec![tokio::spawn(publishing), tokio::spawn(sending), tokio::spawn(passing_on), tokio::spawn(erasing)];
        if config.sweep {
            working.push(tokio::spawn(publisher::sweep(publisher, stopped.clone())));
        }
        let is_tls = tls.is_some();
        let listening = tokio::spawn(listen::listen(listener, tls, front, metrics.clone(), stopped));
        Ok(Serving { address, tls: is_tls, store, metrics, stop, listening, working })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address for a browser on this machine.
    pub fn url(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let ip = self.address.ip();
        let ip = if ip.is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { ip };
        format!("{scheme}://{}", SocketAddr::new(ip, self.address.port()))
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Takes no new connections, finishes what runs, and ends.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.working.into_iter().chain([self.listening]) {
            if let Err(error) = task.await {
                tracing::error!(%error, "a part of the server ended badly");
            }
        }
    }
}

/// Puts this build's hashed files where every server of this database finds them, for phones with an older page.
async fn keep_shell(store: &Store, shell: &Shell) -> Result<(), StoreError> {
    for asset in assets_to_keep(shell) {
        store.keep_asset(&asset, now_ms()).await?;
    }
    Ok(())
}

/// Milliseconds since 1970.
fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Asked for before anything else starts, so that no signal is lost.
struct StopSignal(tokio::signal::unix::Signal);

impl StopSignal {
    fn new() -> Result<Self, ServeError> {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).map(StopSignal).map_err(ServeError::Signal)
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    }
}
