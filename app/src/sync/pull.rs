//! One pull, as a flow of named steps.

use std::cell::RefCell;
use std::rc::Rc;

use super::error::{Halt, PullError};
use super::plan::Aim;
use super::status::{Outcome, Phase, Status};
use super::{Ambient, Remote, RemoteError, limit};
use crate::store::{self, Bytes, Flip, Flipped, Held, Room, Store, StoreError};

/// Pulls the catalogue from one remote into one store.
pub struct Puller {
    pub(super) store: Rc<dyn Store>,
    pub(super) remote: Rc<dyn Remote>,
    pub(super) ambient: Ambient,
    status: RefCell<Status>,
    watchers: Watchers,
}

/// Who is told: of every change of the status, and of every flip.
#[derive(Clone)]
pub struct Watchers {
    pub status: Rc<dyn Fn(&Status)>,
    pub flipped: Rc<dyn Fn(&Held)>,
}

impl Default for Watchers {
    fn default() -> Self {
        Watchers { status: Rc::new(|_| ()), flipped: Rc::new(|_| ()) }
    }
}

/// What a pull did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pulled {
    pub revision: u64,
    /// Bytes of the files that came, uncompressed.
    pub bytes: u64,
    pub changed: bool,
}

/// What is held, with the bytes it is kept as.
pub(super) type HeldBytes = Option<(Held, Bytes)>;

impl Puller {
    pub fn new(store: Rc<dyn Store>, remote: Rc<dyn Remote>, ambient: Ambient, watchers: Watchers) -> Self {
        Puller { store, remote, ambient, status: RefCell::default(), watchers }
    }

    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// Tells what is known from the last visit.
    pub async fn recall(&self) {
        let held = store::shelf::held(&*self.store).await.ok().flatten();
        let checked = self.store.get(Room::Setting, CHECKED_KEY).await.ok().flatten();
        let checked_ms = checked.and_then(|text| std::str::from_utf8(&text).ok()?.parse().ok());
        let updated_ms = held.map(|(held, _)| held.updated_ms);
        self.tell(|status| (status.checked_ms, status.updated_ms) = (checked_ms, updated_ms));
    }

    /// Brings the phone to the newest revision, or leaves it as it is.
    pub async fn pull(&self) -> Result<Pulled, PullError> {
        let outcome = self.rounds().await;
        match &outcome {
            Ok(_) => self.note_check().await,
            Err(PullError::Store(StoreError::Quota)) => self.make_room().await,
            Err(_) => {}
        }
        let last = outcome.as_ref().map_or_else(PullError::outcome, |_| Outcome::UpToDate);
        self.tell(|status| (status.phase, status.last) = (Phase::Idle, Some(last)));
        outcome
    }

    async fn rounds(&self) -> Result<Pulled, PullError> {
        let mut aim = Aim::Newest;
        for _ in 0..limit::ROUNDS {
            match self.round(aim).await {
                Ok(pulled) => return Ok(pulled),
                Err(Halt::Error(error)) => return Err(error),
                Err(Halt::Edition) => aim = Aim::Edition,
                Err(Halt::Overtaken) => {}
            }
        }
        Err(PullError::Unsettled)
    }

    async fn round(&self, aim: Aim) -> Result<Pulled, Halt> {
        let before = store::shelf::held(&*self.store).await?;
        let news = self.news(before.as_ref().map(|(held, _)| held), aim).await?;
        let held = self.bring_first(before.clone(), &news, aim).await?;
        let held = self.bring_rest(held).await?;
        let held = self.fold_if_many(held).await?;
        self.sweep(&held).await?;
        Ok(pulled(before, held))
    }

    /// Makes `next` what is held, if nobody else was faster.
    pub(super) async fn flip(&self, before: HeldBytes, next: Held) -> Result<(Held, Bytes), Halt> {
        let after = Bytes::from(next.encode());
        let flip = Flip { before: before.map(|(_, bytes)| bytes), after: Bytes::clone(&after), needs: next.needs() };
        match self.store.flip(&flip).await? {
            Flipped::Done => {}
            Flipped::Moved | Flipped::Missing(_) => return Err(Halt::Overtaken),
        }
        self.tell(|status| status.updated_ms = Some(next.updated_ms));
        (self.watchers.flipped)(&next);
        Ok((next, after))
    }

    /// Deletes the files that nothing names any more.
    pub(super) async fn sweep(&self, (held, bytes): &(Held, Bytes)) -> Result<(), Halt> {
        self.store.sweep(Some(bytes), &held.names()).await?;
        Ok(())
    }

    /// After the browser said that there is no room: what was fetched for an edition that could not be is given back.
    async fn make_room(&self) {
        let Ok(held) = store::shelf::held(&*self.store).await else { return };
        let keep = held.as_ref().map(|(held, _)| held.names()).unwrap_or_default();
        // If even this fails, the files stay until the next sweep; the edition is whole either way.
        let _ = self.store.sweep(held.as_ref().map(|(_, bytes)| bytes.as_ref()), &keep).await;
    }

    /// Keeps when the server last answered, for the next visit. A store that fails here has said so before.
    async fn note_check(&self) {
        let checked = self.status().checked_ms.unwrap_or_default().to_string();
        let _ = self.store.put(Room::Setting, CHECKED_KEY, checked.as_bytes()).await;
    }

    pub(super) fn tell(&self, change: impl FnOnce(&mut Status)) {
        let status = {
            let mut status = self.status.borrow_mut();
            change(&mut status);
            status.clone()
        };
        (self.watchers.status)(&status);
    }

    /// Reads what the server says about itself and keeps it. Nothing depends on it.
    pub async fn refresh_about(&self) -> Result<(), PullError> {
        let about = self.remote.about().await.map_err(PullError::Remote)?;
        let is_ours = about.len() <= limit::ABOUT_BYTES && serde_json::from_slice::<serde_json::Value>(&about).is_ok();
        if !is_ours {
            return Err(PullError::Remote(RemoteError::NoNetwork));
        }
        Ok(self.store.put(Room::Setting, ABOUT_KEY, &about).await?)
    }
}

/// Where the server's own description is kept, in [`Room::Setting`].
const CHECKED_KEY: &str = "catalogue/checked_ms";

/// Where the server's own description is kept, in [`Room::Setting`].
pub const ABOUT_KEY: &str = "server/about";

fn pulled(before: HeldBytes, (held, _): (Held, Bytes)) -> Pulled {
    let changed = before.as_ref().is_none_or(|(before, _)| before.revision != held.revision);
    let told = before.and_then(|(before, _)| before.log.last().copied());
    let bytes = held.log.last().filter(|update| Some(**update) != told).map_or(0, |update| update.bytes);
    Pulled { revision: held.revision, bytes, changed }
}
