//! The starter data: that every line of `server/starter` is a record, that they fit together, and that what the
//! registry of research organisations (ROR) holds agrees with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use model::record::{Country, Figure, Institution, Taxonomy, Term};
use model::{Detail, Kind, Record, RecordId};
use serde_json::Value;

const ASEAN: [&str; 11] = ["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"];
const FEWEST_INSTITUTIONS: usize = 120;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn lines() -> Vec<(String, String)> {
    let folder = root().join("server/starter");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut lines = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for (at, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            lines.push((format!("{name}:{}", at + 1), line.to_owned()));
        }
    }
    lines
}

fn records() -> Vec<Record> {
    lines().iter().map(|(at, line)| serde_json::from_str(line).unwrap_or_else(|e| panic!("{at}: {e}"))).collect()
}

fn institutions(records: &[Record]) -> impl Iterator<Item = (&Record, &Institution)> {
    records.iter().filter_map(|record| match &record.detail {
        Detail::Institution(institution) => Some((record, institution)),
        _ => None,
    })
}

#[test]
fn every_line_is_a_record_in_the_file_of_its_kind_and_reads_back_the_same() {
    for (at, line) in lines() {
        let record: Record = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{at}: {e}"));
        assert_eq!(record.check(), [], "{at}");
        assert!(at.starts_with(&format!("{}.jsonl", record.kind())), "{at}");
        let again = serde_json::to_value(&record).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(&line).unwrap(), "{at}");
        assert!(!record.demo, "{at}");
    }
}

#[test]
fn no_two_records_share_an_id() {
    let mut seen = BTreeSet::new();
    for record in records() {
        assert!(seen.insert(record.id), "{}", record.title());
    }
}

#[test]
fn every_relation_leads_to_a_record_or_says_who_is_meant() {
    let records = records();
    let held: BTreeSet<RecordId> = records.iter().map(|record| record.id).collect();
    for record in &records {
        for relation in record.relations.iter().filter(|relation| !held.contains(&relation.target)) {
            assert!(relation.foreign.is_some() && relation.label.is_some(), "{}", record.title());
        }
    }
}

#[test]
fn a_foreign_id_of_ror_gives_the_records_own_id() {
    for record in records() {
        for id in record.ids.iter().filter(|id| id.scheme() == "ror") {
            assert_eq!(id.record_id(), record.id, "{}", record.title());
        }
    }
}

#[test]
fn all_asean_countries_and_guangxi_have_real_institutions() {
    let records = records();
    let placed: Vec<&Record> = institutions(&records)
        .map(|(record, _)| record)
        .filter(|record| record.place.as_ref().is_some_and(|place| place.city.is_some() && place.point.is_some()))
        .collect();
    assert!(placed.len() >= FEWEST_INSTITUTIONS, "{}", placed.len());
    for country in ASEAN {
        let of_country = placed.iter().filter(|record| record.countries.iter().any(|code| code.as_str() == country));
        assert!(of_country.count() >= 5, "{country}");
    }
    let guangxi = |record: &&&Record| {
        let region = record.place.as_ref().and_then(|place| place.region.as_ref());
        region.is_some_and(|region| region.as_str() == "Guangxi")
    };
    assert!(placed.iter().filter(guangxi).count() >= 15);
}

#[test]
fn all_asean_countries_have_a_record_and_only_named_mechanisms_are_stated() {
    let records = records();
    let countries: BTreeMap<&str, &Country> = records
        .iter()
        .filter_map(|record| match &record.detail {
            Detail::Country(country) => Some((country.code.as_str(), country)),
            _ => None,
        })
        .collect();
    for code in ASEAN {
        assert!(countries.contains_key(code), "{code}");
    }
    let stated: Vec<&str> =
        countries.iter().filter(|(_, country)| country.mechanism.is_some()).map(|(code, _)| *code).collect();
    assert_eq!(stated, ["KH", "LA", "TH"]);
}

