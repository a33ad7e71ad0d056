//! The door: a verdict with no network, and doors that meet later.

use model::command::Way;
use model::feed::{CheckInView, Entry, RosterRow};
use model::view::{Delivery, DoorRefusal, DoorVerdict, DoorView, Pending, fold_door};
use model::{Act, Command, FeedRow, Outcome, Reason, Receipt, RecordId, Scope, Ticket};
use proptest::prelude::*;

use crate::{command, event, id, line};

fn ticket(of: RecordId) -> Ticket {
    Ticket::parse(of, id(1).into(), None, 1_000, 9_000).unwrap()
}

fn check_in(n: u8, gate: &str, seen_ms: i64) -> Command {
    let registration = id(1).into();
    command(n, Act::CheckedIn { event: event(1), registration, way: Way::Scan, gate: line(gate), seen_ms })
}

fn entry(n: u8, gate: &str, seen_ms: i64, undone: bool) -> CheckInView {
    let registration = id(1).into();
    CheckInView { check_in: id(n), event: event(1), registration, way: Way::Scan, gate: line(gate), seen_ms, undone }
}

fn saved(commands: &[Command]) -> Vec<Pending<'_>> {
    commands.iter().map(|command| Pending { command, delivery: Delivery::Saved }).collect()
}

#[test]
fn a_good_ticket_is_welcome_once() {
    let mut door = DoorView::default();
    assert_eq!(door.verdict(event(1), &ticket(event(1)), 1_000), DoorVerdict::Welcome);
    door.take(FeedRow { cursor: 1, entry: Entry::CheckIn(entry(5, "South", 700, false)) });
    let own = [check_in(6, "North", 600)];
    let door = fold_door(&door, &saved(&own));
    let DoorVerdict::AlreadyIn(entries) = door.verdict(event(1), &ticket(event(1)), 1_000) else {
        panic!("already in");
    };
    let gates: Vec<&str> = entries.iter().map(|entry| entry.gate.as_str()).collect();
    assert_eq!((gates, door.inside(), door.doubled().len()), (vec!["North", "South"], 1, 1));
}

#[test]
fn a_ticket_that_is_not_for_here_and_now_is_refused_with_its_reason() {
    let mut door = DoorView::default();
    let refused = |door: &DoorView, of, now_ms| match door.verdict(event(1), &ticket(event(of)), now_ms) {
        DoorVerdict::Refused(reason) => Some(reason),
        DoorVerdict::Welcome | DoorVerdict::AlreadyIn(_) => None,
    };
    assert_eq!(refused(&door, 2, 1_000), Some(DoorRefusal::OtherEvent));
    assert_eq!(refused(&door, 1, 999), Some(DoorRefusal::NotYetValid));
    assert_eq!(refused(&door, 1, 9_000), Some(DoorRefusal::NoLongerValid));
    assert_eq!(refused(&door, 1, 8_999), None);
    let revoked = Entry::Revoked { event: event(1), ticket: ticket(event(1)).hash() };
    door.take(FeedRow { cursor: 1, entry: revoked });
    assert_eq!(refused(&door, 1, 1_000), Some(DoorRefusal::Revoked));
}

#[test]
fn who_is_taken_off_the_roster_comes_in_again_only_when_they_are_back_on_it() {
    let mut door = DoorView::default();
    let hash = ticket(event(1)).hash();
    let guest = RosterRow { event: event(1), registration: id(1).into(), ticket: hash, name: line("Lan"), group: None };
    door.take(FeedRow { cursor: 1, entry: Entry::Roster(guest.clone()) });
    door.take(FeedRow { cursor: 2, entry: Entry::Revoked { event: event(1), ticket: hash } });
    assert_eq!(door.verdict(event(1), &ticket(event(1)), 1_000), DoorVerdict::Refused(DoorRefusal::Revoked));
    assert!(door.roster.is_empty());
    door.take(FeedRow { cursor: 3, entry: Entry::Roster(guest) });
    assert_eq!(door.verdict(event(1), &ticket(event(1)), 1_000), DoorVerdict::Welcome);
    assert_eq!((door.roster.len(), door.revoked.len()), (1, 0));
}

#[test]
fn an_undone_entry_is_none_and_a_refused_scan_was_none() {
    let undo = command(7, Act::CheckInUndone { event: event(1), check_in: id(6) });
    let door = fold_door(&DoorView::default(), &saved(&[check_in(6, "North", 600), undo]));
    assert_eq!((door.inside(), door.check_ins.len()), (0, 1));
    let scan = check_in(6, "North", 600);
    let feeds = vec![(Scope::Door(event(1)), 1)];
    let receipt = Receipt { command: id(6), outcome: Outcome::Refused { reason: Reason::NotYours }, at_ms: 0, feeds };
    let refused = [Pending { command: &scan, delivery: Delivery::Answered(&receipt) }];
    assert_eq!(fold_door(&DoorView::default(), &refused).inside(), 0);
}

#[test]
fn who_walks_in_is_in_and_has_a_name_before_anything_is_sent() {
    let name = crate::name("Lan");
    let act = Act::WalkedIn { event: event(1), name, group: None, gate: line("North"), seen_ms: 5 };
    let walked_in = command(8, act);
    let door = fold_door(&DoorView::default(), &saved(std::slice::from_ref(&walked_in)));
    assert_eq!((door.inside(), door.name(id(8).into()).map(|name| name.as_str())), (1, Some("Lan")));
    let undo = command(9, Act::CheckInUndone { event: event(1), check_in: id(8) });
    assert_eq!(fold_door(&DoorView::default(), &saved(&[walked_in, undo])).inside(), 0);
}

#[test]
fn a_wiped_roster_is_empty() {
    let mut door = DoorView::default();
    let hash = ticket(event(1)).hash();
    let guest = RosterRow { event: event(1), registration: id(1).into(), ticket: hash, name: line("Lan"), group: None };
    door.take(FeedRow { cursor: 1, entry: Entry::Roster(guest) });
    door.take(FeedRow { cursor: 2, entry: Entry::CheckIn(entry(5, "South", 700, false)) });
    assert_eq!((door.roster.len(), door.inside()), (1, 1));
    door.take(FeedRow { cursor: 3, entry: Entry::Erased { registration: None } });
    assert_eq!(door, DoorView { cursor: 3, ..DoorView::default() });
}

proptest! {
    #[test]
    fn doors_that_meet_in_any_order_know_the_same(
        entries in proptest::collection::vec((0u8..6, any::<bool>()), 0..20).prop_shuffle(),
        order in any::<prop::sample::Index>(),
    ) {
        let rows = |entries: &[(u8, bool)]| {
            let mut door = DoorView::default();
            for (at, (n, undone)) in entries.iter().enumerate() {
                let entry = entry(*n, "Gate", i64::from(*n), *undone);
                door.take(FeedRow { cursor: at as u64 + 1, entry: Entry::CheckIn(entry) });
            }
            door.check_ins
        };
        let mut other = entries.clone();
        other.rotate_left(order.index(entries.len().max(1)));
        let backwards: Vec<(u8, bool)> = entries.iter().rev().copied().collect();
        prop_assert_eq!(rows(&entries), rows(&other));
        prop_assert_eq!(rows(&entries), rows(&backwards));
    }
}
