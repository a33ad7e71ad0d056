//! Files that a person picked, under the hash of their bytes: kept until the commands that name them are done with.

use std::collections::BTreeSet;

use model::registration::{Answers, FileAnswer};
use model::{Act, Digest};

use super::{Bytes, Item, Outbox, Owner, Room, Store, StoreError};

/// The files that an act names.
pub fn named(act: &Act) -> impl Iterator<Item = &FileAnswer> {
    answers(act).into_iter().flat_map(Answers::files)
}

pub async fn read(store: &dyn Store, owner: Owner, hash: &Digest) -> Result<Option<Bytes>, StoreError> {
    store.get(Room::File, &owner.key(hash)).await
}

/// The keys of a person's files that no command in their outbox names, and no draft.
pub async fn unneeded(store: &dyn Store, owner: Owner, outbox: &Outbox) -> Result<Vec<String>, StoreError> {
    let named: BTreeSet<String> =
        outbox.items.iter().flat_map(|item| named(&item.command.act)).map(|file| file.hash.to_string()).collect();
    // A draft is text of the pages' own; a hash in it is found as it is written.
    let drafts = store.list(Room::Draft, &owner.prefix()).await?;
    let drafts: Vec<String> = drafts.iter().map(|(_, text)| String::from_utf8_lossy(text).into_owned()).collect();
    let is_needed = |hash: &str| named.contains(hash) || drafts.iter().any(|draft| draft.contains(hash));
    let kept = store.list(Room::File, &owner.prefix()).await?;
    let unneeded = kept.into_iter().map(|(key, _)| key);
    Ok(unneeded.filter(|key| !is_needed(key.rsplit('/').next().unwrap_or_default())).collect())
}

/// Lets go of the files of commands that have just left the outbox. One that a person has picked meanwhile stays, as they
/// have not saved what names it yet.
pub async fn let_go(store: &dyn Store, owner: Owner, done: &[&Item]) -> Result<(), StoreError> {
    let of_done: BTreeSet<String> =
        done.iter().flat_map(|item| named(&item.command.act)).map(|file| owner.key(file.hash)).collect();
    if of_done.is_empty() {
        return Ok(());
    }
    let outbox = Outbox::load(store, owner).await?;
    let mut change = super::Change::default();
    for key in unneeded(store, owner, &outbox).await?.into_iter().filter(|key| of_done.contains(key)) {
        change = change.delete(Room::File, key);
    }
    store.change(&change).await.map(drop)
}

fn answers(act: &Act) -> Option<&Answers> {
    match act {
        Act::Registered { answers, .. } | Act::AnswersChanged { answers, .. } | Act::Nominated { answers, .. } => {
            Some(answers)
        }
        Act::Withdrawn { .. }
        | Act::SubstituteNamed { .. }
        | Act::OfferAccepted { .. }
        | Act::OfferDeclined { .. }
        | Act::CheckedIn { .. }
        | Act::CheckInUndone { .. }
        | Act::WalkedIn { .. }
        | Act::AttendanceScanned { .. }
        | Act::Decided { .. }
        | Act::Merged { .. }
        | Act::Messaged { .. }
        | Act::ConsentGiven { .. }
        | Act::ConsentWithdrawn { .. }
        | Act::ProfileChanged { .. }
        | Act::ExportAsked
        | Act::AccountErased => None,
    }
}
