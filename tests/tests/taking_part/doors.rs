//! Doors: everything that was seen is kept once, however many doors were apart and in whatever order they come back.

use std::collections::BTreeSet;

use anyhow::Result;
use model::command::Way;
use model::feed::{CheckInView, Entry, RegistrationState};
use model::view::DoorView;
use model::{Act, Command, CommandId, Outcome, Reason, Receipt, RecordId, RegistrationId, Scope};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use server::commit::act::{Actor, Role, act};
use tests::ground::{DAY_MS, Ground};

use crate::camp::*;

tests::on_both_databases! {
    two_doors_apart_both_count_and_the_double_entry_names_both
    what_is_strange_is_kept_and_a_person_looks_at_it
    an_undone_entry_stays_undone
    who_walks_in_gets_a_place_only_if_one_is_free
    a_door_of_another_event_and_a_visitor_do_nothing
    doors_that_were_apart_come_to_the_same_in_any_order
}

/// A door phone of the camp.
fn door(number: u32) -> Actor {
    let mut door = actor(100 + number);
    door.roles.push(Role::Door(event()));
    door
}

async fn at(ground: &Ground, door: &Actor, command: &Command) -> Result<Receipt> {
    Ok(act(&ground.store, &ground.seals, door, command, &payload(command), NOW_MS).await?)
}

async fn outcome(ground: &Ground, door: &Actor, command: &Command) -> Result<Outcome> {
    Ok(at(ground, door, command).await?.outcome)
}

fn scan(registration: RegistrationId, gate: &str, seen_ms: i64) -> Command {
    command(json!({
        "act": "checked_in", "event": event(), "registration": registration, "way": "scan", "gate": gate,
        "seen_ms": seen_ms,
    }))
}

fn undo(check_in: CommandId) -> Command {
    command(json!({"act": "check_in_undone", "event": event(), "check_in": check_in}))
}

fn walk_in(name: &str) -> Command {
    let name = json!({"full": name});
    command(json!({"act": "walked_in", "event": event(), "name": name, "gate": "North", "seen_ms": NOW_MS}))
}

/// The door as it stands at the end of its feed.
async fn view(ground: &Ground) -> Result<DoorView> {
    let mut door = DoorView::default();
    whole_feed(ground, Scope::Door(event())).await?.into_iter().for_each(|row| door.take(row));
    Ok(door)
}

async fn two_doors_apart_both_count_and_the_double_entry_names_both(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    let lan = registered(0, "vn");
    send(&ground, 0, &lan).await?;
    let (north, south) = (scan(lan.id.into(), "North", NOW_MS - 60_000), scan(lan.id.into(), "South", NOW_MS));
    let receipt = at(&ground, &door(2), &south).await?;
    assert_eq!(receipt.outcome, Outcome::Accepted);
    let cursor = whole_feed(&ground, Scope::Door(event())).await?.len() as u64;
    assert_eq!(receipt.feeds, [(Scope::Door(event()), cursor)], "a door phone keeps its door's feed alone");
    assert_eq!(outcome(&ground, &door(1), &north).await?, Outcome::Accepted);
    let view = view(&ground).await?;
    let [(who, entries)] = &view.doubled()[..] else { panic!("one came twice") };
    let gates: Vec<&str> = entries.iter().map(|entry| entry.gate.as_str()).collect();
    assert_eq!((*who, gates, view.inside()), (lan.id.into(), vec!["North", "South"], 1));
    let desk = whole_feed(&ground, Scope::Desk(event())).await?;
    let seen = desk.iter().filter(|row| matches!(row.entry, Entry::CheckIn(_))).count();
    assert_eq!(seen, 2);
    Ok(())
}

async fn what_is_strange_is_kept_and_a_person_looks_at_it(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    let (lan, mai) = (registered(0, "vn"), registered(1, "vn"));
    send(&ground, 0, &lan).await?;
    send(&ground, 1, &mai).await?;
    for seen_ms in [NOW_MS + 2 * DAY_MS, NOW_MS - 2 * DAY_MS, i64::MIN, i64::MAX] {
        let answer = outcome(&ground, &door(1), &scan(lan.id.into(), "North", seen_ms)).await?;
        assert_eq!(answer, Outcome::Held { reason: Reason::LateClaim });
    }
    send(&ground, 1, &plain("withdrawn")).await?;
    let answer = outcome(&ground, &door(1), &scan(mai.id.into(), "North", NOW_MS)).await?;
    assert_eq!(answer, Outcome::Held { reason: Reason::NoRegistration });
    assert_eq!((view(&ground).await?.inside(), view(&ground).await?.check_ins.len()), (2, 5));
    // Nobody whom we know.
    let stranger = RegistrationId::made_at(1, [1; 10]);
    assert_eq!(outcome(&ground, &door(1), &scan(stranger, "North", NOW_MS)).await?, refused(Reason::NoRegistration));
    assert_eq!(view(&ground).await?.check_ins.len(), 5);
    Ok(())
}

