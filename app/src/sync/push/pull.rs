//! Reading the feeds: asks from where each scope stands, keeps what comes, and wipes what this session may no longer
//! hold.

use model::Scope;
use server::api::{Cursor, Fed};

use super::{PushError, Pusher};
use crate::store::me::{self, Known};
use crate::store::{feed, outbox};

/// Answers of one exchange. Each brings some hundred rows.
const ANSWERS: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pulled {
    All,
    /// The server's database was restored: feeds begin anew, and what it had answered counts as not answered.
    Restored,
}

impl Pusher {
    pub(super) async fn pull_feeds(&self, known: &Known) -> Result<Pulled, PushError> {
        let mut known = known.clone();
        for _ in 0..ANSWERS {
            let cursors = self.cursors().await?;
            let asked: Vec<Cursor> =
                cursors.iter().map(|(scope, after)| Cursor { scope: *scope, after: *after }).collect();
            let person = known.person();
            let fed = self.ask(|| self.channel.feed(person, known.epoch.clone(), asked.clone())).await?;
            let is_restored = !known.epoch.is_empty() && known.epoch != fed.epoch;
            if is_restored {
                for (scope, _) in &cursors {
                    feed::forget(&*self.store, *scope).await?;
                }
                outbox::forget_receipts(&*self.store, known.owner()).await?;
            }
            let came = self.keep(&cursors, &fed, is_restored).await?;
            let more = fed.pages.iter().any(|page| page.more);
            let ahead_ms = Known::ahead_ms(fed.now_ms, (self.ambient.now_ms)());
            let now = Known { me: fed.me, epoch: fed.epoch, ended: false, ahead_ms };
            if now != known {
                me::keep(&*self.store, &now).await?;
                known = now;
            }
            if came {
                (self.changed)();
            }
            if is_restored {
                return Ok(Pulled::Restored);
            }
            if !more {
                break;
            }
        }
        Ok(Pulled::All)
    }

    /// Keeps what came; wipes what was not granted. True if anything came.
    async fn keep(&self, cursors: &[(Scope, u64)], fed: &Fed, is_restored: bool) -> Result<bool, PushError> {
        let is_granted = |scope: &Scope| fed.pages.iter().any(|page| page.scope == *scope);
        for (scope, _) in cursors.iter().filter(|(scope, _)| !is_granted(scope)) {
            feed::forget(&*self.store, *scope).await?;
        }
        let held = |scope| cursors.iter().find(|(held, _)| *held == scope).map_or(0, |(_, after)| *after);
        for page in &fed.pages {
            let after = if is_restored { 0 } else { held(page.scope) };
            feed::add(&*self.store, page.scope, after, &page.rows).await?;
        }
        Ok(fed.pages.iter().any(|page| !page.rows.is_empty()))
    }

    /// How far each scope is read: those that are kept, and those that are wanted.
    pub(super) async fn cursors(&self) -> Result<Vec<(Scope, u64)>, PushError> {
        let mut cursors = Vec::new();
        for scope in feed::scopes(&*self.store).await? {
            let rows = feed::rows(&*self.store, scope).await?;
            cursors.push((scope, rows.last().map_or(0, |row| row.cursor)));
        }
        let wanted = self.wanted.borrow();
        let new: Vec<Scope> =
            wanted.iter().filter(|scope| cursors.iter().all(|(held, _)| held != *scope)).copied().collect();
        cursors.extend(new.into_iter().map(|scope| (scope, 0)));
        Ok(cursors)
    }
}
