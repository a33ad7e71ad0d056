//! Decides what to hold, and brings the files: cards and deltas first, bodies after the flip.

use std::cell::Cell;

use catalogue::{Edition, FileName, Malformed, SignedHead, delta};
use futures::stream::{StreamExt, TryStreamExt, iter};

use super::arrive::Arrived;
use super::error::Halt;
use super::news::News;
use super::plan::{Aim, Plan, plan};
use super::pull::HeldBytes;
use super::{Phase, Progress, PullError, Puller, RemoteError, limit};
use crate::store::{Bytes, Held, StoreError, Update};

impl Puller {
    /// Decides what to hold, brings cards and deltas, and flips to it.
    pub(super) async fn bring_first(&self, before: HeldBytes, news: &News, aim: Aim) -> Result<(Held, Bytes), Halt> {
        let held = before.as_ref().map(|(held, _)| held);
        let next = match &news.signed {
            Some(signed) => self.decide(held, signed, news, aim).await?,
            None => None,
        };
        let Some(mut next) = next.or_else(|| held.cloned()) else {
            return Err(Halt::Error(PullError::Remote(RemoteError::NoNetwork)));
        };
        let brought = self.bring(next.first_files().collect(), &next, &news.arrived, Phase::Bringing).await?;
        if let Some((held, bytes)) = before.as_ref().filter(|(held, _)| *held == next) {
            return Ok((held.clone(), Bytes::clone(bytes)));
        }
        let have = self.store.blob_names().await?;
        let complete = next.bodies().all(|(name, _)| have.contains(&name));
        next.bodies_complete = complete;
        next.updated_ms = (self.ambient.now_ms)();
        let records = self.records_changed(held, &next).await?;
        next.remember(Update { revision: next.revision, records, bytes: brought, at_ms: next.updated_ms });
        self.flip(before, next).await
    }

    /// What to hold next; none if nothing is to change.
    async fn decide(
        &self,
        held: Option<&Held>,
        signed: &SignedHead,
        news: &News,
        aim: Aim,
    ) -> Result<Option<Held>, Halt> {
        let mut decided = plan(held, &signed.head, None, aim);
        if decided == Plan::ReadEdition {
            let file = (signed.head.edition, signed.head.edition_bytes);
            let bytes = self.fetch(file, &news.arrived, &|_| ()).await?;
            let edition = Edition::read(bytes).map_err(PullError::Refused)?;
            decided = plan(held, &signed.head, Some(&edition), aim);
        }
        match (decided, held) {
            (Plan::Nothing, _) => Ok(None),
            (Plan::Add { deltas }, Some(held)) => {
                let mut next = Held { deltas: [held.deltas.clone(), deltas].concat(), ..held.clone() };
                stamp(&mut next, signed);
                Ok(Some(next))
            }
            (Plan::Replace { base_revision, segments, deltas }, _) => {
                let mut next = held.cloned().unwrap_or_else(|| nothing_held(signed));
                (next.base_revision, next.segments, next.deltas) = (base_revision, segments, deltas);
                stamp(&mut next, signed);
                Ok(Some(next))
            }
            (Plan::Refuse | Plan::ReadEdition | Plan::Add { .. }, _) => {
                Err(Halt::Error(PullError::Refused(Malformed::Pair)))
            }
        }
    }

    /// Brings the bodies that are still to come, and flips to "complete".
    pub(super) async fn bring_rest(&self, held: (Held, Bytes)) -> Result<(Held, Bytes), Halt> {
        let brought = self.bring(held.0.bodies().collect(), &held.0, &Arrived::default(), Phase::Completing).await?;
        if held.0.bodies_complete {
            return Ok(held);
        }
        let mut next = Held { bodies_complete: true, ..held.0.clone() };
        if let Some(update) = next.log.last_mut() {
            update.bytes += brought;
        }
        self.flip(Some(held), next).await
    }

