//! The loop of `serve`: looks for commits and for other publishers' heads each second, and tidies in quiet moments.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

use super::Publisher;

/// How often it looks; and how often at most, when it is to publish without waiting.
const LOOK: Duration = Duration::from_secs(1);
const LEAST: Duration = Duration::from_millis(10);
/// How often old files are swept.
const SWEEP: Duration = Duration::from_secs(60 * 60);

impl Publisher {
    /// Publishes at most every `every`, until `stop` says true or its sender is gone. What fails is logged and tried
    /// again.
    pub async fn run(&self, every: Duration, stop: watch::Receiver<bool>) {
        tokio::join!(self.publish_on(every, stop.clone()), self.tidy_on(stop));
    }

    async fn publish_on(&self, every: Duration, mut stop: watch::Receiver<bool>) {
        let mut published: Option<Instant> = None;
        loop {
            if published.is_none_or(|at| at.elapsed() >= every) && self.look().await {
                published = Some(Instant::now());
            }
            if stopped_within(LOOK.min(every).max(LEAST), &mut stop).await {
                return;
            }
        }
    }

    /// Beside publishing, because one large file takes the best compression minutes.
    async fn tidy_on(&self, mut stop: watch::Receiver<bool>) {
        let mut swept: Option<Instant> = None;
        loop {
            if swept.is_none_or(|at| at.elapsed() >= SWEEP) {
                swept = Some(Instant::now());
                if let Err(error) = self.sweep(now_ms()).await {
                    tracing::error!(%error, "old files could not be swept");
                }
            }
            let pause = match self.recompress_one().await {
                Ok(true) => LEAST,
                Ok(false) => LOOK,
                Err(error) => {
                    tracing::error!(%error, "a file could not be compressed again");
                    LOOK
                }
            };
            if stopped_within(pause, &mut stop).await {
                return;
            }
        }
    }

    /// Publishes if anything waits; says whether it did.
    async fn look(&self) -> bool {
        if let Err(error) = self.store.refresh_head().await {
            tracing::error!(%error, "the head could not be read");
            return false;
        }
        match self.publish(now_ms()).await {
            Ok(super::Published::Head(head)) => {
                tracing::info!(revision = head.head.revision, "published");
                true
            }
            Ok(super::Published::Nothing) => false,
            Err(error) => {
                tracing::error!(%error, "could not publish");
                false
            }
        }
    }
}

async fn stopped_within(pause: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        () = tokio::time::sleep(pause) => *stop.borrow(),
        changed = stop.changed() => changed.is_err() || *stop.borrow(),
    }
}

/// The server's clock. Only processes that serve read it; everything below is told the time.
pub fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
