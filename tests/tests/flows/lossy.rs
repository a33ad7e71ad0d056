//! A network that does everything wrong: phones come to the server's state, or keep the old edition whole.

use std::rc::Rc;

use app::store::Memory;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use tests::device::Device;
use tests::lossy::Lossy;
use tests::wire::Wire;
use tests::world::{Direct, Mirror, World, id, institution};

const SEEDS: u64 = 6;
const STEPS: u32 = 40;
const RECORDS: u32 = 50;

async fn simulate(seed: u64, least_delta_bytes: u64) {
    let world = World::begin_with(least_delta_bytes).await;
    let mut dice = SmallRng::seed_from_u64(seed);
    world.write((0..RECORDS).map(|n| institution(n, 1))).await;
    let ways: [Rc<dyn Wire>; 2] = [Rc::new(Direct(Rc::clone(&world))), Rc::new(Mirror(Rc::clone(&world)))];
    let networks = ways.map(|wire| Lossy::new(wire, seed, 3));
    let phone = |network: &Rc<Lossy>| Device::new(Rc::new(Memory::default()), Rc::clone(network) as Rc<dyn Wire>);
    let devices = [phone(&networks[0]), phone(&networks[1])];
    for step in 0..STEPS {
        change(&world, &mut dice, step).await;
        for device in &devices {
            if dice.random_bool(0.5) {
                // An error is no matter here; `pull` has checked that what is held is whole.
                let _ = device.pull(&world).await;
            }
        }
    }
    for (network, device) in networks.iter().zip(&devices) {
        network.heal();
        device.pull(&world).await.unwrap();
        assert_eq!(device.revision().await, Some(world.revision()), "seed {seed}");
        assert_eq!(device.state_root().await, world.root(), "seed {seed}");
        device.puller.fold_now().await.unwrap();
    }
    let names = [devices[0].store.blob_names().await, devices[1].store.blob_names().await];
    assert_eq!(names[0], names[1], "seed {seed}");
}

async fn change(world: &World, dice: &mut SmallRng, step: u32) {
    match dice.random_range(0..10) {
        0 => world.remove(id(dice.random_range(0..RECORDS)), Some(id(dice.random_range(0..RECORDS)))).await,
        1 => world.write((0..20).map(|n| institution(n, 100 + step))).await,
        2 => {}
        _ => world.write([institution(dice.random_range(0..RECORDS + 10), 100 + step)]).await,
    }
}

#[tokio::test]
async fn phones_on_a_bad_network_converge_by_deltas() {
    for seed in 0..SEEDS {
        simulate(seed, 256 * 1024).await;
    }
}

#[tokio::test]
async fn phones_on_a_bad_network_converge_while_the_base_is_cut_anew() {
    for seed in 0..SEEDS {
        simulate(1000 + seed, 1024).await;
    }
}

#[tokio::test]
async fn a_portal_and_nothing_at_all_are_no_network() {
    use app::sync::Outcome;
    use tests::wire::Reply;

    struct Says(Option<Reply>);
    impl Wire for Says {
        fn get<'a>(&'a self, _: &'a str) -> futures::future::LocalBoxFuture<'a, Option<Reply>> {
            Box::pin(std::future::ready(self.0.clone()))
        }
    }
    let world = World::begin().await;
    for reply in [None, Some(Reply::page(200)), Some(Reply::page(302)), Some(Reply::page(404))] {
        let device = Device::new(Rc::new(Memory::default()), Rc::new(Says(reply)));
        assert!(device.pull(&world).await.is_err());
        assert_eq!(device.puller.status().last, Some(Outcome::NoNetwork));
        assert_eq!(device.held().await, None);
    }
}
