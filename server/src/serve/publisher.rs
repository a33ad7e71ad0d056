//! The work beside serving: looks for what was committed each second, publishes it, and uses quiet moments.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::now_ms;
use crate::metrics::Metrics;
use crate::publish::{Published, Publisher};

/// How often the database is asked whether anybody committed or published.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often in tests, which ask for publications at once.
const LOOK_AT_ONCE: Duration = Duration::from_millis(20);
/// How often old files are deleted.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);
/// A pause between two files that are compressed again: serving comes first.
const REST: Duration = Duration::from_secs(2);

/// Publishes until the server stops, at most once each `every`.
pub async fn run(publisher: Arc<Publisher>, every: Duration, metrics: Metrics, mut stopped: watch::Receiver<bool>) {
    let mut look = interval(if every.is_zero() { LOOK_AT_ONCE } else { LOOK_EVERY });
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut published: Option<Instant> = None;
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            _ = look.tick() => {}
        }
        if let Err(error) = publisher.store().refresh_head().await {
            tracing::error!(%error, "cannot look for a new head");
        }
        if published.is_none_or(|at| at.elapsed() >= every) && publish_now(&publisher, &metrics).await {
            published = Some(Instant::now());
        }
    }
}

/// Publishes what waits. True if there is a new head.
pub async fn publish_now(publisher: &Publisher, metrics: &Metrics) -> bool {
    match publisher.publish(now_ms()).await {
        Ok(Published::Head(head)) => {
            metrics.publications.inc();
            tracing::info!(revision = head.head.revision, "published");
            true
        }
        Ok(Published::Nothing) => false,
        Err(error) => {
            metrics.failed_publications.inc();
            tracing::error!(%error, "cannot publish");
            false
        }
    }
}

/// Deletes old files each hour, and compresses one file after the other as well as can be.
pub async fn sweep(publisher: Arc<Publisher>, mut stopped: watch::Receiver<bool>) {
    let mut swept: Option<Instant> = None;
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = sleep(REST) => {}
        }
        if swept.is_none_or(|at| at.elapsed() >= SWEEP_EVERY) {
            swept = Some(Instant::now());
            if let Err(error) = publisher.sweep(now_ms()).await {
                tracing::error!(%error, "cannot delete old files");
            }
        }
        if let Err(error) = publisher.recompress_one().await {
            tracing::error!(%error, "cannot compress a file again");
        }
    }
}
