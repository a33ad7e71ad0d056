//! The key that signs heads, and what its folder remembers.
//!
//! The key is a small text file that only its owner may read, or the same text in `MANGROVE_KEY`:
//!
//! ```text
//! mangrove-head-key-1
//! secret 64 hexadecimal digits
//! handover old-key new-key signature        one line for each key before, the oldest first
//! ```
//! Beside it lies `published`: for each epoch the highest revision that was signed here. A database that is behind it
//! is an older copy, and publishing from it would contradict what phones hold.
//!
//! [`Secret`] is another key, for what the server keeps to itself: hashes of codes and cookies. From it come the
//! [`Seals`], which sign tickets and certificates.
//!
//! **Invariant:** a secret leaves this module only inside a `SigningKey`, and is never printed.

mod file;
mod memory;
mod seals;
mod secret;

use std::path::{Path, PathBuf};

use catalogue::head::{Handover, KeyBytes};
use ed25519_dalek::SigningKey;
use thiserror::Error;

use memory::Memory;

pub use seals::Seals;
pub use secret::{SECRET_VARIABLE, Secret};

/// The variable that may hold the key.
pub const KEY_VARIABLE: &str = "MANGROVE_KEY";
/// The key's file in a data folder.
const FILE_NAME: &str = "head.key";
/// Handovers kept; a phone that slept through more keys than this has to begin anew. Each costs 128 bytes of every head.
const HANDOVERS_KEPT: usize = 4;

#[derive(Debug, Error)]
pub enum KeyError {
    #[error("the key file {path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("{place} is not a key that this program wrote")]
    NotAKey { place: String },
    #[error("a key given in {KEY_VARIABLE} is handed over where it is kept; put the key into a file to rotate it here")]
    NotAFile,
}

/// Where a key is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Variable,
}

/// A key, the keys before it, and the memory of its folder.
#[derive(Clone)]
pub struct Keys {
    signing: SigningKey,
    handovers: Vec<Handover>,
    place: Place,
    memory: Memory,
}

impl Keys {
    /// Opens the key that `--key` names, or `MANGROVE_KEY` holds, or the data folder has. Made if absent.
    pub fn open(data: &Path, file: Option<&Path>) -> Result<Self, KeyError> {
        match (file, std::env::var(KEY_VARIABLE)) {
            (None, Ok(text)) => Self::from_text(&text, data),
            (file, _) => Self::open_file(file.map_or_else(|| data.join(FILE_NAME), Path::to_owned)),
        }
    }

    fn from_text(text: &str, data: &Path) -> Result<Self, KeyError> {
        let not_a_key = || KeyError::NotAKey { place: KEY_VARIABLE.to_owned() };
        let (signing, handovers) = file::parse(text).ok_or_else(not_a_key)?;
        Ok(Keys { signing, handovers, place: Place::Variable, memory: Memory::beside(data) })
    }

    fn open_file(path: PathBuf) -> Result<Self, KeyError> {
        let (signing, handovers) = match file::read(&path)? {
            Some(held) => held,
            None => {
                let made = SigningKey::from_bytes(&rand::random());
                file::write(&path, &made, &[])?;
                (made, Vec::new())
            }
        };
        let memory = Memory::beside(path.parent().unwrap_or(Path::new(".")));
        Ok(Keys { signing, handovers, place: Place::File(path), memory })
    }

    /// The key as its place has it now; another process may have handed over.
    pub fn read_again(&self) -> Result<Self, KeyError> {
        match &self.place {
            Place::File(path) => Self::open_file(path.clone()),
            Place::Variable => Ok(self.clone()),
        }
    }

    /// Makes a new key, signed by this one, and puts it in this one's place. The next head carries it to the phones.
    pub fn rotate(&self) -> Result<Self, KeyError> {
        let Place::File(path) = &self.place else { return Err(KeyError::NotAFile) };
        let made = SigningKey::from_bytes(&rand::random());
        let mut handovers = self.handovers.clone();
        handovers.push(Handover::sign(&self.signing, &made.verifying_key().to_bytes()));
        let surplus = handovers.len().saturating_sub(HANDOVERS_KEPT);
        handovers.drain(..surplus);
        file::write(path, &made, &handovers)?;
        Ok(Keys { signing: made, handovers, place: self.place.clone(), memory: self.memory.clone() })
    }

    pub fn public(&self) -> KeyBytes {
        self.signing.verifying_key().to_bytes()
    }

    pub fn handovers(&self) -> &[Handover] {
        &self.handovers
    }

    pub(crate) fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// Whether this key is `key`, or a handover leads from it to this one.
    pub(crate) fn follow(&self, key: &KeyBytes) -> bool {
        *key == self.public() || self.handovers.iter().any(|handover| handover.old == *key)
    }

    /// The revision remembered, if it is higher than the database's, or the epoch is one that was left behind.
    pub(crate) fn remembers_more_than(&self, epoch: [u8; 16], revision: u64) -> Result<Option<u64>, KeyError> {
        self.memory.more_than(epoch, revision)
    }

    pub(crate) fn remember(&self, epoch: [u8; 16], revision: u64) -> Result<(), KeyError> {
        self.memory.remember(epoch, revision)
    }
}
