//! The work beside serving: looks for what was committed each second, publishes it, and uses quiet moments.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::now_ms;
use crate::metrics::Metrics;
use crate::publish::{PublishError, Published, Publisher};

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
    let mut said = Said::default();
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            _ = look.tick() => {}
        }
        let looked = publisher.store().refresh_head().await;
        said.once("cannot look for a new head", looked.err().as_ref());
        if published.is_some_and(|at| at.elapsed() < every) {
            continue;
        }
        match publish_now(&publisher, &metrics).await {
            Ok(true) => published = Some(Instant::now()),
            Ok(false) => said.once::<PublishError>(PUBLISHING, None),
            Err(error) => said.once(PUBLISHING, Some(&error)),
        }
    }
}

const PUBLISHING: &str = "cannot publish";

/// Publishes what waits before anybody is served.
pub async fn publish_first(publisher: &Publisher, metrics: &Metrics) {
    if let Err(error) = publish_now(publisher, metrics).await {
        tracing::error!(%error, "{PUBLISHING}");
    }
}

/// True if there is a new head.
async fn publish_now(publisher: &Publisher, metrics: &Metrics) -> Result<bool, PublishError> {
    match publisher.publish(now_ms()).await {
        Ok(Published::Head(head)) => {
            metrics.publications.inc();
            tracing::info!(revision = head.head.revision, "published");
            Ok(true)
        }
        Ok(Published::Nothing) => Ok(false),
        Err(error) => {
            metrics.failed_publications.inc();
            Err(error)
        }
    }
}

/// What went wrong last, by what was tried: the same trouble each second is one line in the log.
#[derive(Default)]
struct Said(HashMap<&'static str, String>);

impl Said {
    fn once<E: Display>(&mut self, what: &'static str, error: Option<&E>) {
        let Some(error) = error.map(E::to_string) else {
            self.0.remove(what);
            return;
        };
        if self.0.get(what) != Some(&error) {
            tracing::error!(error, "{what}");
            self.0.insert(what, error);
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
