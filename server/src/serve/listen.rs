//! Connections: accepts them, at most so many at once, speaks HTTP/1 and HTTP/2, and ends them in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::STOP_TIME;
use super::guard::{Guarded, HELLO_TIME};
use super::tls::Tls;
use crate::http::Front;
use crate::metrics::Metrics;

/// Connections open at once. The next one waits in the system's queue.
pub const CONNECTIONS: usize = 8192;
/// How long a request's headers may take, and how long an idle HTTP/1 connection is kept.
pub const HEADER_TIME: Duration = Duration::from_secs(15);
/// Bytes of a request's headers.
const HEADER_BYTES: u32 = 16 * 1024;
/// Requests at once on one HTTP/2 connection.
const STREAMS: u32 = 64;
/// An HTTP/2 peer is asked for a sign of life this often, and has as long to give it.
const PING_TIME: Duration = Duration::from_secs(30);
/// A pause when the system has no more file handles.
const ACCEPT_REST: Duration = Duration::from_millis(100);

/// Accepts until the server stops, then waits for what runs.
pub async fn listen(
    listener: TcpListener,
    tls: Option<Tls>,
    front: Front,
    metrics: Metrics,
    mut stopped: watch::Receiver<bool>,
) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let running = GracefulShutdown::new();
    let server = Server { builder: builder(), tls, front, metrics };
    loop {
        let accepted = async {
            let place = Arc::clone(&room).acquire_owned().await.expect("the semaphore is never closed");
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => break,
            accepted = accepted => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (server, watcher) = (server.clone(), running.watcher());
                tokio::spawn(async move {
                    server.serve(stream, peer, watcher).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(ACCEPT_REST).await;
            }
        }
    }
    drop(listener);
    if timeout(STOP_TIME, running.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIME).max_buf_size(HEADER_BYTES as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING_TIME)
        .keep_alive_timeout(PING_TIME)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEADER_BYTES);
    builder
}

#[derive(Clone)]
struct Server {
    builder: Builder<TokioExecutor>,
    tls: Option<Tls>,
    front: Front,
    metrics: Metrics,
}

impl Server {
    async fn serve(&self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
        self.metrics.open_connections.inc();
        // Answers are written whole, so waiting for more to send only costs time.
        let _ = stream.set_nodelay(true);
        let stream = Guarded::new(stream);
        match &self.tls {
            None => self.speak(stream, peer, watcher).await,
            Some(tls) => match timeout(HELLO_TIME, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.speak(Guarded::new(stream), peer, watcher).await,
                Ok(Err(_)) | Err(_) => self.metrics.refused_handshakes.inc(),
            },
        }
        self.metrics.open_connections.dec();
    }

    async fn speak<S>(&self, stream: S, peer: SocketAddr, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let service = service_fn(move |request| self.front.clone().answer(request, peer));
        let connection = self.builder.serve_connection(TokioIo::new(stream), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::trace!(error, "a connection ended early");
        }
    }
}
