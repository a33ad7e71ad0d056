//! A connection that gives up on a peer who says hello too slowly, or does not take what is sent.
//!
//! The rest is hyper's: the time for a request's headers, and pings of HTTP/2.

use std::future::Future;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// The first bytes tell which HTTP it is: so many, or an answer, must pass within [`HELLO_TIME`].
const HELLO_BYTES: usize = 24;
pub const HELLO_TIME: Duration = Duration::from_secs(15);
/// A peer that takes nothing for so long is gone.
pub const STALL_TIME: Duration = Duration::from_secs(30);

pub struct Guarded<S> {
    stream: S,
    heard_bytes: usize,
    hello: Pin<Box<Sleep>>,
    stall: Pin<Box<Sleep>>,
    stalled: bool,
}

impl<S> Guarded<S> {
    pub fn new(stream: S) -> Self {
        let (hello, stall) = (Box::pin(sleep(HELLO_TIME)), Box::pin(sleep(STALL_TIME)));
        Guarded { stream, heard_bytes: 0, hello, stall, stalled: false }
    }

    /// Begins the time in which nothing is taken, and ends it when something is.
    fn watch<T>(&mut self, context: &mut Context<'_>, sent: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.stalled = false;
            self.heard_bytes = HELLO_BYTES;
            return sent;
        }
        if !self.stalled {
            self.stalled = true;
            self.stall.as_mut().reset(Instant::now() + STALL_TIME);
        }
        ready!(self.stall.as_mut().poll(context));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.heard_bytes = self.heard_bytes.saturating_add(buffer.filled().len() - before);
        if read.is_pending() && self.heard_bytes < HELLO_BYTES {
            ready!(self.hello.as_mut().poll(context));
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    /// Virtual time: nothing here waits in fact.
    fn in_virtual_time(test: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(test);
    }

    #[test]
    fn a_peer_that_drips_its_hello_is_let_go() {
        in_virtual_time(async {
            let (mut peer, ours) = duplex(64);
            let mut guarded = Guarded::new(ours);
            peer.write_all(b"PRI *").await.unwrap();
            let began = Instant::now();
            let error = guarded.read_to_end(&mut Vec::new()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TimedOut);
            assert_eq!(began.elapsed().as_secs(), HELLO_TIME.as_secs());
        });
    }

    #[test]
    fn a_peer_that_takes_nothing_is_let_go_and_one_that_is_slow_is_not() {
        in_virtual_time(async {
            let (mut peer, ours) = duplex(64);
            let mut guarded = Guarded::new(ours);
            let reading = tokio::spawn(async move {
                let mut taken = [0; 64];
                for _ in 0..8 {
                    sleep(STALL_TIME / 2).await;
                    peer.read_exact(&mut taken).await.unwrap();
                }
                peer
            });
            guarded.write_all(&[7; 64 * 9]).await.unwrap();
            let _peer = reading.await.unwrap();
            let error = guarded.write_all(&[7; 64]).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TimedOut);
        });
    }

    #[test]
    fn after_its_hello_a_quiet_peer_may_stay() {
        in_virtual_time(async {
            let (mut peer, ours) = duplex(64);
            let mut guarded = Guarded::new(ours);
            peer.write_all(&[1; HELLO_BYTES]).await.unwrap();
            guarded.read_exact(&mut [0; HELLO_BYTES]).await.unwrap();
            assert!(tokio::time::timeout(HELLO_TIME * 10, guarded.read_u8()).await.is_err());
        });
    }
}
