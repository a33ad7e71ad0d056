//! The base: the segments that a phone which knows nothing begins with. It is kept as long as the deltas since are few.

use catalogue::{Segment, cut, tier};
use tokio::task::spawn_blocking;

use super::deltas::{Deltas, allowance};
use super::files::NewFiles;
use super::line::{Line, base_bytes};
use super::{Draft, PublishError, Settings};
use crate::store::Tx;

pub(super) struct Base {
    pub revision: u64,
    pub segments: Vec<Segment>,
    pub bytes: u64,
}

impl Base {
    pub async fn keep_or_cut(
        tx: &mut Tx,
        line: &Line,
        draft: &Draft,
        deltas: &Deltas,
        settings: Settings,
        files: &mut NewFiles,
    ) -> Result<Self, PublishError> {
        if let Some(edition) = &line.edition
            && !draft.wish.is_purge()
        {
            let bytes = base_bytes(&edition.segments);
            let since = deltas.bytes_so_far - tx.delta_bytes_so_far(edition.base_revision).await?;
            let leads_here = tier::close_gap(edition.base_revision, draft.revision, &deltas.listed).is_some();
            if since <= allowance(bytes, settings) && leads_here {
                return Ok(Base { revision: edition.base_revision, segments: edition.segments.clone(), bytes });
            }
        }
        let segments = cut_all(tx, files).await?;
        let bytes = base_bytes(&segments);
        Ok(Base { revision: draft.revision, segments, bytes })
    }
}

/// Cuts everything, one kind after the other, so that only one kind is in memory as rows.
async fn cut_all(tx: &mut Tx, files: &mut NewFiles) -> Result<Vec<Segment>, PublishError> {
    let mut segments = Vec::new();
    for kind in tx.kinds().await? {
        let rows = tx.published_rows(&kind).await?;
        let cut = spawn_blocking(move || cut::segments(&rows.iter().collect::<Vec<_>>())).await?;
        for made in cut {
            files.add(made.cards);
            files.add(made.bodies);
            segments.push(made.segment);
        }
    }
    Ok(segments)
}
