//! TLS with files that may be renewed while the server runs: looked at on each handshake, read again when they changed.
//!
//! **Invariant:** a new pair of files counts only when both can be read and belong together; else the old pair stays.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::TlsFiles;

#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read {path}: {cause}")]
    File { path: PathBuf, cause: rustls_pki_types::pem::Error },
    #[error("{0} holds no certificate")]
    NoCertificate(PathBuf),
    #[error("the TLS certificate and key do not work together: {0}")]
    Pair(#[from] rustls::Error),
}

#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl Tls {
    pub fn open(files: &TlsFiles) -> Result<Self, TlsError> {
        let pair = Renewed::open(files.clone())?;
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config = builder.with_no_client_auth().with_cert_resolver(Arc::new(pair));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Tls(TlsAcceptor::from(Arc::new(config))))
    }

    pub async fn accept<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S) -> io::Result<TlsStream<S>> {
        self.0.accept(stream).await
    }
}

/// The pair in use, and what the files looked like when they were last read.
#[derive(Debug)]
struct Renewed {
    files: TlsFiles,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    pair: Arc<CertifiedKey>,
    seen: Stamp,
}

/// Times and lengths of both files; `None` while one is away.
type Stamp = Option<[(SystemTime, u64); 2]>;

impl Renewed {
    fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let seen = stamp(&files);
        let pair = Arc::new(read(&files)?);
        Ok(Renewed { files, state: Mutex::new(State { pair, seen }) })
    }

    fn pair(&self) -> Arc<CertifiedKey> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = stamp(&self.files);
        if seen != state.seen {
            state.seen = seen;
            match read(&self.files) {
                Ok(pair) => {
                    tracing::info!("the TLS files changed: the new certificate is in use");
                    state.pair = Arc::new(pair);
                }
                Err(error) => tracing::warn!(%error, "the TLS files changed, but the old certificate stays in use"),
            }
        }
        Arc::clone(&state.pair)
    }
}

impl ResolvesServerCert for Renewed {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.pair())
    }
}

fn stamp(files: &TlsFiles) -> Stamp {
    let of = |path: &Path| {
        let metadata = std::fs::metadata(path).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    Some([of(&files.cert)?, of(&files.key)?])
}

fn read(files: &TlsFiles) -> Result<CertifiedKey, TlsError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |cause| TlsError::File { path, cause }
    };
    let chain = CertificateDer::pem_file_iter(&files.cert).map_err(unreadable(&files.cert))?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(unreadable(&files.cert))?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(files.cert.clone()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(unreadable(&files.key))?;
    Ok(CertifiedKey::from_der(chain, key, &ring::default_provider())?)
}
