//! The fixtures are made up, in the shapes of both schemas.

use model::source::LinkUse;
use model::{Day, Detail, Line, NameUse, Record, RelationKind, Standing};

use crate::import::{Held, Plan, plan_json};

const ONE: &str = r#"{"id":"https://ror.org/0aaaaaa11","name":"Nanning Institute of Tides","aliases":["NIT Guangxi"],
  "acronyms":["NIT"],"labels":[{"label":"南宁潮汐研究所","iso639":"zh"},{"label":"Nanning Institute of Tides","iso639":"en"}],
  "types":["Education","Facility"],"links":["http://nit.example.cn/"],"wikipedia_url":null,"established":1984,
  "relationships":[{"label":"Somewhere Else","type":"Parent","id":"https://ror.org/0zzzzzz99"}],
  "addresses":[{"lat":22.81667,"lng":108.31667,"city":"Nanning","geonames_city":{"city":"Nanning","geonames_admin1":{"name":"Guangxi"}}}],
  "country":{"country_code":"CN"},"status":"active",
  "external_ids":{"ISNI":{"preferred":null,"all":["0000 0001 0000 0001"]},"GRID":{"preferred":"grid.1.2","all":"grid.1.2"}}}"#;

const TWO: &str = r#"{"id":"https://ror.org/0aaaaaa11","admin":{"last_modified":{"date":"2025-03-04"}},
  "names":[{"value":"Nanning Institute of Tides","types":["ror_display","label"],"lang":"en"},
           {"value":"南宁潮汐研究所","types":["label"],"lang":"en"},{"value":"NIT","types":["acronym"],"lang":null}],
  "types":["education","funder"],"links":[{"type":"website","value":"https://nit.example.cn"}],"established":1984,
  "relationships":[{"label":"Somewhere Else","type":"parent","id":"https://ror.org/0zzzzzz99"}],
  "locations":[{"geonames_details":{"country_code":"CN","country_subdivision_name":"Guangxi","name":"Nanning","lat":22.81667,"lng":108.31667}}],
  "external_ids":[{"type":"grid","preferred":"grid.1.2","all":["grid.1.2"]}],"status":"active"}"#;

fn today() -> Day {
    Day::parse("2026-11-21").unwrap()
}

fn plan(file: &str, json: &str, held: Held) -> Plan {
    plan_json(file, json.replace('\n', " ").as_bytes(), held, today())
}

fn record(file: &str, json: &str) -> Record {
    let plan = plan(file, json, Held::default());
    assert_eq!(plan.problems, []);
    plan.changes.into_iter().next().unwrap().after
}

fn after(held: &Record, file: &str, json: &str) -> Record {
    let plan = plan(file, json, Held::of([held.clone()]));
    plan.changes.into_iter().next().map_or_else(|| held.clone(), |change| change.after)
}

#[test]
fn schema_one_becomes_a_record() {
    let record = record("07-v1.7.0.jsonl", ONE);
    assert_eq!(record.source.title.as_str(), "Research Organization Registry (ROR), release v1.7.0");
    assert_eq!(record.verified_on.to_string(), "2022");
    let names: Vec<_> = record.names.iter().map(|name| (name.usage, name.text.as_str(), name.language())).collect();
    assert_eq!(
        names,
        [
            (NameUse::Official, "Nanning Institute of Tides", Some("en")),
            (NameUse::Label, "南宁潮汐研究所", Some("zh")),
            (NameUse::Alias, "NIT Guangxi", None),
            (NameUse::Acronym, "NIT", None),
        ]
    );
    let ids: Vec<_> = record.ids.iter().map(|id| format!("{}={}", id.scheme(), id.value())).collect();
    assert_eq!(ids, ["ror=https://ror.org/0aaaaaa11", "grid=grid.1.2", "isni=0000 0001 0000 0001"]);
    assert_eq!(record.place.unwrap().region.unwrap().as_str(), "Guangxi");
}

#[test]
fn the_same_organisation_of_schema_two_has_the_same_id_and_its_tags_mended() {
    let (one, two) = (record("v1.7.jsonl", ONE), record("v2.1.jsonl", TWO));
    assert_eq!(one.id, two.id);
    assert_eq!(two.names[1].lang.as_ref().unwrap().as_str(), "zh");
    assert_eq!(two.verified_on.to_string(), "2025-03-04");
    assert!(two.links.iter().all(|link| link.usage == LinkUse::Website));
}

