//! What the desk answers, over a handful of records in several scripts.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use catalogue::query::{Answer, Browse, Facet, Hit, Listing, Page, Query, Sort};
use catalogue::{Desk, Row, Shelf, cells, delta};
use model::{Record, RecordId};
use serde_json::{Value, json};

fn id(slug: &str) -> RecordId {
    RecordId::derived("test", slug)
}

fn record(kind: &str, slug: &str, names: &[(&str, &str)], more: Value) -> Row {
    let names: Vec<Value> =
        names.iter().map(|(lang, text)| json!({"text": text, "lang": lang, "use": "official"})).collect();
    let mut json = json!({
        "kind": kind, "id": id(slug).to_string(), "names": names, "standing": {"state": "active"},
        "source": {"title": "test"}, "verified_on": "2026-11-21",
    });
    for (key, value) in more.as_object().unwrap() {
        json[key] = value.clone();
    }
    let record: Record = serde_json::from_value(json).unwrap();
    cells::to_row(&record)
}

fn desk() -> Desk {
    let university =
        |country: &str, city: &str| json!({"countries": [country], "place": {"city": city}, "kinds": ["university"]});
    let rows = [
        record(
            "country",
            "TH",
            &[("en", "Thailand"), ("th", "ไทย")],
            json!({"code": "TH", "countries": ["TH"], "blocs": ["asean"]}),
        ),
        record("country", "CN", &[("en", "China"), ("zh", "中国")], json!({"code": "CN", "countries": ["CN"]})),
        record(
            "term",
            "agri",
            &[("en", "Agriculture"), ("zh", "农业")],
            json!({"taxonomy": "field", "key": "agriculture"}),
        ),
        record("institution", "gxu", &[("en", "Guangxi University"), ("zh", "广西大学")], university("CN", "Nanning")),
        record(
            "institution",
            "gxmu",
            &[("en", "Guangxi Medical University"), ("zh", "广西医科大学")],
            university("CN", "Nanning"),
        ),
        record(
            "institution",
            "vnu",
            &[("vi", "Đại học Quốc gia Hà Nội"), ("en", "Vietnam National University, Hanoi")],
            university("VN", "Hà Nội"),
        ),
        record(
            "institution",
            "kku",
            &[("en", "Khon Kaen University"), ("th", "มหาวิทยาลัยขอนแก่น")],
            json!({"countries": ["TH"], "place": {"city": "Khon Kaen"}, "kinds": ["university", "hospital"], "memberships": [{"of": "transfer_network"}]}),
        ),
        record(
            "institution",
            "old",
            &[("en", "Qinzhou College")],
            json!({"standing": {"state": "withdrawn", "successor": id("bbgu").to_string()}, "countries": ["CN"]}),
        ),
        record("institution", "bbgu", &[("en", "Beibu Gulf University")], university("CN", "Qinzhou")),
        record(
            "project",
            "lab",
            &[("en", "Rice drying laboratory")],
            json!({"form": "joint_laboratory", "countries": ["CN", "TH"], "fields": ["agriculture"], "enterprises": 12, "begins": "2021-05",
                "relations": [{"kind": "partner", "side": "china", "target": id("gxu").to_string()},
                              {"kind": "partner", "side": "asean", "target": id("kku").to_string()},
                              {"kind": "partner", "side": "other", "foreign": {"scheme": "ror", "value": "https://ror.org/x"}, "label": "Far Institute"}]}),
        ),
        record(
            "technology",
            "need",
            &[("en", "Small drier"), ("th", "เครื่องอบข้าว")],
            json!({"side": "need", "trl": [6, 8], "countries": ["TH"], "fields": ["agriculture"]}),
        ),
        record(
            "figure",
            "members-2021",
            &[("en", "Members")],
            json!({"measure": "network_members", "value": "2400", "unit": "members", "as_of": "2021-01", "definition": "…", "counted": "network_members"}),
        ),
        record(
            "figure",
            "members-2022",
            &[("en", "Members")],
            json!({"measure": "network_members", "value": "2600", "qualifier": "more_than", "unit": "members", "as_of": "2022", "definition": "…"}),
        ),
    ];
    let mut shelf = Shelf::default();
    shelf.put_delta(delta::encode(&rows)).unwrap();
    Desk::new(shelf)
}

fn browse(desk: &Desk, browse: Browse) -> Listing {
    let page = Page { offset: 0, length: 50 };
    match desk.answer(&Query::Browse { browse, page }, &|_| None).unwrap() {
        Answer::Listing(listing) => listing,
        other => panic!("{other:?}"),
    }
}

fn found(desk: &Desk, text: &str) -> Vec<String> {
    let listing = browse(desk, Browse { text: text.to_owned(), ..Browse::default() });
    listing.hits.iter().map(|hit| hit.card.title().to_owned()).collect()
}

fn marked(hit: &Hit) -> Vec<&str> {
    let text =
        |mark: &catalogue::query::Mark| &hit.card.names[mark.name as usize].text[mark.from as usize..mark.to as usize];
    hit.marks.iter().map(text).collect()
}

#[test]
fn every_script_is_found_by_what_a_person_types() {
    let desk = desk();
    for (text, first) in [
        ("GUANGXI univ", "Guangxi University"),
        ("university guangxi", "Guangxi University"),
        ("广西大学", "Guangxi University"),
        ("医科", "Guangxi Medical University"),
        ("dai hoc", "Đại học Quốc gia Hà Nội"),
        ("Đại học ha noi", "Đại học Quốc gia Hà Nội"),
        ("ขอนแก่น", "Khon Kaen University"),
        ("วิทยา", "Khon Kaen University"),
        ("อบข้าว", "Small drier"),
        ("kaen 大", ""),
    ] {
        assert_eq!(found(&desk, text).first().map_or("", String::as_str), first, "{text}");
    }
}

