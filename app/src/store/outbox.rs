//! The outbox: commands that wait on this phone, in the order in which they were made, with what the server answered.
//!
//! ```text
//! saved ─hand_over─▶ handed over (frozen) ─answer─▶ with its receipt ─settle─▶ gone; or kept, if it needs its person
//! ```
//! **Invariant:** a command that was handed over is sent again as the same bytes. Nothing here deletes a command that the
//! server has not answered, but at a person's word.

use model::{Aggregate, Command, CommandId, Receipt};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::owner::Owner;
use super::{Bytes, Change, Room, Store, StoreError};

/// How an item is written today. A reader of a later version reads all before it.
const FORMAT: u8 = 1;
/// How often a place in the order is taken that another tab was faster to take.
const TRIES: usize = 8;

/// An item as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    format: u8,
    /// As it was made. These very bytes travel.
    command: Box<RawValue>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    handed_over: bool,
    /// The server waits for this one first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blocked_by: Option<CommandId>,
}

/// One item of the outbox.
#[derive(Debug, Clone)]
pub struct Item {
    key: String,
    /// As it lies in the room, for compare and set.
    bytes: Bytes,
    pub command: Command,
    pub raw: Box<RawValue>,
    /// Sent at least once; what came of it may be unknown.
    pub handed_over: bool,
    pub blocked_by: Option<CommandId>,
    pub receipt: Option<Receipt>,
}

/// What lies in an outbox.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    pub items: Vec<Item>,
    /// Items that this version of the app cannot read. They stay.
    pub unreadable: usize,
}

impl Item {
    fn read(key: String, bytes: Bytes) -> Option<Self> {
        let kept: Kept = serde_json::from_slice(&bytes).ok()?;
        let command = serde_json::from_str(kept.command.get()).ok().filter(|_| kept.format <= FORMAT)?;
        let Kept { command: raw, handed_over, blocked_by, .. } = kept;
        Some(Item { key, bytes, command, raw, handed_over, blocked_by, receipt: None })
    }

    pub fn id(&self) -> CommandId {
        self.command.id
    }

    /// With what it is about, its lane on this phone.
    pub fn lane(&self) -> Aggregate {
        self.command.act.aggregate()
    }

    /// The server has said nothing final yet.
    pub fn is_open(&self) -> bool {
        self.receipt.is_none()
    }

    fn as_kept(&self) -> Bytes {
        let (handed_over, blocked_by) = (self.handed_over, self.blocked_by);
        pack(&Kept { format: FORMAT, command: self.raw.clone(), handed_over, blocked_by })
    }

    /// Replaced in the room, if nobody else did so meanwhile.
    fn replace(&self, change: Change) -> Change {
        let change = change.need(Room::Outbox, &self.key, Some(Bytes::clone(&self.bytes)));
        change.put(Room::Outbox, &self.key, self.as_kept())
    }
}

impl Outbox {
    pub async fn load(store: &dyn Store, owner: Owner) -> Result<Self, StoreError> {
        let kept = store.list(Room::Outbox, &owner.prefix()).await?;
        let receipts = store.list(Room::Receipt, &owner.prefix()).await?;
        let receipts: Vec<Receipt> =
            receipts.iter().filter_map(|(_, bytes)| serde_json::from_slice(bytes).ok()).collect();
        let count = kept.len();
        let mut items: Vec<Item> = kept.into_iter().filter_map(|(key, bytes)| Item::read(key, bytes)).collect();
        for item in &mut items {
            item.receipt = receipts.iter().find(|receipt| receipt.command == item.command.id).cloned();
        }
        Ok(Outbox { unreadable: count - items.len(), items })
    }

    pub fn find(&self, id: CommandId) -> Option<&Item> {
        self.items.iter().find(|item| item.command.id == id)
    }

    /// The last of a lane that the server may still have to take.
    pub fn last_of(&self, lane: Aggregate) -> Option<&Item> {
        self.items.iter().rev().find(|item| item.lane() == lane)
    }
}

/// Puts a command at the end, on disk before it returns.
pub async fn add(store: &dyn Store, owner: Owner, command: &Command) -> Result<(), StoreError> {
    let kept = pack(&Kept { format: FORMAT, command: to_raw(command), handed_over: false, blocked_by: None });
    for _ in 0..TRIES {
        let key = next_key(store, owner).await?;
        let change = Change::default().need(Room::Outbox, &key, None).put(Room::Outbox, &key, Bytes::clone(&kept));
        if store.change(&change).await? {
            return Ok(());
        }
    }
    Err(StoreError::Failed("the outbox is written to by another tab".to_owned()))
}

/// Puts other words into a command that was never handed over. False: it was meanwhile.
pub async fn rewrite(store: &dyn Store, item: &Item, command: &Command) -> Result<bool, StoreError> {
    if item.handed_over {
        return Ok(false);
    }
    let rewritten = Item { raw: to_raw(command), ..item.clone() };
    store.change(&rewritten.replace(Change::default())).await
}

