//! Answers questions from what this phone holds: [`Engine::ask`] is all that pages know of the catalogue.
//!
//! It opens cards and deltas into a desk, and reads bodies from the store one file at a time, when a question wants
//! them. Only plain types go in and out, so it could move into a worker.
//!
//! **Invariant:** it never writes, and never asks the network.

mod bodies;
pub mod limit;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use catalogue::desk::Desk;
use catalogue::{Answer, Block, FileName, Malformed, Query, StateRoot};
use thiserror::Error;

use crate::store::{self, Held, Store, StoreError};
use bodies::Bodies;

pub struct Engine {
    store: Rc<dyn Store>,
    opened: RefCell<Option<Rc<Opened>>>,
    bodies: RefCell<Bodies>,
    turns: Turns,
}

/// Two openings may overlap; the one that began last has read what is newest.
#[derive(Default)]
struct Turns {
    begun: Cell<u64>,
    done: Cell<u64>,
}

struct Opened {
    held: Held,
    desk: Rc<Desk>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AskError {
    /// The first pull has not come far enough.
    #[error("there is no catalogue on this phone yet")]
    NothingHeld,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("what is kept cannot be read: {0}")]
    Malformed(#[from] Malformed),
}

impl Engine {
    pub fn new(store: Rc<dyn Store>) -> Self {
        Engine { store, opened: RefCell::default(), bodies: RefCell::default(), turns: Turns::default() }
    }

    /// Opens what is held now: at the start, and after every flip. Until it is done the older desk answers.
    pub async fn open(&self) -> Result<Option<Held>, AskError> {
        match self.open_once().await {
            // Another tab has flipped, and swept what was read of.
            Err(AskError::Store(StoreError::FileMissing(_))) => self.open_once().await,
            done => done,
        }
    }

    async fn open_once(&self) -> Result<Option<Held>, AskError> {
        let turn = self.turns.begun.get() + 1;
        self.turns.begun.set(turn);
        let held = store::shelf::held(&*self.store).await?.map(|(held, _)| held);
        let opened = match &held {
            Some(held) => Some(self.opened_as(held).await?),
            None => None,
        };
        if self.turns.done.get() < turn {
            self.turns.done.set(turn);
            self.opened.replace(opened);
        }
        Ok(held)
    }

    /// The desk for what is held: the one that is open, where its files are the same.
    async fn opened_as(&self, held: &Held) -> Result<Rc<Opened>, AskError> {
        let open = self.opened.borrow().clone();
        let same_files =
            |opened: &Rc<Opened>| opened.held.segments == held.segments && opened.held.deltas == held.deltas;
        let desk = match open.filter(same_files) {
            Some(opened) => Rc::clone(&opened.desk),
            None => Rc::new(Desk::new(store::shelf::load(&*self.store, held).await?)),
        };
        Ok(Rc::new(Opened { held: held.clone(), desk }))
    }

    /// What the desk was opened from.
    pub fn held(&self) -> Option<Held> {
        self.opened.borrow().as_ref().map(|opened| opened.held.clone())
    }

    pub async fn ask(&self, query: Query) -> Result<Answer, AskError> {
        let mut opened = self.opened().await?;
        let mut blocks = self.bring(&opened.desk.needs(&query)).await?;
        if blocks.is_none() && opened.held.bodies_complete {
            // The files are swept: another tab brought something new, and this one has not heard of it yet.
            self.open().await?;
            opened = self.opened().await?;
            blocks = self.bring(&opened.desk.needs(&query)).await?;
        }
        let blocks = blocks.unwrap_or_default();
        let find = |name: &FileName| blocks.iter().find(|(have, _)| have == name).map(|(_, block)| block.clone());
        Ok(opened.desk.answer(&query, &find)?)
    }

    /// The state root of all that is held, counted anew from every row. Needs all bodies.
    pub async fn state_root(&self) -> Result<StateRoot, AskError> {
        let opened = self.opened().await?;
        let names: Vec<FileName> = opened.held.bodies().map(|(name, _)| name).collect();
        let blocks = store::shelf::bodies(&*self.store, &names).await?;
        let find = |name: &FileName| {
            let at = names.iter().position(|have| have == name).ok_or(Malformed::Pair)?;
            Ok(blocks[at].clone())
        };
        let mut root = StateRoot::default();
        opened.desk.shelf().rows(find)?.values().for_each(|row| root.add(row.hash()));
        Ok(root)
    }

    async fn opened(&self) -> Result<Rc<Opened>, AskError> {
        let opened = self.opened.borrow().clone();
        if let Some(opened) = opened {
            return Ok(opened);
        }
        self.open().await?;
        self.opened.borrow().clone().ok_or(AskError::NothingHeld)
    }

    /// The bodies of these names; those that are not on the phone are left out. None if all are missing.
    async fn bring(&self, names: &[FileName]) -> Result<Option<Vec<(FileName, Block)>>, AskError> {
        let mut blocks = Vec::with_capacity(names.len());
        let mut wanted = Vec::new();
        for name in names {
            match self.bodies.borrow_mut().get(name) {
                Some(block) => blocks.push((*name, block)),
                None => wanted.push(*name),
            }
        }
        let files = if wanted.is_empty() { Vec::new() } else { self.store.blobs(&wanted).await? };
        for (name, file) in wanted.into_iter().zip(files) {
            let Some(bytes) = file else { continue };
            let length_bytes = bytes.len();
            let block = catalogue::segment::read(bytes)?;
            self.bodies.borrow_mut().put(name, block.clone(), length_bytes);
            blocks.push((name, block));
        }
        Ok((names.is_empty() || !blocks.is_empty()).then_some(blocks))
    }
}
