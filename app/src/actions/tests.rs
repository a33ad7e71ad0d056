//! What a person does, on a store in memory: what is added, rewritten, taken back, and read again from every format.

use futures::executor::block_on;
use model::registration::{Answers, Value};
use model::{Line, List, PersonName, RecordId, TermKey};

use super::*;
use crate::store::Memory;

fn event(number: u8) -> RecordId {
    RecordId::made_at(u64::from(number), [number; 10])
}

fn made(number: u8) -> Made {
    Made { now_ms: 1_800_000_000_000 + i64::from(number), random: [number; 10] }
}

fn answers(choice: &str) -> Answers {
    let value = Value::Choice(TermKey::parse(choice).unwrap());
    Answers::parse([(TermKey::parse("kind").unwrap(), value)].into()).unwrap()
}

fn registered(number: u8, choice: &str) -> Act {
    let name = PersonName::of(Line::parse("陈美玲").unwrap());
    let consents = List::parse(Vec::new()).unwrap();
    Act::Registered { event: event(number), form: 1, group: None, answers: answers(choice), consents, name }
}

fn done(store: &Memory, act: Act, number: u8) -> Saved {
    block_on(super::act(store, Owner::Nobody, act, made(number))).unwrap()
}

fn outbox(store: &Memory) -> Outbox {
    block_on(Outbox::load(store, Owner::Nobody)).unwrap()
}

#[test]
fn a_command_names_the_one_before_it_in_its_lane_and_no_other() {
    let store = Memory::default();
    let first = done(&store, registered(1, "a"), 1);
    let outbox_now = outbox(&store);
    block_on(outbox::hand_over(&store, &[&outbox_now.items[0]])).unwrap();
    done(&store, registered(2, "a"), 2);
    done(&store, Act::Withdrawn { event: event(1), registration: None }, 3);
    let items = outbox(&store).items;
    let Saved::Added(first) = first else { panic!("it was added") };
    assert_eq!(items.iter().map(|item| item.command.after).collect::<Vec<_>>(), [None, None, Some(first)]);
    assert!(items[0].handed_over && !items[2].handed_over);
}

#[test]
fn what_no_network_has_seen_is_rewritten_and_what_one_has_seen_is_not() {
    let store = Memory::default();
    let Saved::Added(id) = done(&store, registered(1, "a"), 1) else { panic!("it was added") };
    let change = |choice: &str| Act::AnswersChanged { event: event(1), form: 2, answers: answers(choice) };
    assert_eq!(done(&store, change("b"), 2), Saved::Rewritten(id));
    let items = outbox(&store).items;
    let Act::Registered { form, answers: now, .. } = &items[0].command.act else { panic!("it is a registration") };
    assert_eq!((items.len(), *form, now), (1, 2, &answers("b")));

    block_on(outbox::hand_over(&store, &[&items[0]])).unwrap();
    assert!(matches!(done(&store, change("c"), 3), Saved::Added(_)));
    let after = outbox(&store).items;
    assert_eq!(after[0].raw.get(), items[0].raw.get());
    assert_eq!(after[1].command.after, Some(id));
}

#[test]
fn what_was_taken_back_before_it_was_sent_leaves_nothing() {
    let store = Memory::default();
    done(&store, registered(1, "a"), 1);
    assert_eq!(done(&store, Act::Withdrawn { event: event(1), registration: None }, 2), Saved::TakenBack);
    assert!(outbox(&store).items.is_empty());
}

#[test]
fn what_was_made_before_signing_in_becomes_the_persons_in_its_order() {
    let store = Memory::default();
    done(&store, registered(1, "a"), 9);
    // The clock was set back between the two.
    done(&store, registered(2, "b"), 3);
    let person = Owner::Person(model::PersonId::made_at(5, [5; 10]));
    assert!(block_on(outbox::bind(&store, &outbox(&store), person)).unwrap());
    assert!(outbox(&store).items.is_empty());
    let bound = block_on(Outbox::load(&store, person)).unwrap();
    let events: Vec<_> = bound.items.iter().map(|item| item.command.act.event().unwrap()).collect();
    assert_eq!(events, [event(1), event(2)]);
}

/// Every form in which an item was ever kept on a phone. A line is never changed and never taken out.
#[test]
fn every_format_that_was_ever_kept_is_read() {
    let kept = [
        r#"{"format":1,"command":{"id":"0192a000-0000-7000-8000-000000000002","made_ms":1800000000000,"act":"withdrawn","event":"0192a000-0000-7000-8000-000000000001"}}"#,
        r#"{"format":1,"command":{"id":"0192a000-0000-7000-8000-000000000003","after":"0192a000-0000-7000-8000-000000000002","made_ms":1800000000000,"act":"offer_accepted","event":"0192a000-0000-7000-8000-000000000001"},"handed_over":true}"#,
        r#"{"format":1,"command":{"id":"0192a000-0000-7000-8000-000000000004","after":"0192a000-0000-7000-8000-000000000003","made_ms":1800000000000,"act":"export_asked"},"handed_over":true,"blocked_by":"0192a000-0000-7000-8000-000000000003"}"#,
    ];
    let store = Memory::default();
    for (place, item) in kept.iter().enumerate() {
        let key = format!("nobody/{place:016x}");
        block_on(store.put(crate::store::Room::Outbox, &key, item.as_bytes())).unwrap();
    }
    let later = r#"{"format":2,"command":{"id":"0192a000-0000-7000-8000-000000000005"}}"#;
    block_on(store.put(crate::store::Room::Outbox, "nobody/00000000000000ff", later.as_bytes())).unwrap();
    let outbox = outbox(&store);
    assert_eq!((outbox.items.len(), outbox.unreadable), (3, 1));
    assert_eq!(outbox.items[2].blocked_by, Some(outbox.items[1].id()));
    // What a later version wrote stays in its place, and nothing is written over it.
    done(&store, registered(7, "a"), 7);
    assert_eq!(block_on(store.list(crate::store::Room::Outbox, "nobody/")).unwrap().len(), 5);
}