#[test]
fn figures_that_differ_stand_side_by_side_with_their_days() {
    let records = records();
    let figures: Vec<&Figure> = records
        .iter()
        .filter_map(|record| match &record.detail {
            Detail::Figure(figure) => Some(figure),
            _ => None,
        })
        .collect();
    let members: Vec<(&str, String)> = figures
        .iter()
        .filter(|figure| figure.measure.as_str() == "network_members")
        .map(|figure| (figure.value.as_str(), figure.as_of.to_string()))
        .collect();
    let wanted = [("2400", "2020-11"), ("2400", "2021-01"), ("2600", "2021-09"), ("2600", "2022")];
    assert_eq!(members, wanted.map(|(value, day)| (value, day.to_owned())));
    for (value, measure) in [("653", "agreements"), ("7800", "projects_covered"), ("14122", "summit_positions")] {
        assert!(figures.iter().any(|figure| figure.value.as_str() == value && figure.measure.as_str() == measure));
    }
}

#[test]
fn every_figure_cites_a_dated_source() {
    for record in records().iter().filter(|record| record.kind() == Kind::Figure) {
        assert!(record.source.published.is_some(), "{}", record.title());
    }
}

#[test]
fn every_field_kind_and_measure_has_its_term() {
    let records = records();
    let terms: BTreeSet<(Taxonomy, String)> = records
        .iter()
        .filter_map(|record| match &record.detail {
            Detail::Term(Term { taxonomy, key, .. }) => Some((*taxonomy, key.to_string())),
            _ => None,
        })
        .collect();
    for record in &records {
        for field in record.fields.iter() {
            assert!(terms.contains(&(Taxonomy::Field, field.to_string())), "{field}");
        }
        if let Detail::Figure(figure) = &record.detail {
            assert!(terms.contains(&(Taxonomy::Measure, figure.measure.to_string())), "{}", figure.measure);
        }
    }
    for kind in model::record::InstitutionKind::ALL {
        let key = serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned();
        assert!(terms.contains(&(Taxonomy::InstitutionKind, key.clone())), "{key}");
    }
}

/// The newest version of each organisation over all releases, in the form of upstream.
fn registry() -> Option<BTreeMap<String, Value>> {
    let given = std::env::var_os("MANGROVE_ROR").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| root().join("../shared/data/ror/releases"));
    let mut files: Vec<PathBuf> = fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut newest = BTreeMap::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")) {
        for line in fs::read_to_string(file).unwrap().lines() {
            let organisation: Value = serde_json::from_str(line).unwrap();
            newest.insert(organisation["id"].as_str().unwrap().to_owned(), organisation);
        }
    }
    Some(newest)
}

/// Name shown, city, country and websites of an organisation, of schema 1 or 2.
fn told_by_ror(organisation: &Value) -> (String, String, String, Vec<String>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    if organisation["names"].is_null() {
        let address = &organisation["addresses"][0];
        let sites = list(&organisation["links"]).iter().map(text).collect();
        let country = text(&organisation["country"]["country_code"]);
        return (text(&organisation["name"]), text(&address["city"]), country, sites);
    }
    let shown = |name: &&Value| list(&name["types"]).iter().any(|kind| kind == "ror_display");
    let name =
        list(&organisation["names"]).iter().find(shown).map(|name| text(&name["value"])).expect("ROR shows one name");
    let place = &organisation["locations"][0]["geonames_details"];
    let websites = list(&organisation["links"]).into_iter().filter(|link| link["type"] == "website");
    let sites = websites.map(|link| text(&link["value"])).collect();
    (name, text(&place["name"]), text(&place["country_code"]), sites)
}

#[test]
fn what_ror_holds_agrees_with_its_newest_release() {
    let Some(registry) = registry() else {
        eprintln!("no ROR releases here: set MANGROVE_ROR to their folder to compare the starter data with them");
        return;
    };
    let records = records();
    let mut compared = 0;
    for (record, _) in institutions(&records) {
        let Some(id) = record.ids.iter().find(|id| id.scheme() == "ror") else { continue };
        let Some(organisation) = registry.get(id.value()) else { continue };
        let (name, city, country, sites) = told_by_ror(organisation);
        let here = record.place.as_ref().and_then(|place| place.city.as_ref()).map(|city| city.as_str());
        assert_eq!(organisation["status"], "active", "{name}");
        assert!(record.names.iter().any(|own| own.text.as_str() == name), "{name}");
        assert_eq!(here, Some(city.as_str()), "{name}");
        assert_eq!(record.countries.first().map(|code| code.as_str()), Some(country.as_str()), "{name}");
        for site in sites {
            assert!(record.links.iter().any(|link| link.url.as_str() == site), "{name}: {site}");
        }
        compared += 1;
    }
    assert!(compared >= FEWEST_INSTITUTIONS, "{compared}");
}
