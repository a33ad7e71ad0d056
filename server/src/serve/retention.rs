//! What has come to its end is erased, each hour: what is personal of events that kept it long enough, and files that
//! nobody names.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::auth::Porter;
use crate::commit::{act, attachment};

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Erases until the server stops. Any number of servers of one database may do so.
pub async fn erase(porter: Porter, mut stopped: watch::Receiver<bool>) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            _ = hours.tick() => {}
        }
        match act::retention_due(porter.store(), porter.seals(), porter.now_ms()).await {
            Ok(0) => {}
            Ok(registrations) => tracing::info!(registrations, "what events kept long enough is erased"),
            Err(error) => tracing::error!(%error, "cannot erase what events kept long enough"),
        }
        match attachment::sweep(porter.store(), porter.now_ms()).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "files that nobody needs are deleted"),
            Err(error) => tracing::error!(%error, "cannot delete old files"),
        }
    }
}
