//! Folding: many deltas become new segments, cut as the server cuts, so that they have the names its files have.

use std::collections::HashMap;

use catalogue::{FileName, Malformed};

use super::error::Halt;
use super::{Phase, PullError, Puller};
use crate::store::{self, Bytes, Held};

impl Puller {
    pub(super) async fn fold_if_many(&self, held: (Held, Bytes)) -> Result<(Held, Bytes), Halt> {
        if held.0.deltas.len() <= catalogue::limit::DELTAS_BEFORE_FOLD { Ok(held) } else { self.fold(held).await }
    }

    /// Folds now, however few deltas there are.
    pub async fn fold_now(&self) -> Result<(), PullError> {
        let Some(held) = store::shelf::held(&*self.store).await? else { return Ok(()) };
        let swept = async { self.sweep(&self.fold(held).await?).await };
        match swept.await {
            Ok(()) => Ok(()),
            Err(Halt::Error(error)) => Err(error),
            Err(Halt::Edition | Halt::Overtaken) => Err(PullError::Unsettled),
        }
    }

    /// Folds, and checks the outcome against the signed root. A difference is mended by the edition's own segments.
    async fn fold(&self, (held, bytes): (Held, Bytes)) -> Result<(Held, Bytes), Halt> {
        if held.deltas.is_empty() || !held.bodies_complete {
            return Ok((held, bytes));
        }
        self.tell(|status| status.phase = Phase::Folding);
        let shelf = store::shelf::load(&*self.store, &held).await?;
        let names: Vec<FileName> = held.bodies().map(|(name, _)| name).collect();
        let blocks = store::shelf::bodies(&*self.store, &names).await?;
        let blocks: HashMap<FileName, catalogue::Block> = names.into_iter().zip(blocks).collect();
        let folded = shelf
            .fold(|name| blocks.get(name).cloned().ok_or(Malformed::Pair))
            .map_err(|cause| Halt::Error(PullError::Refused(cause)))?;
        if folded.root != held.root {
            return Err(Halt::Edition);
        }
        let mut next = Held { base_revision: held.revision, deltas: Vec::new(), ..held.clone() };
        next.segments = folded.files.iter().map(|files| files.segment.clone()).collect();
        let have = held.names();
        let pairs = folded.files.into_iter().flat_map(|files| {
            [(files.segment.cards, Bytes::from(files.cards)), (files.segment.bodies, Bytes::from(files.bodies))]
        });
        let new: Vec<(FileName, Bytes)> = pairs.filter(|(name, _)| !have.contains(name)).collect();
        self.store.put_blobs(&new).await?;
        self.flip(Some((held, bytes)), next).await
    }
}
