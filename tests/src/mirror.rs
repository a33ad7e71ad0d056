//! The simplest reader there can be: all rows in a map. What it holds is what a phone must hold.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use catalogue::{Edition, FileName, Row, SignedHead, StateRoot, delta, segment, tier};
use model::RecordId;
use server::store::{CatchUp, Encoding, FileBytes, Store};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mirror {
    pub epoch: [u8; 16],
    pub revision: u64,
    pub rows: BTreeMap<RecordId, Row>,
}

impl Mirror {
    /// Reads everything anew from the head's files.
    pub async fn cold(store: &Store) -> Result<Self> {
        let head = store.head().context("nothing is published")?;
        let edition = edition(store, &head).await?;
        let mut mirror = Mirror { epoch: head.head.epoch, revision: edition.base_revision, rows: BTreeMap::new() };
        for listed in &edition.segments {
            let cards = segment::read(file(store, listed.cards).await?)?;
            let bodies = segment::read(file(store, listed.bodies).await?)?;
            ensure!(cards.rows() == listed.rows as usize, "the segment's length");
            mirror.take(segment::rows(&cards, &bodies)?);
        }
        let steps = tier::close_gap(edition.base_revision, edition.revision, &edition.deltas);
        for step in steps.context("the deltas do not lead from the base to the head")? {
            let bytes = file(store, step.file).await?;
            ensure!(bytes.len() == step.bytes as usize, "the delta's length");
            mirror.apply(&bytes)?;
        }
        mirror.revision = edition.revision;
        mirror.check(&head)?;
        Ok(mirror)
    }

    /// Catches up by deltas. False if they do not reach back that far.
    pub async fn catch_up(&mut self, store: &Store) -> Result<bool> {
        match &*store.catch_up(self.epoch, self.revision).await? {
            CatchUp::NoHead => bail!("nothing is published"),
            CatchUp::UpToDate => Ok(true),
            CatchUp::Behind { deltas, .. } if deltas.is_empty() => Ok(false),
            CatchUp::Behind { head, deltas } => {
                for bytes in deltas {
                    self.apply(bytes)?;
                }
                self.revision = head.head.revision;
                self.check(head)?;
                Ok(true)
            }
        }
    }

    pub fn root(&self) -> StateRoot {
        let mut root = StateRoot::default();
        self.rows.values().for_each(|row| root.add(row.hash()));
        root
    }

    fn apply(&mut self, bytes: &[u8]) -> Result<()> {
        self.take(delta::rows(&delta::read(bytes)?)?);
        Ok(())
    }

    fn take(&mut self, rows: Vec<Row>) {
        self.rows.extend(rows.into_iter().map(|row| (row.id, row)));
    }

    fn check(&self, head: &SignedHead) -> Result<()> {
        ensure!(self.root() == head.head.root, "revision {}: the state root differs", head.head.revision);
        Ok(())
    }
}

pub async fn edition(store: &Store, head: &SignedHead) -> Result<Edition> {
    let bytes = file(store, head.head.edition).await?;
    ensure!(bytes.len() == head.head.edition_bytes as usize, "the edition's length");
    Ok(Edition::read(bytes)?)
}

/// A file's bytes, checked against its name.
pub async fn file(store: &Store, name: FileName) -> Result<Vec<u8>> {
    match store.file(name, Encoding::Raw).await? {
        Some(FileBytes::Here(bytes)) => {
            ensure!(FileName::of(&bytes) == name, "{name} is not what its name says");
            Ok(bytes)
        }
        Some(FileBytes::Gone) => bail!("{name} is gone"),
        None => bail!("{name} is missing"),
    }
}
