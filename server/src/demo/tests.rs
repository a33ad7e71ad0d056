//! That the demo set is the same for the same seed, has the published sizes, and holds together.

use std::collections::{BTreeMap, BTreeSet};

use model::record::{InstitutionKind, Network, OfferOrNeed};
use model::{Detail, Kind, Record, RecordId, RelationKind, Script};

use super::{Sizes, records};

const SMALL: usize = 2_801;

fn small() -> Vec<Record> {
    records(7, Some(SMALL)).collect()
}

fn full() -> Vec<Record> {
    records(1, None).collect()
}

#[test]
fn the_same_seed_makes_the_same_records_and_another_seed_others() {
    assert_eq!(small(), small());
    let ids: BTreeSet<RecordId> = small().iter().map(|record| record.id).collect();
    assert!(records(8, Some(SMALL)).all(|record| !ids.contains(&record.id)));
}

#[test]
fn the_full_set_has_the_sizes_that_the_network_published() {
    let records = full();
    let mut kinds = BTreeMap::new();
    for record in &records {
        *kinds.entry(record.kind()).or_insert(0) += 1;
    }
    let wanted = [
        (Kind::Institution, 4_300),
        (Kind::Project, 7_800),
        (Kind::Technology, 1_000),
        (Kind::Agreement, 653),
        (Kind::Event, 140),
        (Kind::Position, 14_122),
    ];
    assert_eq!(kinds, BTreeMap::from(wanted));
    let enterprises = records.iter().filter_map(|record| match &record.detail {
        Detail::Project(project) => project.enterprises,
        _ => None,
    });
    assert_eq!(enterprises.sum::<u32>(), 9_900);
    let members = records.iter().filter(|record| match &record.detail {
        Detail::Institution(it) => it.memberships.iter().any(|membership| membership.of == Network::TransferNetwork),
        _ => false,
    });
    assert_eq!(members.count(), 2_600);
    let abroad = records.iter().filter(|record| record.kind() == Kind::Event && record.countries[0].as_str() != "CN");
    assert_eq!(abroad.count(), 46);
}

#[test]
fn every_employer_is_a_company_with_a_position() {
    let records = full();
    let employers: BTreeSet<RecordId> = records
        .iter()
        .filter(|record| record.kind() == Kind::Position)
        .flat_map(|record| record.relations.iter().filter(|relation| relation.kind == RelationKind::Employer))
        .map(|relation| relation.target)
        .collect();
    assert_eq!(employers.len(), 2_944);
    let companies = records.iter().filter(|record| match &record.detail {
        Detail::Institution(it) => it.kinds.contains(&InstitutionKind::Company) && employers.contains(&record.id),
        _ => false,
    });
    assert_eq!(companies.count(), 2_944);
}

#[test]
fn every_record_is_marked_whole_and_points_to_held_records() {
    for records in [small(), records(3, Some(40)).collect(), records(3, Some(1)).collect()] {
        let held: BTreeSet<RecordId> = records.iter().map(|record| record.id).collect();
        assert_eq!(held.len(), records.len());
        for record in &records {
            assert!(record.demo && record.source.title.as_str() == "Synthetic demonstration data");
            assert_eq!(record.check(), [], "{}", record.title());
            assert!(record.relations.iter().all(|relation| held.contains(&relation.target)), "{}", record.title());
            let json = serde_json::to_string(record).unwrap();
            assert_eq!(&serde_json::from_str::<Record>(&json).unwrap(), record);
        }
    }
}

#[test]
fn names_are_in_many_scripts_and_tagged_with_their_language() {
    let mut scripts = BTreeSet::new();
    for record in small() {
        for name in record.names.iter() {
            scripts.insert(name.script());
            let tag_fits = name.lang.as_ref().is_none_or(|tag| tag.fits(name.script()));
            assert!(tag_fits, "{:?} {}", name.lang, name.text.as_str());
        }
    }
    for script in [Script::Latin, Script::Han, Script::Thai, Script::Lao, Script::Khmer, Script::Myanmar] {
        assert!(scripts.contains(&script), "{script:?}");
    }
}

#[test]
fn technologies_are_offers_of_the_collection_and_needs() {
    let (mut offers, mut needs) = (0, 0);
    for record in full() {
        if let Detail::Technology(technology) = &record.detail {
            match technology.side {
                OfferOrNeed::Offer => offers += usize::from(technology.collection.is_some()),
                OfferOrNeed::Need => needs += 1,
            }
        }
    }
    assert_eq!(offers + needs, Sizes::FULL.technologies);
    assert!(needs > 100 && offers > 800);
}

#[test]
fn a_record_is_about_as_long_as_a_real_one() {
    let bytes: usize = small().iter().map(|record| serde_json::to_string(record).unwrap().len()).sum();
    let mean = bytes / SMALL;
    assert!((700..=950).contains(&mean), "{mean}");
}
