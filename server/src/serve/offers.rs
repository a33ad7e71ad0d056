//! Seats that were offered and not taken pass on to the next, also when nobody acts.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::auth::Porter;
use crate::commit::act;

/// An offer ends at a stated minute.
const EVERY: Duration = Duration::from_secs(60);

/// Passes on until the server stops. Any number of servers of one database may do so.
pub async fn pass_on(porter: Porter, mut stopped: watch::Receiver<bool>) {
    let mut minutes = interval(EVERY);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            _ = minutes.tick() => {}
        }
        match act::pass_on_offers(porter.store(), porter.seals(), porter.now_ms()).await {
            Ok(0) => {}
            Ok(events) => tracing::info!(events, "seats passed on to who waits"),
            Err(error) => tracing::error!(%error, "cannot pass on seats"),
        }
    }
}
