//! Files go before the commands that name them, in pieces; the server is asked how far it has them, so a lost connection
//! costs one piece.
//!
//! A command waits for its files; the others do not wait for it. What the server refuses is not sent again: the command
//! goes without it, is refused, and its person sees why.

use std::collections::BTreeSet;

use model::CommandId;
use model::registration::FileAnswer;
use server::api::{FILE_PIECE_BYTES, FileTaken};

use super::channel::FilePiece;
use super::{PushError, Pusher};
use crate::store::me::Known;
use crate::store::{Bytes, Outbox, file};

impl Pusher {
    /// Commands whose files lie here and may not have reached the server.
    pub(super) async fn without_files(&self, known: &Known, outbox: &Outbox) -> Result<BTreeSet<CommandId>, PushError> {
        let mut without = BTreeSet::new();
        for item in outbox.items.iter().filter(|item| item.is_open()) {
            if self.next_file(known, item.command.act.clone()).await?.is_some() {
                without.insert(item.id());
            }
        }
        Ok(without)
    }

    /// Hands in the files of one command. False: there is none that waits for files.
    pub(super) async fn hand_in(&self, known: &Known) -> Result<bool, PushError> {
        let outbox = Outbox::load(&*self.store, known.owner()).await?;
        for item in outbox.items.iter().filter(|item| item.is_open()) {
            let mut is_waiting = false;
            while let Some((named, bytes)) = self.next_file(known, item.command.act.clone()).await? {
                self.hand_in_one(known, &named, &bytes).await?;
                self.handed_in.borrow_mut().insert(named.hash);
                is_waiting = true;
            }
            if is_waiting {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn next_file(&self, known: &Known, act: model::Act) -> Result<Option<(FileAnswer, Bytes)>, PushError> {
        for named in file::named(&act) {
            if self.handed_in.borrow().contains(&named.hash) {
                continue;
            }
            if let Some(bytes) = file::read(&*self.store, known.owner(), &named.hash).await? {
                return Ok(Some((named.clone(), bytes)));
            }
        }
        Ok(None)
    }

    async fn hand_in_one(&self, known: &Known, named: &FileAnswer, bytes: &[u8]) -> Result<(), PushError> {
        // A small file is one piece; of a larger one the server may have a part already.
        let mut from = 0;
        let mut to = if bytes.len() > FILE_PIECE_BYTES { 0 } else { bytes.len() };
        for _ in 0..2 * bytes.len().div_ceil(FILE_PIECE_BYTES) + 2 {
            let piece = || FilePiece {
                hash: named.hash,
                kind: named.kind,
                file_bytes: bytes.len() as u32,
                begins: from as u32,
                bytes: bytes[from..to].to_vec(),
            };
            match self.ask(|| self.channel.put_file(known.person(), piece())).await? {
                FileTaken::Have { bytes: have } => {
                    from = bytes.len().min(have as usize);
                    to = bytes.len().min(from + FILE_PIECE_BYTES);
                }
                FileTaken::Whole | FileTaken::Refused { .. } => return Ok(()),
            }
        }
        // It goes on from there the next time.
        Err(PushError::NoNetwork)
    }
}