    /// Brings those of the files that are not kept yet, some at a time, each kept as soon as it is checked. Returns
    /// their bytes.
    async fn bring(
        &self,
        files: Vec<(FileName, u32)>,
        next: &Held,
        arrived: &Arrived,
        phase: fn(Progress) -> Phase,
    ) -> Result<u64, Halt> {
        let have = self.store.blob_names().await?;
        let wanted: Vec<(FileName, u32)> = files.iter().filter(|(name, _)| !have.contains(name)).copied().collect();
        if wanted.is_empty() {
            return Ok(0);
        }
        let sum = |files: &[(FileName, u32)]| files.iter().map(|(_, bytes)| u64::from(*bytes)).sum::<u64>();
        let (of_bytes, brought_bytes, records) = (sum(&files), sum(&wanted), next.rows());
        let had_bytes = Cell::new(of_bytes - brought_bytes);
        let show = |had_bytes| self.tell(|status| status.phase = phase(Progress { had_bytes, of_bytes, records }));
        show(had_bytes.get());
        let one = async |file: (FileName, u32)| {
            let before = Cell::new(0);
            let came = |bytes: u32| {
                had_bytes.set(had_bytes.get() + u64::from(bytes) - before.replace(u64::from(bytes)));
                show(had_bytes.get());
            };
            let bytes = self.fetch(file, arrived, &came).await?;
            came(file.1);
            self.store.put_blobs(&[(file.0, bytes)]).await.map_err(Halt::from)
        };
        iter(wanted).map(one).buffer_unordered(limit::FILES_AT_ONCE).try_collect::<()>().await?;
        Ok(brought_bytes)
    }

    /// One file by its name, checked: from what came with the news, or from the remote, again if it was damaged.
    async fn fetch(&self, file: (FileName, u32), arrived: &Arrived, came: &dyn Fn(u32)) -> Result<Bytes, Halt> {
        let (name, length_bytes) = file;
        if let Some(bytes) = arrived.take(&name, length_bytes) {
            return Ok(bytes);
        }
        let mut last = RemoteError::NoNetwork;
        for attempt in 0..limit::FILE_TRIES {
            match self.remote.file(&name, length_bytes, came).await {
                Ok(bytes) if bytes.len() == length_bytes as usize && FileName::of(&bytes) == name => {
                    return Ok(Bytes::from(bytes));
                }
                Ok(_) => last = RemoteError::NoNetwork,
                Err(RemoteError::Gone) => return Err(Halt::Edition),
                Err(error) => last = error,
            }
            came(0);
            let asked_ms = if let RemoteError::Later { retry_after_ms } = last { retry_after_ms } else { None };
            (self.ambient.pause)(attempt, asked_ms).await;
        }
        Err(Halt::Error(PullError::Remote(last)))
    }

    /// How many records the step from `held` to `next` brought.
    async fn records_changed(&self, held: Option<&Held>, next: &Held) -> Result<u32, StoreError> {
        let Some(held) = held.filter(|held| held.segments == next.segments) else { return Ok(next.rows()) };
        let new = next.deltas.iter().filter(|delta| !held.deltas.contains(delta));
        let names: Vec<FileName> = new.map(|delta| delta.file).collect();
        let mut records = 0;
        for file in self.store.blobs(&names).await?.into_iter().flatten() {
            let blocks = delta::read(file).map_err(StoreError::Unreadable)?;
            records += blocks.iter().map(|block| block.rows() as u32).sum::<u32>();
        }
        Ok(records)
    }
}

/// What the head says goes with what it leads to.
fn stamp(next: &mut Held, signed: &SignedHead) {
    next.head = signed.bytes.clone();
    next.key = signed.signed_by;
    next.epoch = signed.head.epoch;
    next.revision = signed.head.revision;
    next.root = signed.head.root;
    next.published_ms = signed.head.published_ms;
}

fn nothing_held(signed: &SignedHead) -> Held {
    Held {
        head: Vec::new(),
        key: signed.signed_by,
        epoch: signed.head.epoch,
        revision: 0,
        root: signed.head.root,
        published_ms: 0,
        base_revision: 0,
        segments: Vec::new(),
        deltas: Vec::new(),
        bodies_complete: false,
        updated_ms: 0,
        log: Vec::new(),
    }
}