#[test]
fn a_record_is_found_by_its_country_place_and_field_after_names() {
    let desk = desk();
    assert_eq!(found(&desk, "农业"), ["Agriculture", "Rice drying laboratory", "Small drier"]);
    assert_eq!(found(&desk, "ไทย")[0], "Thailand");
    assert!(found(&desk, "thailand drier") == ["Small drier"]);
    assert!(found(&desk, "hai").is_empty(), "a word does not match inside another");
    for signs in ["%", "\\", "()", "😀"] {
        assert!(found(&desk, signs).is_empty(), "{signs}: no name answers signs");
    }
    assert_eq!(found(&desk, "  ").len(), found(&desk, "").len(), "nothing typed is no question");
}

#[test]
fn found_text_is_marked_in_whole_letters() {
    let listing = browse(&desk(), Browse { text: "dai quoc".to_owned(), ..Browse::default() });
    assert_eq!(marked(&listing.hits[0]), ["Đại", "Quốc"]);
    let listing = browse(&desk(), Browse { text: "大学".to_owned(), ..Browse::default() });
    assert!(listing.hits.iter().all(|hit| marked(hit) == ["大学"]));
}

#[test]
fn a_withdrawn_record_is_found_by_its_name_and_leads_on() {
    let desk = desk();
    assert_eq!(found(&desk, "qinzhou college"), ["Qinzhou College"]);
    assert!(!browse(&desk, Browse::default()).hits.iter().any(|hit| hit.card.title() == "Qinzhou College"));
    let Answer::Record(Some(answer)) = desk.answer(&Query::Record { id: id("old") }, &|_| None).unwrap() else {
        panic!()
    };
    assert_eq!((answer.card.title(), answer.led_from), ("Beibu Gulf University", Some(id("old"))));
}

#[test]
fn facets_count_what_would_remain_if_their_own_choice_were_free() {
    let chosen =
        BTreeMap::from([(Facet::Kind, vec!["institution".to_owned()]), (Facet::Country, vec!["CN".to_owned()])]);
    let listing = browse(&desk(), Browse { chosen, sort: Sort::Name, ..Browse::default() });
    let titles: Vec<&str> = listing.hits.iter().map(|hit| hit.card.title()).collect();
    assert_eq!(titles, ["Beibu Gulf University", "Guangxi Medical University", "Guangxi University"]);
    let counts = |facet| {
        let (_, counts) = listing.facets.iter().find(|(known, _)| *known == facet).unwrap();
        counts.iter().map(|count| (count.value.as_str(), count.count)).collect::<Vec<_>>()
    };
    assert_eq!(counts(Facet::Country), [("CN", 3), ("TH", 1), ("VN", 1)]);
    assert_eq!(counts(Facet::Kind), [("institution", 3), ("country", 1), ("project", 1)]);
    assert_eq!(counts(Facet::Form), [("university", 3)]);
}

#[test]
fn relations_are_read_both_ways_and_far_ones_keep_their_label() {
    let desk = desk();
    let Answer::Record(Some(answer)) = desk.answer(&Query::Record { id: id("lab") }, &|_| None).unwrap() else {
        panic!()
    };
    assert_eq!(answer.links.iter().map(|group| group.total).collect::<Vec<_>>(), [2, 1]);
    let far = &answer.links[1].links[0];
    assert_eq!(
        (far.label.as_deref(), far.card.is_some(), far.side.as_deref()),
        (Some("Far Institute"), false, Some("other"))
    );
    let Answer::Record(Some(answer)) = desk.answer(&Query::Record { id: id("kku") }, &|_| None).unwrap() else {
        panic!()
    };
    let group = &answer.links[0];
    assert_eq!(
        (group.key.relation.as_str(), group.key.incoming, group.key.kind.as_str()),
        ("partner", true, "project")
    );
    assert_eq!(group.links[0].card.as_ref().unwrap().title(), "Rice drying laboratory");
}

#[test]
fn figures_stand_side_by_side_with_what_is_counted() {
    let Answer::Figures(groups) = desk().answer(&Query::Figures, &|_| None).unwrap() else { panic!() };
    assert_eq!(groups.len(), 1);
    let values: Vec<_> = groups[0].figures.iter().map(|figure| figure.card.word("value").unwrap().to_owned()).collect();
    assert_eq!(values, ["2400", "2600"]);
    assert_eq!(groups[0].counted.unwrap().real, 1);
}

#[test]
fn a_country_knows_its_members_and_the_overview_its_countries() {
    let desk = desk();
    let Answer::Country(Some(country)) = desk.answer(&Query::Country { code: "th".to_owned() }, &|_| None).unwrap()
    else {
        panic!()
    };
    assert_eq!((country.member_total, country.members.len(), country.latest.len()), (1, 2, 1));
    let Answer::Overview(overview) = desk.answer(&Query::Overview, &|_| None).unwrap() else { panic!() };
    assert_eq!(
        overview.countries.iter().map(|(card, count)| (card.title(), *count)).collect::<Vec<_>>(),
        [("Thailand", 1), ("China", 3)]
    );
    assert_eq!(overview.kinds[0].count, 5);
}
