//! One look at a person's affairs. Pure but for reading the store, so that it is tested everywhere.

use model::view::{Delivery, Mine, Pending, PersonView, Progress, fold};
use model::{Act, CommandId, Outcome, RecordId, Scope};

use crate::state::door::{self, DoorLook};
use crate::store::me::{self, Known};
use crate::store::{Item, Outbox, Owner, Store, StoreError, feed};

/// Everything that the tab "Mine" and the event pages need.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// Who uses this phone. None: nobody has signed in.
    pub known: Option<Known>,
    pub mine: Mine,
    /// In the order in which they were made.
    pub waiting: Vec<Waiting>,
    /// Made before anybody signed in, and not yet claimed by the person who has.
    pub unclaimed: Vec<Waiting>,
    /// Of a phone that minds a door.
    pub door: Option<DoorLook>,
    /// Items of the outbox that only a newer version of the app can read.
    pub unreadable: usize,
}

/// An item of the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub command: CommandId,
    pub act: Act,
    /// By this phone's clock.
    pub made_ms: i64,
    pub how: How,
}

#[derive(Debug, Clone, PartialEq)]
pub enum How {
    /// On this phone only.
    Saved,
    /// Handed over; no answer yet.
    Sent,
    /// Answered; the rest is on its way.
    Answered(Outcome),
    /// One before it has to be seen to first.
    Blocked,
    /// The person has to do something about it.
    NeedsYou(Outcome),
}

impl Look {
    pub fn owner(&self) -> Owner {
        self.known.as_ref().map_or(Owner::Nobody, Known::owner)
    }

    pub fn event(&self, event: RecordId) -> Option<&model::view::EventView> {
        self.mine.events.get(&event)
    }

    /// What only this phone knows: lost with it.
    pub fn unsent(&self) -> usize {
        self.waiting.iter().filter(|item| matches!(item.how, How::Saved | How::Sent | How::Blocked)).count()
    }

    /// For the badge: things that wait for the network or for the person.
    pub fn badge(&self) -> usize {
        self.unclaimed.len() + self.waiting.iter().filter(|item| !matches!(item.how, How::Answered(_))).count()
    }
}

pub async fn look(store: &dyn Store) -> Result<Look, StoreError> {
    let known = me::known(store).await?;
    let nobodys = Outbox::load(store, Owner::Nobody).await?;
    let Some(person) = known else {
        let mine = folded(&PersonView::default(), &nobodys);
        let waiting = waiting(&nobodys);
        let unreadable = nobodys.unreadable;
        return Ok(Look { known: None, mine, waiting, unclaimed: Vec::new(), door: None, unreadable });
    };
    let mut told = PersonView::default();
    for row in feed::rows(store, Scope::Person(person.person())).await? {
        told.take(row);
    }
    let outbox = Outbox::load(store, person.owner()).await?;
    let items: Vec<Pending<'_>> = outbox.items.iter().map(pending).collect();
    let door = door::look(store, &person, &items).await?;
    Ok(Look {
        door,
        mine: folded(&told, &outbox),
        waiting: waiting(&outbox),
        unclaimed: waiting(&nobodys),
        unreadable: outbox.unreadable + nobodys.unreadable,
        known: Some(person),
    })
}

fn folded(told: &PersonView, outbox: &Outbox) -> Mine {
    let pending: Vec<Pending<'_>> = outbox.items.iter().map(pending).collect();
    fold(told, &pending)
}

/// An item as the views see it.
pub fn pending(item: &Item) -> Pending<'_> {
    let delivery = match &item.receipt {
        Some(receipt) => Delivery::Answered(receipt),
        None if item.handed_over => Delivery::Sent,
        None => Delivery::Saved,
    };
    Pending { command: &item.command, delivery }
}

fn waiting(outbox: &Outbox) -> Vec<Waiting> {
    let items = outbox.items.iter().map(|item| Waiting {
        command: item.id(),
        act: item.command.act.clone(),
        made_ms: item.command.made_ms,
        how: how(item),
    });
    items.collect()
}

fn how(item: &Item) -> How {
    match (pending(item).progress(), &item.receipt) {
        (Progress::Attention, Some(receipt)) => How::NeedsYou(receipt.outcome.clone()),
        (_, Some(receipt)) => How::Answered(receipt.outcome.clone()),
        (_, None) if item.blocked_by.is_some() => How::Blocked,
        (_, None) if item.handed_over => How::Sent,
        (_, None) => How::Saved,
    }
}
