//! The real ROR releases, one by one: a phone that pulls after each, one that pulls now and then, and one that comes cold
//! at the end hold the same files, bit for bit.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use app::store::Memory;
use model::Day;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use server::commit::Batch;
use server::import::{self, Held, Wishes};
use tests::device::Device;
use tests::wire::Wire;
use tests::world::{Direct, Mirror, World};

/// The releases: a folder that was named, or the one beside the project; without either, the small fixture.
fn releases() -> PathBuf {
    let named = std::env::var_os("MANGROVE_ROR").map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let beside = [root.join("../shared/data/ror/releases"), root.join("../shared/data/ror")];
    let found = named.into_iter().chain(beside).find(|folder| folder.is_dir());
    found.unwrap_or_else(|| {
        println!("no ROR releases in MANGROVE_ROR or ../shared/data/ror: replaying the small fixture");
        root.join("tests/fixtures/ror")
    })
}

#[tokio::test]
async fn three_phones_that_follow_ror_in_their_own_ways_hold_the_same_files() {
    let files = import::files(&releases()).unwrap();
    assert!(files.len() > 2, "{} releases", files.len());
    let world = World::begin_with(16 * 1024).await;
    let direct: Rc<dyn Wire> = Rc::new(Direct(Rc::clone(&world)));
    let mirror: Rc<dyn Wire> = Rc::new(Mirror(Rc::clone(&world)));
    let phone = |wire: &Rc<dyn Wire>| Device::new(Rc::new(Memory::default()), Rc::clone(wire));
    let (faithful, irregular) = (phone(&direct), phone(&mirror));
    let mut dice = SmallRng::seed_from_u64(78);
    let mut held = Held::default();
    for file in &files {
        held = release(&world, held, file).await;
        faithful.pull(&world).await.unwrap();
        assert_eq!(faithful.revision().await, Some(world.revision()));
        if dice.random_range(0..9) == 0 {
            irregular.pull(&world).await.unwrap();
        }
    }
    let cold = phone(&direct);
    let phones = [&faithful, &irregular, &cold];
    for phone in phones {
        phone.pull(&world).await.unwrap();
        phone.puller.fold_now().await.unwrap();
        assert_eq!(phone.state_root().await, world.root());
        assert_eq!(phone.store.blob_names().await, cold_names(&cold, &world).await);
    }
    println!("{} releases, {} records, revision {}", files.len(), cold.find("").await, world.revision());
}

async fn cold_names(
    cold: &Device,
    world: &World,
) -> Result<std::collections::BTreeSet<catalogue::FileName>, app::store::StoreError> {
    cold.pull(world).await.unwrap();
    cold.puller.fold_now().await.unwrap();
    cold.store.blob_names().await
}

/// Imports one release as one batch, publishes it, and returns what is held then.
async fn release(world: &World, held: Held, file: &Path) -> Held {
    let wishes = Wishes { today: Day::parse("2026-11-21").unwrap(), kind: None, source: None };
    let before: Vec<_> = held.records().cloned().collect();
    let plan = import::plan(file, held, &wishes, Box::new(|_| ())).unwrap();
    let changed: Vec<_> = plan.changes.into_iter().map(|change| change.after).collect();
    let title = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut after = Held::of(before);
    changed.iter().for_each(|record| after.put(record.clone()));
    world.write_batch(Batch::new(&title, world.step_ms()).with(changed)).await;
    after
}
