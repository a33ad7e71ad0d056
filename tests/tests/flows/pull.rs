//! Pulling over a network that works: both ways, cold and by deltas, and what follows from a fold, a purge, a restore.

use std::cell::RefCell;
use std::rc::Rc;

use app::store::Memory;
use app::sync::{Outcome, Phase, Status, Watchers};
use catalogue::query::RecordAnswer;
use catalogue::{Answer, Query};
use tests::device::Device;
use tests::lossy::Lossy;
use tests::wire::Wire;
use tests::world::{Direct, Mirror, World, id, institution};

/// The same flow by `catch_up` and by files alone.
fn ways(world: &Rc<World>) -> [Rc<dyn Wire>; 2] {
    [Rc::new(Direct(Rc::clone(world))), Rc::new(Mirror(Rc::clone(world)))]
}

fn phone(wire: &Rc<dyn Wire>) -> Device {
    Device::new(Rc::new(Memory::default()), Rc::clone(wire))
}

async fn record(device: &Device, number: u32) -> Option<Box<RecordAnswer>> {
    device.engine.open().await.unwrap();
    match device.engine.ask(Query::Record { id: id(number) }).await.unwrap() {
        Answer::Record(record) => record,
        other => panic!("a record was asked for: {other:?}"),
    }
}

#[tokio::test]
async fn a_cold_phone_holds_what_was_published_and_then_follows_each_change() {
    for way in 0..2 {
        let world = World::begin().await;
        world.write((0..40).map(|n| institution(n, 1))).await;
        let device = phone(&ways(&world)[way]);
        let cold = device.pull(&world).await.unwrap();
        assert!(cold.changed && cold.bytes > 0);
        assert_eq!(device.find("institute").await, 40);
        for n in 0..5 {
            world.write([institution(n, 2), institution(100 + n, 1)]).await;
            let pulled = device.pull(&world).await.unwrap();
            assert_eq!((pulled.revision, pulled.changed), (world.revision(), true));
            assert!(pulled.bytes < 2048, "{} bytes", pulled.bytes);
            assert_eq!(device.state_root().await, world.root());
        }
        assert!(record(&device, 3).await.unwrap().card.title().ends_with("version 2"));
        assert!(!device.pull(&world).await.unwrap().changed);
        assert_eq!(device.puller.status().last, Some(Outcome::UpToDate));
    }
}

#[tokio::test]
async fn nothing_published_yet_is_an_empty_catalogue_and_not_an_error() {
    let world = World::begin().await;
    world.publish().await;
    for wire in ways(&world) {
        let device = phone(&wire);
        device.pull(&world).await.unwrap();
        assert_eq!(device.find("").await, 0);
    }
}

#[tokio::test]
async fn a_small_change_costs_one_round_trip() {
    let world = World::begin().await;
    world.write((0..40).map(|n| institution(n, 1))).await;
    let lossless = Lossy::new(Rc::new(Direct(Rc::clone(&world))), 0, 0);
    let device = phone(&(Rc::clone(&lossless) as Rc<dyn Wire>));
    device.pull(&world).await.unwrap();
    for (records, requests) in [(0u32, 1), (1, 1), (30, 1)] {
        if records > 0 {
            world.write((0..records).map(|n| institution(n, 7 + records))).await;
        }
        lossless.requests.set(0);
        device.pull(&world).await.unwrap();
        assert_eq!(lossless.requests.get(), requests, "for {records} records");
        assert_eq!(device.revision().await, Some(world.revision()));
    }
}

#[tokio::test]
async fn cards_are_shown_before_the_bodies_are_in() {
    let world = World::begin().await;
    world.write((0..40).map(|n| institution(n, 1))).await;
    world.write([institution(7, 2)]).await;
    for wire in ways(&world) {
        let flips = Rc::new(RefCell::new(Vec::new()));
        let phases = Rc::new(RefCell::new(Vec::new()));
        let (seen_flips, seen_phases) = (Rc::clone(&flips), Rc::clone(&phases));
        let watchers = Watchers {
            flipped: Rc::new(move |held| seen_flips.borrow_mut().push(held.bodies_complete)),
            status: Rc::new(move |status: &Status| seen_phases.borrow_mut().push(status.phase)),
        };
        let device = Device::watched(Rc::new(Memory::default()), wire, watchers);
        device.pull(&world).await.unwrap();
        assert_eq!(*flips.borrow(), [false, true]);
        let phases = phases.borrow();
        let brought = phases.iter().filter_map(|phase| match phase {
            Phase::Bringing(progress) => Some(*progress),
            Phase::Idle | Phase::Checking | Phase::Completing(_) | Phase::Folding => None,
        });
        let brought: Vec<_> = brought.collect();
        let last = brought.last().unwrap();
        assert_eq!(last.had_bytes, last.of_bytes);
        assert_eq!(last.records, 40);
        assert!(brought.windows(2).all(|pair| pair[0].had_bytes <= pair[1].had_bytes));
        assert_eq!(phases.last(), Some(&Phase::Idle));
    }
}

#[tokio::test]
async fn many_deltas_are_folded_and_the_files_are_those_of_a_cold_phone() {
    let world = World::begin().await;
    world.write((0..60).map(|n| institution(n, 1))).await;
    for wire in ways(&world) {
        let device = phone(&wire);
        device.pull(&world).await.unwrap();
        for n in 0..40 {
            world.write([institution(n % 7, n + 2)]).await;
            device.pull(&world).await.unwrap();
            assert!(device.held().await.unwrap().deltas.len() <= catalogue::limit::DELTAS_BEFORE_FOLD);
        }
        let cold = phone(&wire);
        cold.pull(&world).await.unwrap();
        for device in [&device, &cold] {
            device.puller.fold_now().await.unwrap();
        }
        assert_eq!(device.store.blob_names().await, cold.store.blob_names().await);
        assert_eq!(device.state_root().await, world.root());
    }
}