/// Puts in the commands of a file, frozen as they are: another phone may have sent them. Gives how many were new; none if
/// one of them is no command.
pub async fn take_in(store: &dyn Store, owner: Owner, raws: &[Box<RawValue>]) -> Result<Option<usize>, StoreError> {
    let here = Outbox::load(store, owner).await?;
    let mut place = next_place(store, owner).await?;
    let (mut change, mut new) = (Change::default(), 0);
    for raw in raws {
        let Ok(command) = serde_json::from_str::<Command>(raw.get()) else { return Ok(None) };
        if here.find(command.id).is_some() {
            continue;
        }
        // In one line, as it was made: spaces that a person's editor put in are not part of it.
        let kept = pack(&Kept { format: FORMAT, command: to_raw(&command), handed_over: true, blocked_by: None });
        let key = key(owner, place);
        change = change.need(Room::Outbox, &key, None).put(Room::Outbox, &key, kept);
        (place, new) = (place + 1, new + 1);
    }
    match store.change(&change).await? {
        true => Ok(Some(new)),
        false => Err(StoreError::Failed("the outbox is written to by another tab".to_owned())),
    }
}

/// Takes back a command that was never handed over. False: it was meanwhile.
pub async fn take_back(store: &dyn Store, item: &Item) -> Result<bool, StoreError> {
    if item.handed_over {
        return Ok(false);
    }
    let needs = Change::default().need(Room::Outbox, &item.key, Some(Bytes::clone(&item.bytes)));
    store.change(&needs.delete(Room::Outbox, &item.key)).await
}

/// Freezes commands before the network sees them. False: one has changed meanwhile; look again.
pub async fn hand_over(store: &dyn Store, items: &[&Item]) -> Result<bool, StoreError> {
    let mut change = Change::default();
    for item in items.iter().filter(|item| !item.handed_over || item.blocked_by.is_some()) {
        change = Item { handed_over: true, blocked_by: None, ..(*item).clone() }.replace(change);
    }
    store.change(&change).await
}

/// Keeps what the server answered. A block is no answer: it is noted, and the command stays open.
pub async fn answer(store: &dyn Store, owner: Owner, outbox: &Outbox, receipts: &[Receipt]) -> Result<(), StoreError> {
    let mut change = Change::default();
    for receipt in receipts {
        match (&receipt.outcome, outbox.find(receipt.command)) {
            (model::Outcome::Blocked { by }, Some(item)) => {
                let blocked = Item { blocked_by: Some(*by), ..item.clone() }.as_kept();
                change = change.put(Room::Outbox, &item.key, blocked);
            }
            (model::Outcome::Blocked { .. }, None) | (_, None) => {}
            (_, Some(_)) => {
                let bytes = serde_json::to_vec(receipt).map_err(|error| StoreError::Failed(error.to_string()))?;
                change = change.put(Room::Receipt, owner.key(receipt.command), bytes);
            }
        }
    }
    store.change(&change).await.map(drop)
}

/// Takes out what is done with, each with its receipt.
pub async fn remove(store: &dyn Store, owner: Owner, items: &[&Item]) -> Result<(), StoreError> {
    let mut change = Change::default();
    for item in items {
        change = change.delete(Room::Outbox, &item.key).delete(Room::Receipt, owner.key(item.command.id));
    }
    store.change(&change).await.map(drop)
}

/// What waited for a command that is gone by its person's word waits no longer. The server has kept neither.
pub async fn unblock(store: &dyn Store, outbox: &Outbox, gone: CommandId) -> Result<(), StoreError> {
    let mut change = Change::default();
    for item in outbox.items.iter().filter(|item| item.command.after == Some(gone) && item.is_open()) {
        let command = Command { after: None, ..item.command.clone() };
        change = Item { raw: to_raw(&command), blocked_by: None, ..item.clone() }.replace(change);
    }
    store.change(&change).await.map(drop)
}

/// Forgets receipts whose effects the server may have lost: its database was restored. What they answered is sent again.
pub async fn forget_receipts(store: &dyn Store, owner: Owner) -> Result<(), StoreError> {
    let mut change = Change::default();
    for (key, _) in store.list(Room::Receipt, &owner.prefix()).await? {
        change = change.delete(Room::Receipt, key);
    }
    store.change(&change).await.map(drop)
}

/// Gives what nobody owns to the person who says that it is theirs.
pub async fn bind(store: &dyn Store, outbox: &Outbox, person: Owner) -> Result<bool, StoreError> {
    let mut change = Change::default();
    let mut place = next_place(store, person).await?;
    for item in &outbox.items {
        let key = key(person, place);
        change = change.need(Room::Outbox, &key, None).need(Room::Outbox, &item.key, Some(Bytes::clone(&item.bytes)));
        change = change.put(Room::Outbox, &key, Bytes::clone(&item.bytes)).delete(Room::Outbox, &item.key);
        place += 1;
    }
    store.change(&change).await
}

async fn next_key(store: &dyn Store, owner: Owner) -> Result<String, StoreError> {
    Ok(key(owner, next_place(store, owner).await?))
}

/// After the last one that there is. The order is of places taken, never of clocks.
async fn next_place(store: &dyn Store, owner: Owner) -> Result<u64, StoreError> {
    let kept = store.list(Room::Outbox, &owner.prefix()).await?;
    let last = kept.last().and_then(|(key, _)| u64::from_str_radix(key.rsplit('/').next()?, 16).ok());
    Ok(last.map_or(0, |last| last + 1))
}

fn key(owner: Owner, place: u64) -> String {
    owner.key(format_args!("{place:016x}"))
}

fn to_raw(command: &Command) -> Box<RawValue> {
    serde_json::value::to_raw_value(command).expect("a command is plain data")
}

fn pack(kept: &Kept) -> Bytes {
    serde_json::to_vec(kept).expect("an item is plain data").into()
}
