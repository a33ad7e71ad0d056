//! The files of a publication: named, compressed unless they are held already, and stored; and which files no head
//! names any more.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{Edition, FileName};
use tokio::task::JoinSet;

use super::line::{Line, files_of};
use super::{PublishError, pack};
use crate::store::Tx;

/// Files by name, not yet stored.
#[derive(Default)]
pub(super) struct NewFiles(BTreeMap<FileName, Vec<u8>>);

impl NewFiles {
    /// Gives the file's name and length.
    pub fn add(&mut self, bytes: Vec<u8>) -> (FileName, u32) {
        let (name, length) = (FileName::of(&bytes), bytes.len() as u32);
        self.0.insert(name, bytes);
        (name, length)
    }

    /// Stores what the edition lists and is not held, and notes which files fell out of use and which came back.
    pub async fn store(
        mut self,
        tx: &mut Tx,
        line: &Line,
        edition: &Edition,
        edition_name: FileName,
        quality: u32,
        now_ms: i64,
    ) -> Result<(), PublishError> {
        let used: BTreeSet<FileName> = files_of(edition).into_iter().chain([edition_name]).collect();
        let unused: Vec<FileName> = line.files().into_iter().filter(|name| !used.contains(name)).collect();
        tx.set_unused(&unused, Some(now_ms)).await?;
        self.0.retain(|name, _| used.contains(name));
        let held = tx.files_held(&self.0.keys().copied().collect::<Vec<_>>()).await?;
        tx.set_unused(&held, None).await?;
        for name in held {
            self.0.remove(&name);
        }
        let mut packing = JoinSet::new();
        for (_, raw) in self.0 {
            packing.spawn_blocking(move || pack::pack(raw, quality));
        }
        while let Some(packed) = packing.join_next().await {
            tx.put_file(&packed?, now_ms).await?;
        }
        Ok(())
    }
}