#[tokio::test]
async fn a_phone_that_was_away_for_long_takes_what_is_cheaper_and_comes_to_the_same() {
    let world = World::begin_with(2 * 1024).await;
    world.write((0..60).map(|n| institution(n, 1))).await;
    for wire in ways(&world) {
        let device = phone(&wire);
        device.pull(&world).await.unwrap();
        for n in 0..120 {
            world.write([institution(n % 60, n + 2)]).await;
        }
        device.pull(&world).await.unwrap();
        assert_eq!(device.state_root().await, world.root());
        let files = device.store.blob_names().await.unwrap();
        assert_eq!(files, device.held().await.unwrap().names(), "nothing that is not named is kept");
    }
}

#[tokio::test]
async fn a_removed_record_leads_to_its_successor_with_no_network() {
    let world = World::begin().await;
    world.write((0..10).map(|n| institution(n, 1))).await;
    for wire in ways(&world) {
        let device = phone(&wire);
        device.pull(&world).await.unwrap();
        world.remove(id(1), Some(id(2))).await;
        device.pull(&world).await.unwrap();
        let led = record(&device, 1).await.unwrap();
        assert_eq!((led.card.id, led.led_from), (id(2), Some(id(1))));
    }
}

#[tokio::test]
async fn a_purged_text_leaves_the_phone_at_the_next_head() {
    for way in 0..2 {
        let world = World::begin().await;
        world.write((0..30).map(|n| institution(n, 1))).await;
        let device = phone(&ways(&world)[way]);
        device.pull(&world).await.unwrap();
        world.write([institution(3, 77)]).await;
        device.pull(&world).await.unwrap();
        world.purge(id(3)).await;
        device.pull(&world).await.unwrap();
        assert_eq!(device.find("77").await, 0);
        for file in kept_files(&device).await {
            let text = String::from_utf8_lossy(&file).into_owned();
            assert!(!text.contains("Institute 3 of"), "the name is still in a file");
        }
        assert_eq!(device.state_root().await, world.root());
    }
}

async fn kept_files(device: &Device) -> Vec<app::store::Bytes> {
    let names: Vec<_> = device.store.blob_names().await.unwrap().into_iter().collect();
    device.store.blobs(&names).await.unwrap().into_iter().flatten().collect()
}

#[tokio::test]
async fn a_missing_file_is_fetched_again_by_its_name_alone() {
    let world = World::begin().await;
    world.write((0..30).map(|n| institution(n, 1))).await;
    for wire in ways(&world) {
        let counted = Lossy::new(wire, 0, 0);
        let device = phone(&(Rc::clone(&counted) as Rc<dyn Wire>));
        device.pull(&world).await.unwrap();
        let (held, bytes) = app::store::shelf::held(&*device.store).await.unwrap().unwrap();
        let lost = held.segments[0].cards;
        let mut rest = held.names();
        rest.remove(&lost);
        assert_eq!(device.store.sweep(Some(&bytes), &rest).await, Ok(1));
        counted.requests.set(0);
        device.pull(&world).await.unwrap();
        assert!(device.store.blob_names().await.unwrap().contains(&lost));
        assert!(counted.requests.get() <= 3, "{} requests", counted.requests.get());
    }
}

#[tokio::test]
async fn an_older_mirror_changes_nothing_and_is_no_error() {
    let world = World::begin().await;
    world.write((0..10).map(|n| institution(n, 1))).await;
    let stale_head = world.store().head().unwrap().bytes.clone();
    world.write([institution(1, 2)]).await;
    let device = phone(&ways(&world)[0]);
    device.pull(&world).await.unwrap();
    let old = Device::new(Rc::clone(&device.store), Rc::new(OldMirror { head: stale_head }));
    assert!(!old.pull(&world).await.unwrap().changed);
    assert_eq!(old.revision().await, Some(world.revision()));
}

/// Storage that nobody has filled for a while.
struct OldMirror {
    head: Vec<u8>,
}

impl Wire for OldMirror {
    fn get<'a>(&'a self, path: &'a str) -> futures::future::LocalBoxFuture<'a, Option<tests::wire::Reply>> {
        let head = || tests::wire::Reply {
            status: 200,
            content_type: "application/octet-stream".to_owned(),
            body: self.head.clone(),
        };
        let reply = if path == "/v1/head" { head() } else { tests::wire::Reply::page(404) };
        Box::pin(std::future::ready(Some(reply)))
    }
}

#[tokio::test]
async fn a_head_of_another_key_is_refused_and_the_old_edition_stays() {
    let (world, other) = (World::begin().await, World::begin().await);
    world.write((0..10).map(|n| institution(n, 1))).await;
    for n in 0..5 {
        other.write([institution(n, 9)]).await;
    }
    let device = phone(&ways(&world)[0]);
    device.pull(&world).await.unwrap();
    let misled = Device::new(Rc::clone(&device.store), Rc::clone(&ways(&other)[0]));
    assert!(misled.pull(&world).await.is_err());
    assert_eq!(misled.puller.status().last, Some(Outcome::Refused));
    assert_eq!(device.state_root().await, world.root());
}

#[tokio::test]
async fn what_the_server_says_about_itself_is_kept() {
    let world = World::begin().await;
    let device = phone(&ways(&world)[0]);
    device.puller.refresh_about().await.unwrap();
    let about = device.store.get(app::store::Room::Setting, app::sync::ABOUT_KEY).await.unwrap().unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&about).unwrap().is_object());
    let offline = phone(&ways(&world)[1]);
    assert!(offline.puller.refresh_about().await.is_err());
}
