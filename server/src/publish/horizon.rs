//! How far back deltas reach: 90 days, or deltas of 25 % of the base, whichever comes first, but never past the base.

use catalogue::{Edition, tier};

use super::base::Base;
use super::deltas::{Deltas, allowance};
use super::line::Line;
use super::{DAY_MS, Draft, Settings};
use crate::store::{StoreError, Tx};

/// How long a phone may have been away and still catch up by deltas, and how long files of no head are kept.
pub(super) const KEPT_MS: i64 = 90 * DAY_MS;

/// The oldest revision from which deltas lead to the new one. It only ever moves on.
pub(super) async fn find(
    tx: &mut Tx,
    line: &Line,
    draft: &Draft,
    deltas: &Deltas,
    base: &Base,
    settings: Settings,
    now_ms: i64,
) -> Result<u64, StoreError> {
    if draft.wish.is_purge() {
        return Ok(draft.revision);
    }
    let most = allowance(base.bytes, settings);
    let least = line.horizon().max(1);
    let oldest = tx.oldest_revision(least, now_ms - KEPT_MS, deltas.bytes_so_far.saturating_sub(most)).await?;
    let (mut low, mut high) = (oldest.unwrap_or(draft.revision).min(draft.revision), draft.revision);
    while low < high {
        let middle = low + (high - low) / 2;
        match tier::close_gap(middle, draft.revision, &deltas.listed) {
            Some(_) => high = middle,
            None => low = middle + 1,
        }
    }
    Ok(low.min(base.revision).max(line.horizon()))
}

/// The edition, without deltas that end where nobody may begin.
pub(super) fn edition(draft: &Draft, deltas: &Deltas, base: Base, horizon: u64) -> Edition {
    let reach = |delta: &&catalogue::Delta| delta.to > horizon;
    Edition {
        revision: draft.revision,
        base_revision: base.revision,
        root: draft.root,
        segments: base.segments,
        deltas: deltas.listed.iter().filter(reach).cloned().collect(),
    }
}