#[test]
fn a_relation_outside_the_region_is_kept_and_links_when_its_target_arrives() {
    let record = record("v2.1.jsonl", TWO);
    let relation = &record.relations[0];
    assert_eq!((relation.kind, relation.label.as_ref().unwrap().as_str()), (RelationKind::Parent, "Somewhere Else"));
    let arrives = TWO.replace("0aaaaaa11", "0zzzzzz99").replace("\"parent\"", "\"child\"");
    let arrives = self::record(
        "v2.2.jsonl",
        &arrives.replace("\"id\":\"https://ror.org/0zzzzzz99\"}]", "\"id\":\"https://ror.org/0bbbbbb22\"}]"),
    );
    assert_eq!(relation.target, arrives.id);
}

#[test]
fn a_relation_is_led_to_a_record_that_bears_the_foreign_id_under_its_own_id() {
    let pointing = record("v2.1.jsonl", TWO);
    let own = r#"{"kind":"institution","id":"01939f2e-0000-7000-8000-000000000001","names":[{"text":"Somewhere Else","use":"official"}],
        "standing":{"state":"active"},"ids":[{"scheme":"ror","value":"https://ror.org/0zzzzzz99"}],"source":{"title":"s"},"verified_on":"2026"}"#;
    let plan = plan("own.jsonl", own, Held::of([pointing.clone()]));
    let led = plan.changes.iter().find(|change| change.after.id == pointing.id).unwrap();
    assert_eq!(led.after.relations[0].target.to_string(), "01939f2e-0000-7000-8000-000000000001");
}

#[test]
fn a_withdrawn_organisation_leads_to_its_successor() {
    let json = TWO.replace("\"status\":\"active\"", "\"status\":\"withdrawn\"").replace("\"parent\"", "\"successor\"");
    let record = record("v2.1.jsonl", &json);
    assert_eq!(record.standing, Standing::Withdrawn { successor: Some(record.relations[0].target) });
}

#[test]
fn the_same_release_twice_is_the_same_as_once_and_so_is_a_later_one_that_says_the_same() {
    let held = record("v2.1.jsonl", TWO);
    assert_eq!(after(&held, "v2.1.jsonl", TWO), held);
    assert_eq!(after(&held, "v2.2.jsonl", TWO), held);
}

#[test]
fn a_later_release_changes_only_what_ror_owns() {
    let mut held = record("v2.1.jsonl", TWO);
    let Detail::Institution(institution) = &mut held.detail else { panic!("an institution") };
    institution.kinds =
        vec![model::record::InstitutionKind::University, model::record::InstitutionKind::Incubator].try_into().unwrap();
    held.summary = Some(model::Prose::parse("Kept.").unwrap());
    let later =
        TWO.replace("2025-03-04", "2025-09-01").replace("Nanning Institute of Tides", "Guangxi Institute of Tides");
    let after = after(&held, "v2.2.jsonl", &later);
    assert_eq!(after.title(), "Guangxi Institute of Tides");
    assert_eq!(after.summary, held.summary);
    let Detail::Institution(institution) = &after.detail else { panic!("an institution") };
    assert!(institution.kinds.contains(&model::record::InstitutionKind::Incubator));
}

#[test]
fn a_curated_record_keeps_its_names_and_gains_what_it_lacks() {
    let mut held = record("v2.1.jsonl", TWO);
    held.source.title = Line::parse("Website of the institute").unwrap();
    held.names =
        vec![model::Name { text: Line::parse("潮汐研究所").unwrap(), lang: None, usage: NameUse::Official }]
            .try_into()
            .unwrap();
    let after = after(&held, "v2.2.jsonl", &TWO.replace("2025-03-04", "2025-09-01"));
    assert_eq!(after.title(), "潮汐研究所");
    assert!(
        after
            .names
            .iter()
            .any(|name| name.text.as_str() == "Nanning Institute of Tides" && name.usage == NameUse::Label)
    );
    assert_eq!((after.source, after.verified_on), (held.source, held.verified_on));
}

#[test]
fn a_part_that_cannot_be_read_is_left_out_and_said_with_its_place() {
    let plan = plan("v2.1.jsonl", &TWO.replace("https://nit.example.cn", "nit example"), Held::default());
    assert_eq!((plan.changes.len(), plan.refused), (1, 0));
    assert!(plan.problems[0].origin.to_string().ends_with("(links)"), "{}", plan.problems[0].origin);
}

#[test]
fn an_organisation_without_a_name_is_refused_with_the_reason() {
    let json = TWO.replace("\"value\":\"Nanning Institute of Tides\"", "\"value\":\" \"");
    let json = json.replace("南宁潮汐研究所", " ").replace("\"NIT\"", "\" \"");
    let plan = plan("v2.1.jsonl", &json, Held::default());
    assert_eq!((plan.changes.len(), plan.refused), (0, 1));
    assert!(plan.problems.iter().any(|issue| issue.reason.to_string() == "is needed and is missing"));
}
