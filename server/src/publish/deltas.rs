//! The deltas that end at the new revision, in their tiers.
//!
//! A delta that is named `from..=to` holds what changed after `from` or after the horizon, whichever is later: below the
//! horizon nobody may use deltas, and one large publication is not carried along in every longer delta after it.

use catalogue::{Delta, delta, limit, tier};

use super::files::NewFiles;
use super::line::{Line, base_bytes};
use super::{Draft, Settings};
use crate::store::{StoreError, Tx};

pub(super) struct Deltas {
    /// The old and the new, as an edition lists them.
    pub listed: Vec<Delta>,
    /// The newest delta's bytes, if they are few.
    pub inline: Option<Vec<u8>>,
    /// Bytes of all one-revision deltas up to the new revision, kept or not.
    pub bytes_so_far: u64,
}

impl Deltas {
    pub async fn make(
        tx: &mut Tx,
        line: &Line,
        draft: &Draft,
        settings: Settings,
        files: &mut NewFiles,
    ) -> Result<Self, StoreError> {
        let old = line.edition.as_ref().map_or(Vec::new(), |edition| edition.deltas.clone());
        let so_far = tx.delta_bytes_so_far(line.revision()).await?;
        if draft.revision == line.revision() {
            let inline = line.head.as_ref().and_then(|head| head.head.inline.clone());
            return Ok(Deltas { listed: old, inline, bytes_so_far: so_far });
        }
        let newest = delta::encode(&draft.rows);
        let bytes_so_far = so_far + newest.len() as u64;
        let base = line.edition.as_ref().map_or(0, |edition| base_bytes(&edition.segments));
        let most = allowance(base, settings);
        if draft.wish.is_purge() {
            return Ok(Deltas { listed: Vec::new(), inline: None, bytes_so_far });
        }
        if line.edition.is_none() || newest.len() as u64 > most {
            return Ok(Deltas { listed: old, inline: None, bytes_so_far });
        }
        let mut listed = old;
        for (from, to) in tier::spans_ending_at(draft.revision) {
            let bytes = if to - from == 1 {
                newest.clone()
            } else {
                delta::encode(&tx.rows_changed(from.max(line.horizon()), to).await?)
            };
            if bytes.len() as u64 <= most {
                let (file, bytes) = files.add(bytes);
                listed.push(Delta { from, to, file, bytes });
            }
        }
        let inline = (newest.len() <= limit::INLINE_DELTA_BYTES).then_some(newest);
        Ok(Deltas { listed: tier::listed(listed), inline, bytes_so_far })
    }
}

/// How many bytes of deltas go with a base of so many.
pub(super) fn allowance(base_bytes: u64, settings: Settings) -> u64 {
    (base_bytes / 4).max(settings.least_delta_bytes)
}

/// The deltas that the head names: the newest first, and of those that end together the shortest first, so that the
/// first is the one that may travel inside the head.
pub(super) fn newest_first(listed: &[Delta]) -> Vec<Delta> {
    let mut newest = listed.to_vec();
    newest.sort_by_key(|delta| (std::cmp::Reverse(delta.to), std::cmp::Reverse(delta.from)));
    newest.truncate(limit::HEAD_DELTAS);
    newest
}
