//! Two tabs on one store, with no lock between them: compare-and-set alone keeps them harmless.

use std::rc::Rc;

use app::store::{Memory, Store};
use futures::future::join;
use tests::device::{Device, check_whole};
use tests::lossy::Lossy;
use tests::world::{Direct, World, institution};

#[tokio::test]
async fn two_tabs_that_pull_at_once_hold_one_whole_edition() {
    for seed in 0..4 {
        let world = World::begin_with(1024).await;
        world.write((0..50).map(|n| institution(n, 1))).await;
        let store: Rc<dyn Store> = Rc::new(Memory::default());
        let networks = [0, 1].map(|tab| Lossy::new(Rc::new(Direct(Rc::clone(&world))), seed * 2 + tab, 6));
        let tabs = networks.each_ref().map(|network| Device::new(Rc::clone(&store), Rc::clone(network) as _));
        for n in 0..25 {
            world.write([institution(n % 9, 100 + n)]).await;
            let _ = join(tabs[0].puller.pull(), tabs[1].puller.pull()).await;
            check_whole(&*store, &world).await;
        }
        networks.iter().for_each(|network| network.heal());
        let pulled = join(tabs[0].puller.pull(), tabs[1].puller.pull()).await;
        assert!(pulled.0.is_ok() || pulled.1.is_ok(), "{pulled:?}");
        for tab in &tabs {
            tab.pull(&world).await.unwrap();
            assert_eq!(tab.state_root().await, world.root(), "seed {seed}");
        }
    }
}

#[tokio::test]
async fn a_tab_goes_on_answering_while_another_brings_something_new() {
    let world = World::begin().await;
    world.write((0..20).map(|n| institution(n, 1))).await;
    let store: Rc<dyn Store> = Rc::new(Memory::default());
    let tab = || Device::new(Rc::clone(&store), Rc::new(Direct(Rc::clone(&world))));
    let (here, there) = (tab(), tab());
    here.pull(&world).await.unwrap();
    assert_eq!(here.find("institute").await, 20);
    world.write((20..25).map(|n| institution(n, 1))).await;
    there.pull(&world).await.unwrap();
    there.puller.fold_now().await.unwrap();
    let browse = catalogue::query::Browse::default();
    let page = catalogue::query::Page { offset: 0, length: 1 };
    let asked = here.engine.ask(catalogue::Query::Browse { browse, page }).await.unwrap();
    assert!(matches!(asked, catalogue::Answer::Listing(listing) if listing.total == 20));
    assert_eq!(here.find("institute").await, 25, "after it has opened what is new");
}
