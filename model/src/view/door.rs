//! What a door knows: who may come in, who is in already, and through which gate. Several doors work apart with no
//! network; check-ins are only ever added, so all of them come to the same when they meet.

use std::collections::{BTreeMap, BTreeSet};

use super::pending::{Pending, Progress};
use crate::command::{Act, Way};
use crate::feed::{CheckInView, Entry, FeedRow, RosterRow, Scope};
use crate::{CommandId, Digest, Line, RecordId, RegistrationId, Ticket};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoorView {
    /// The last row that was taken.
    pub cursor: u64,
    pub roster: BTreeMap<RegistrationId, RosterRow>,
    pub check_ins: BTreeMap<CommandId, CheckInView>,
    pub revoked: BTreeSet<Digest>,
    /// Names of those who walked in at this phone and whom the roster does not know yet.
    pub walk_ins: BTreeMap<RegistrationId, Line>,
}

/// What the screen at the door shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoorVerdict<'d> {
    Welcome,
    /// All entries so far, the first first, each with its time and gate.
    AlreadyIn(Vec<&'d CheckInView>),
    Refused(DoorRefusal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoorRefusal {
    OtherEvent,
    Revoked,
    NotYetValid,
    NoLongerValid,
}

impl DoorRefusal {
    pub fn key(self) -> &'static str {
        match self {
            DoorRefusal::OtherEvent => "other_event",
            DoorRefusal::Revoked => "revoked",
            DoorRefusal::NotYetValid => "not_yet_valid",
            DoorRefusal::NoLongerValid => "no_longer_valid",
        }
    }
}

impl DoorView {
    /// Takes a row once: a row that was taken before changes nothing.
    pub fn take(&mut self, row: FeedRow) {
        if row.cursor <= self.cursor {
            return;
        }
        self.cursor = row.cursor;
        match row.entry {
            Entry::Roster(guest) => {
                self.revoked.remove(&guest.ticket);
                self.roster.insert(guest.registration, guest);
            }
            Entry::CheckIn(entry) => self.add(entry),
            Entry::Revoked { ticket, .. } => {
                self.roster.retain(|_, guest| guest.ticket != ticket);
                self.revoked.insert(ticket);
            }
            Entry::Erased { registration: Some(registration) } => {
                self.roster.remove(&registration);
                self.check_ins.retain(|_, entry| entry.registration != registration);
            }
            Entry::Erased { registration: None } => *self = DoorView { cursor: row.cursor, ..DoorView::default() },
            // Of people and desks, or of a later version.
            Entry::Registration(_)
            | Entry::Profile(_)
            | Entry::Consent(_)
            | Entry::Attendance(_)
            | Entry::Export(_)
            | Entry::Certificate(_)
            | Entry::Letter(_)
            | Entry::Twin(_)
            | Entry::Unknown => {}
        }
    }

    /// A ticket whose signature holds. It need not be on the roster, which may be older than the ticket. `now_ms` is the
    /// best that the phone knows of the server's time: its own clock may be years off.
    pub fn verdict(&self, event: RecordId, ticket: &Ticket, now_ms: i64) -> DoorVerdict<'_> {
        if ticket.event() != event {
            return DoorVerdict::Refused(DoorRefusal::OtherEvent);
        }
        if self.revoked.contains(&ticket.hash()) {
            return DoorVerdict::Refused(DoorRefusal::Revoked);
        }
        if now_ms < ticket.valid_from_ms() {
            return DoorVerdict::Refused(DoorRefusal::NotYetValid);
        }
        if now_ms >= ticket.valid_until_ms() {
            return DoorVerdict::Refused(DoorRefusal::NoLongerValid);
        }
        match self.entries(ticket.registration()) {
            entries if entries.is_empty() => DoorVerdict::Welcome,
            entries => DoorVerdict::AlreadyIn(entries),
        }
    }

    /// The check-ins that were not undone, by the clocks of the door phones.
    pub fn entries(&self, registration: RegistrationId) -> Vec<&CheckInView> {
        let theirs = self.check_ins.values().filter(|entry| entry.registration == registration && !entry.undone);
        let mut entries: Vec<&CheckInView> = theirs.collect();
        entries.sort_by_key(|entry| (entry.seen_ms, entry.check_in));
        entries
    }

    /// What to call somebody; none if neither the roster nor this phone knows.
    pub fn name(&self, registration: RegistrationId) -> Option<&Line> {
        let known = self.roster.get(&registration).map(|guest| &guest.name);
        known.or_else(|| self.walk_ins.get(&registration))
    }

    /// How many people are in.
    pub fn inside(&self) -> usize {
        let entries = self.check_ins.values().filter(|entry| !entry.undone);
        entries.map(|entry| entry.registration).collect::<BTreeSet<_>>().len()
    }

    /// Who came in more than once: two doors apart, or one ticket in two hands.
    pub fn doubled(&self) -> Vec<(RegistrationId, Vec<&CheckInView>)> {
        let who: BTreeSet<RegistrationId> = self.check_ins.values().map(|entry| entry.registration).collect();
        let entries = who.into_iter().map(|registration| (registration, self.entries(registration)));
        entries.filter(|(_, entries)| entries.len() > 1).collect()
    }

    /// Once undone, an entry stays undone, in whatever order the two arrive.
    fn add(&mut self, mut entry: CheckInView) {
        entry.undone |= self.check_ins.get(&entry.check_in).is_some_and(|known| known.undone);
        self.check_ins.insert(entry.check_in, entry);
    }
}

/// The door's feed with this phone's own scans, sent or not. A scan that the server refused is not an entry.
pub fn fold_door(feed: &DoorView, outbox: &[Pending<'_>]) -> DoorView {
    let mut door = feed.clone();
    let is_door = |scope: &Scope| matches!(scope, Scope::Door(_));
    let waiting = outbox.iter().filter(|item| !item.is_told(is_door, feed.cursor));
    for item in waiting.filter(|item| item.progress() != Progress::Attention) {
        match &item.command.act {
            Act::CheckedIn { event, registration, way, gate, seen_ms } => door.add(CheckInView {
                check_in: item.command.id,
                event: *event,
                registration: *registration,
                way: *way,
                gate: gate.clone(),
                seen_ms: *seen_ms,
                undone: false,
            }),
            Act::WalkedIn { event, name, gate, seen_ms, .. } => {
                let registration = RegistrationId::from(item.command.id);
                door.walk_ins.insert(registration, name.full.clone());
                door.add(CheckInView {
                    check_in: item.command.id,
                    event: *event,
                    registration,
                    way: Way::WalkIn,
                    gate: gate.clone(),
                    seen_ms: *seen_ms,
                    undone: false,
                });
            }
            Act::CheckInUndone { check_in, .. } => {
                if let Some(entry) = door.check_ins.get_mut(check_in) {
                    entry.undone = true;
                }
            }
            Act::Registered { .. }
            | Act::AnswersChanged { .. }
            | Act::Withdrawn { .. }
            | Act::Nominated { .. }
            | Act::Decided { .. }
            | Act::Merged { .. }
            | Act::Messaged { .. }
            | Act::SubstituteNamed { .. }
            | Act::OfferAccepted { .. }
            | Act::OfferDeclined { .. }
            | Act::AttendanceScanned { .. }
            | Act::ConsentGiven { .. }
            | Act::ConsentWithdrawn { .. }
            | Act::ProfileChanged { .. }
            | Act::ExportAsked
            | Act::AccountErased => {}
        }
    }
    door
}
