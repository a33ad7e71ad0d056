//! An outbox as a file: to be sent from another phone, or kept until there is a network. It holds what its person wrote,
//! so the person is told to keep it to themselves.

use model::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

use super::outbox::{self, Outbox};
use super::owner::Owner;
use super::{Store, StoreError};

/// What the file says it is.
const KIND: &str = "mangrove outbox";
const FORMAT: u8 = 1;
/// Bytes of a file that is taken in.
const FILE_BYTES: usize = 8 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct OutboxFile {
    kind: String,
    format: u8,
    /// Whose it is; none: made before anybody signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    commands: Vec<Box<RawValue>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileFault {
    #[error("this is not an outbox of this app")]
    NotOurs,
    #[error("a newer version of the app wrote this file")]
    Later,
    #[error("this file is of another person")]
    OtherPerson,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All open commands of an outbox, as they would be sent. None: there are none.
pub async fn write(store: &dyn Store, owner: Owner) -> Result<Option<String>, StoreError> {
    let outbox = Outbox::load(store, owner).await?;
    let commands: Vec<_> = outbox.items.iter().filter(|item| item.is_open()).map(|item| item.raw.clone()).collect();
    if commands.is_empty() {
        return Ok(None);
    }
    let person = match owner {
        Owner::Nobody => None,
        Owner::Person(person) => Some(person),
    };
    let file = OutboxFile { kind: KIND.to_owned(), format: FORMAT, person, commands };
    serde_json::to_string_pretty(&file).map(Some).map_err(|error| StoreError::Failed(error.to_string()))
}

/// Puts a file's commands behind what waits here; gives how many were new. The same file twice changes nothing, and the
/// server takes each command once, from whichever phone it comes.
pub async fn read(store: &dyn Store, owner: Owner, text: &str) -> Result<usize, FileFault> {
    if text.len() > FILE_BYTES {
        return Err(FileFault::NotOurs);
    }
    let file: OutboxFile = serde_json::from_str(text).map_err(|_| FileFault::NotOurs)?;
    if file.kind != KIND {
        return Err(FileFault::NotOurs);
    }
    if file.format > FORMAT {
        return Err(FileFault::Later);
    }
    let owner = match (file.person, owner) {
        (None, owner) => owner,
        (Some(person), owner) if owner == Owner::Person(person) => owner,
        (Some(_), _) => return Err(FileFault::OtherPerson),
    };
    outbox::take_in(store, owner, &file.commands).await?.ok_or(FileFault::NotOurs)
}
