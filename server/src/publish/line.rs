//! The published line as it stands: the newest head, its edition, and what follows from them.

use catalogue::{Edition, FileName, SignedHead, StateRoot};

use crate::keys::Keys;
use crate::store::{StoreError, Tx};

pub(super) struct Line {
    /// The database's epoch; the head's own may be an older one, right after a restore.
    pub epoch: [u8; 16],
    pub head: Option<SignedHead>,
    pub edition: Option<Edition>,
}

impl Line {
    pub async fn read(tx: &mut Tx) -> Result<Self, StoreError> {
        let epoch = tx.epoch().await?;
        let head = tx.head().await?;
        let edition = match &head {
            Some(head) => tx.file_raw(head.head.edition).await?.map(Edition::read).transpose()?,
            None => None,
        };
        Ok(Line { epoch, head, edition })
    }

    /// 0 before the first.
    pub fn revision(&self) -> u64 {
        self.head.as_ref().map_or(0, |head| head.head.revision)
    }

    pub fn root(&self) -> StateRoot {
        self.head.as_ref().map_or_else(StateRoot::default, |head| head.head.root)
    }

    pub fn horizon(&self) -> u64 {
        self.head.as_ref().map_or(0, |head| head.head.horizon)
    }

    pub fn is_of_another_epoch(&self) -> bool {
        self.head.as_ref().is_some_and(|head| head.head.epoch != self.epoch)
    }

    /// Whether phones that follow this line will believe what these keys sign.
    pub fn accepts(&self, keys: &Keys) -> bool {
        self.head.as_ref().is_none_or(|head| keys.follow(&head.signed_by))
    }

    /// The files that the newest head leads to, itself not a file.
    pub fn files(&self) -> Vec<FileName> {
        let name = self.head.as_ref().map(|head| head.head.edition);
        name.into_iter().chain(self.edition.iter().flat_map(files_of)).collect()
    }
}

/// The files that an edition lists.
pub(super) fn files_of(edition: &Edition) -> Vec<FileName> {
    let segments = edition.segments.iter().flat_map(|segment| [segment.cards, segment.bodies]);
    segments.chain(edition.deltas.iter().map(|delta| delta.file)).collect()
}

/// Bytes of the base, uncompressed.
pub(super) fn base_bytes(segments: &[catalogue::Segment]) -> u64 {
    segments.iter().map(|segment| u64::from(segment.cards_bytes) + u64::from(segment.bodies_bytes)).sum()
}