async fn an_undone_entry_stays_undone(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    let lan = registered(0, "vn");
    send(&ground, 0, &lan).await?;
    let entry = scan(lan.id.into(), "North", NOW_MS);
    let undone = undo(entry.id);
    assert_eq!(outcome(&ground, &door(1), &undone).await?, refused(Reason::UnknownCheckIn));
    assert_eq!(outcome(&ground, &door(1), &entry).await?, Outcome::Accepted);
    let undone = undo(entry.id);
    assert_eq!(outcome(&ground, &door(2), &undone).await?, Outcome::Accepted);
    assert_eq!(outcome(&ground, &door(1), &undo(entry.id)).await?, Outcome::AlreadyDone);
    assert_eq!(outcome(&ground, &door(1), &undo(undone.id)).await?, refused(Reason::UnknownCheckIn));
    assert_eq!((view(&ground).await?.inside(), view(&ground).await?.check_ins.len()), (0, 1));
    // They come back through the same door.
    assert_eq!(outcome(&ground, &door(1), &scan(lan.id.into(), "North", NOW_MS)).await?, Outcome::Accepted);
    assert_eq!(view(&ground).await?.inside(), 1);
    Ok(())
}

async fn who_walks_in_gets_a_place_only_if_one_is_free(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 2})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    let (an, binh) = (walk_in("An"), walk_in("Binh"));
    assert_eq!(outcome(&ground, &door(1), &an).await?, Outcome::Accepted);
    assert_eq!(outcome(&ground, &door(1), &binh).await?, refused(Reason::Full));
    let at_door = view(&ground).await?;
    assert_eq!((at_door.inside(), at_door.roster.len()), (1, 2));
    assert_eq!(at_door.name(an.id.into()).map(|name| name.as_str()), Some("An"));
    assert_eq!(at_door.check_ins[&an.id].way, Way::WalkIn);
    // Who waits is asked before who walks in.
    assert_eq!(send(&ground, 1, &registered(1, "vn")).await?, Outcome::Waiting { place: 1 });
    assert_eq!(outcome(&ground, &door(1), &undo(an.id)).await?, Outcome::Accepted);
    assert!(matches!(state(&ground, 1).await?, RegistrationState::Offered { .. }));
    assert_eq!(outcome(&ground, &door(1), &walk_in("Binh")).await?, refused(Reason::Full));
    assert_eq!((view(&ground).await?.inside(), view(&ground).await?.roster.len()), (0, 1));
    // A group is chosen where there are some.
    open_camp(&ground, json!({"groups": [{"key": "guest", "label": {"en": "Guest"}}]})).await?;
    assert_eq!(outcome(&ground, &door(1), &walk_in("Chi")).await?, refused(Reason::UnknownGroup));
    let mut with_group = serde_json::to_value(walk_in("Chi").act)?;
    with_group["group"] = json!("guest");
    assert_eq!(outcome(&ground, &door(1), &command(with_group)).await?, Outcome::Accepted);
    Ok(())
}

async fn a_door_of_another_event_and_a_visitor_do_nothing(ground: Ground) -> Result<()> {
    let other = RecordId::made_at(9, [9; 10]);
    ground.commit([camp(event(), json!({})), camp(other, json!({}))]).await?;
    let lan = registered(0, "vn");
    send(&ground, 0, &lan).await?;
    let mut elsewhere = actor(200);
    elsewhere.roles.push(Role::Door(other));
    let before = view(&ground).await?;
    for command in [scan(lan.id.into(), "North", NOW_MS), undo(lan.id), walk_in("An")] {
        for who in [&elsewhere, &actor(0), &actor(7)] {
            let command = Command { id: plain("withdrawn").id, ..command.clone() };
            assert_eq!(outcome(&ground, who, &command).await?, refused(Reason::NotYours));
        }
    }
    // Their own event does not help them to ours.
    let mut crossed = serde_json::to_value(scan(lan.id.into(), "North", NOW_MS).act)?;
    crossed["event"] = json!(other);
    let crossed = command(crossed);
    assert_eq!(outcome(&ground, &elsewhere, &crossed).await?, refused(Reason::NoRegistration));
    assert_eq!(view(&ground).await?, before);
    assert!(whole_feed(&ground, Scope::Door(other)).await?.is_empty());
    // And a door phone registers nobody, and decides nothing.
    let decided = json!({"act": "decided", "event": event(), "registration": lan.id, "decision": "refuse"});
    assert_eq!(outcome(&ground, &door(1), &command(decided)).await?, refused(Reason::NotYours));
    Ok(())
}

