//! The work beside serving: what organisers wrote goes out by mail.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::STOP_TIME;
use crate::auth::Clock;
use crate::letters::send_due;
use crate::mail::Post;
use crate::store::Store;

/// How often the database is asked whether a copy is due.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Sends until the server stops. A hand full that is on its way then may still finish.
pub async fn run(store: Store, post: Post, clock: Clock, mut stopped: watch::Receiver<bool>) {
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            _ = look.tick() => {}
        }
        let sending = send_due(&store, &post, clock());
        tokio::pin!(sending);
        let sent = tokio::select! {
            sent = &mut sending => Some(sent),
            _ = stopped.wait_for(|stopped| *stopped) => None,
        };
        let sent = match sent {
            Some(sent) => sent,
            None => timeout(STOP_TIME, sending).await.unwrap_or(Ok(0)),
        };
        match sent {
            Ok(0) => {}
            // There may be more.
            Ok(_) => look.reset_immediately(),
            Err(error) => tracing::error!(%error, "messages of organisers could not be sent"),
        }
    }
}
