use super::*;

#[test]
fn all_real_releases_are_planned_without_a_refusal() {
    let Some(folder) = releases() else {
        println!("no folder with ROR releases: not run");
        return;
    };
    let begun = std::time::Instant::now();
    let wishes = Wishes { today: Day::parse("2026-11-21").unwrap(), kind: None, source: None };
    let plan = super::plan(&folder, Held::default(), &wishes, Box::new(|_| {})).unwrap();
    println!("{:?}", begun.elapsed());
    println!("{}", report(&plan, Amount::Short));
    assert_eq!(plan.refused, 0);
    let held = Held::of(plan.changes.into_iter().map(|change| change.after));
    let again = super::plan(&folder, held, &wishes, Box::new(|_| {})).unwrap();
    println!("{}", report(&again, Amount::Short));
}

/// `MANGROVE_ROR`, else the folder that lies beside the repository.
fn releases() -> Option<std::path::PathBuf> {
    let given = std::env::var_os("MANGROVE_ROR").map(std::path::PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ror/releases");
    given.or(Some(beside)).filter(|folder| folder.is_dir())
}
