//! The file `published` beside the key: a line for each epoch, the newest last, with the highest revision signed here.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::KeyError;
use super::file::{hex, replace};

const FILE_NAME: &str = "published";

#[derive(Debug, Clone)]
pub(super) struct Memory {
    path: PathBuf,
}

impl Memory {
    pub fn beside(folder: &Path) -> Self {
        Memory { path: folder.join(FILE_NAME) }
    }

    /// The revision remembered, if publishing `revision` of `epoch` would contradict it: a higher one of this epoch, or
    /// any of an epoch that came after it. An epoch never met is a new database, or a restored one.
    pub fn more_than(&self, epoch: [u8; 16], revision: u64) -> Result<Option<u64>, KeyError> {
        let lines = self.read()?;
        let newest = lines.last().map(|(epoch, _)| epoch.clone());
        let known = lines.into_iter().find(|(known, _)| *known == hex(&epoch));
        let contradicts =
            |(known, remembered): &(String, u64)| *remembered > revision || newest.as_ref() != Some(known);
        Ok(known.filter(contradicts).map(|(_, remembered)| remembered))
    }

    pub fn remember(&self, epoch: [u8; 16], revision: u64) -> Result<(), KeyError> {
        let mut lines = self.read()?;
        match lines.iter_mut().find(|(known, _)| *known == hex(&epoch)) {
            Some((_, remembered)) => *remembered = revision.max(*remembered),
            None => lines.push((hex(&epoch), revision)),
        }
        let text: String = lines.iter().map(|(epoch, revision)| format!("{epoch} {revision}\n")).collect();
        replace(&self.path, text.as_bytes()).map_err(|cause| KeyError::File { path: self.path.clone(), cause })
    }

    fn read(&self) -> Result<Vec<(String, u64)>, KeyError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(cause) => return Err(KeyError::File { path: self.path.clone(), cause }),
        };
        let line = |line: &str| {
            let (epoch, revision) = line.split_once(' ')?;
            Some((epoch.to_owned(), revision.trim().parse().ok()?))
        };
        let lines: Option<Vec<_>> = text.lines().map(line).collect();
        lines.ok_or_else(|| KeyError::NotAKey { place: self.path.display().to_string() })
    }
}