const SEEDS: u64 = 8;
const DOORS: u32 = 4;
const GUESTS: u32 = 12;
const PLACES: usize = 15;

/// What a door did while it was apart: scans, undos of its own, and walk-ins, each after the one before.
fn apart(dice: &mut SmallRng, number: u32, guests: &[RegistrationId]) -> Vec<Command> {
    let mut done: Vec<Command> = Vec::new();
    for step in 0..dice.random_range(5..15) {
        let entries: Vec<CommandId> = done
            .iter()
            .filter(|command| !matches!(command.act, Act::CheckInUndone { .. }))
            .map(|command| command.id)
            .collect();
        let made = match dice.random_range(0..10) {
            0..6 => {
                let guest = guests[dice.random_range(0..guests.len())];
                scan(guest, &format!("Gate {number}"), NOW_MS + i64::from(number * 100 + step))
            }
            6..8 if !entries.is_empty() => undo(entries[dice.random_range(0..entries.len())]),
            _ => walk_in(&format!("Guest {number}.{step}")),
        };
        done.push(Command { after: done.last().map(|before| before.id), ..made });
    }
    done
}

/// Some doors send all they have, at once with the others, some of it twice; each waits for nobody.
async fn doors_that_were_apart_come_to_the_same_in_any_order(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": PLACES})).await?;
    let mut guests = Vec::new();
    for number in 0..GUESTS {
        let command = registered(number, "vn");
        send(&ground, number, &command).await?;
        guests.push(RegistrationId::from(command.id));
    }
    let (mut sent, mut wanted, mut undone) = (0, BTreeSet::new(), BTreeSet::new());
    for seed in 0..SEEDS {
        let mut dice = SmallRng::seed_from_u64(seed);
        let lanes: Vec<Vec<Command>> = (0..DOORS).map(|number| apart(&mut dice, number, &guests)).collect();
        sent += lanes.iter().map(Vec::len).sum::<usize>();
        let ground = &ground;
        let lanes = lanes.into_iter().enumerate().map(|(number, lane)| {
            let mut dice = SmallRng::seed_from_u64(seed * 100 + number as u64);
            async move {
                let door = door(number as u32);
                let mut receipts: Vec<(Command, Receipt)> = Vec::new();
                for command in lane {
                    let receipt = at(ground, &door, &command).await?;
                    if dice.random_bool(0.3) {
                        assert_eq!(at(ground, &door, &command).await?, receipt, "seed {seed}");
                    }
                    receipts.push((command, receipt));
                }
                anyhow::Ok(receipts)
            }
        });
        for (command, receipt) in futures::future::try_join_all(lanes).await?.into_iter().flatten() {
            match (&command.act, receipt.outcome) {
                (Act::CheckInUndone { check_in, .. }, Outcome::Accepted | Outcome::AlreadyDone) => {
                    undone.insert(*check_in);
                }
                // Of somebody for whom there was no place: nothing to undo.
                (Act::CheckInUndone { .. }, Outcome::Refused { reason: Reason::UnknownCheckIn }) => {}
                (Act::WalkedIn { .. }, Outcome::Refused { reason: Reason::Full }) => {}
                (_, Outcome::Accepted) => drop(wanted.insert(command.id)),
                (act, outcome) => panic!("seed {seed}: {act:?}: {outcome:?}"),
            }
        }
        let view = view(ground).await?;
        let known: BTreeSet<CommandId> = view.check_ins.keys().copied().collect();
        assert_eq!(known, wanted, "seed {seed}");
        let is_undone = |entry: &&CheckInView| entry.undone;
        let known: BTreeSet<CommandId> =
            view.check_ins.values().filter(is_undone).map(|entry| entry.check_in).collect();
        assert_eq!(known, undone, "seed {seed}");
        assert!(view.roster.len() <= PLACES, "seed {seed}: more than there are places");
        let mut desk = DoorView::default();
        whole_feed(ground, Scope::Desk(event())).await?.into_iter().for_each(|row| desk.take(row));
        assert_eq!(desk.check_ins, view.check_ins, "seed {seed}: the desk sees what the doors see");
    }
    println!("{SEEDS} seeds, {DOORS} doors, {sent} commands, {} entries", wanted.len());
    Ok(())
}
