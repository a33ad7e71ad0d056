//! The phone dies, or runs out of room, at every single write: what it held before is whole, and it goes on from there.

use std::rc::Rc;

use app::store::{Flip, HELD_KEY, Memory, Room, Store};
use app::sync::Outcome;
use tests::brittle::{Break, Brittle};
use tests::device::{Device, check_whole};
use tests::lossy::Lossy;
use tests::wire::Wire;
use tests::world::{Direct, World, institution};

/// A phone that holds the first edition and some deltas, and a world that has moved on so far that a pull brings,
/// completes, folds and sweeps.
async fn behind() -> (Rc<World>, Rc<dyn Wire>, Rc<Memory>) {
    let world = World::begin().await;
    world.write((0..40).map(|n| institution(n, 1))).await;
    let wire: Rc<dyn Wire> = Rc::new(Direct(Rc::clone(&world)));
    let memory = Rc::new(Memory::default());
    let device = Device::new(Rc::clone(&memory) as _, Rc::clone(&wire));
    device.pull(&world).await.unwrap();
    for n in 0..catalogue::limit::DELTAS_BEFORE_FOLD as u32 {
        world.write([institution(n, 2)]).await;
        device.pull(&world).await.unwrap();
    }
    world.write([institution(1, 3), institution(90, 1)]).await;
    (world, wire, memory)
}

/// The same store as often as it is wanted.
async fn copy(like: &Rc<Memory>) -> Rc<Memory> {
    let copy = Rc::new(Memory::default());
    let names: Vec<_> = like.blob_names().await.unwrap().into_iter().collect();
    let files = like.blobs(&names).await.unwrap().into_iter().flatten();
    let files: Vec<_> = names.iter().copied().zip(files).collect();
    copy.put_blobs(&files).await.unwrap();
    if let Some(after) = like.get(Room::Head, HELD_KEY).await.unwrap() {
        copy.flip(&Flip { before: None, after, needs: Default::default() }).await.unwrap();
    }
    copy
}

async fn writes_of_a_pull(world: &World, wire: &Rc<dyn Wire>, start: &Rc<Memory>) -> u32 {
    let store = Brittle::new(copy(start).await, Break::Never);
    Device::new(Rc::clone(&store) as _, Rc::clone(wire)).pull(world).await.unwrap();
    store.writes()
}

#[tokio::test]
async fn a_phone_that_dies_at_any_write_has_a_whole_edition_and_goes_on() {
    let (world, wire, held) = behind().await;
    for start in [Rc::new(Memory::default()), held] {
        let writes = writes_of_a_pull(&world, &wire, &start).await;
        assert!(writes >= 5, "{writes} writes");
        for at in 0..writes {
            for how in [Break::DiesBefore(at), Break::DiesAfter(at)] {
                let memory = copy(&start).await;
                let dying = Brittle::new(Rc::clone(&memory), how);
                let _ = Device::new(dying, Rc::clone(&wire)).puller.pull().await;
                check_whole(&*memory, &world).await;
                let again = Device::new(Rc::clone(&memory) as _, Rc::clone(&wire));
                again.pull(&world).await.unwrap();
                assert_eq!(again.state_root().await, world.root(), "{how:?}");
                assert_eq!(again.store.blob_names().await.unwrap(), again.held().await.unwrap().names());
            }
        }
    }
}

#[tokio::test]
async fn a_pull_that_was_cut_off_does_not_fetch_twice() {
    let (world, wire, _) = behind().await;
    let counted = Lossy::new(wire, 0, 0);
    let whole = Device::new(Rc::new(Memory::default()), Rc::clone(&counted) as _);
    whole.pull(&world).await.unwrap();
    let requests = counted.requests.replace(0);
    let memory = Rc::new(Memory::default());
    let dying = Brittle::new(Rc::clone(&memory), Break::DiesAfter(2));
    let _ = Device::new(dying, Rc::clone(&counted) as _).puller.pull().await;
    let before = counted.requests.replace(0);
    assert!(before > 0);
    Device::new(Rc::clone(&memory) as _, Rc::clone(&counted) as _).pull(&world).await.unwrap();
    assert!(counted.requests.get() < requests, "{} of {requests} requests", counted.requests.get());
}

#[tokio::test]
async fn a_full_phone_says_so_and_keeps_the_old_edition_whole() {
    let (world, wire, held) = behind().await;
    for start in [Rc::new(Memory::default()), held] {
        let writes = writes_of_a_pull(&world, &wire, &start).await;
        let mut full = 0;
        for at in 0..writes {
            let memory = copy(&start).await;
            let device = Device::new(Brittle::new(Rc::clone(&memory), Break::NoRoomFrom(at)), Rc::clone(&wire));
            if device.pull(&world).await.is_err() {
                full += 1;
                assert_eq!(device.puller.status().last, Some(Outcome::NoRoom));
            }
            let roomy = Device::new(memory, Rc::clone(&wire));
            roomy.pull(&world).await.unwrap();
            assert_eq!(roomy.state_root().await, world.root());
        }
        assert!(full > 0);
    }
}
