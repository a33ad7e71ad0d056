//! The laws of the catalogue's bytes.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};

use catalogue::{Block, FileName, Row, Shelf, StateRoot, block, cells, cut, delta, segment};
use model::{Record, RecordId};
use proptest::prelude::*;

fn id(n: u32) -> RecordId {
    RecordId::derived("law", &n.to_string())
}

fn row(n: u32, version: u32) -> Row {
    let kind = if n.is_multiple_of(3) { "project" } else { "institution" };
    let cells = [
        ("name".to_owned(), format!("Name {n}").into_bytes()),
        ("name.tag".to_owned(), b"official:en".to_vec()),
        ("countries".to_owned(), format!("[\"{}\"]", ["TH", "VN", "LA"][n as usize % 3]).into_bytes()),
        ("summary".to_owned(), format!("\"version {version}\"").into_bytes()),
    ];
    Row { kind: kind.to_owned(), id: id(n), cells: cells.into_iter().collect() }
}

type State = BTreeMap<RecordId, Row>;

fn apply(state: &mut State, rows: &[Row]) {
    rows.iter().for_each(|row| drop(state.insert(row.id, row.clone())));
}

fn root(state: &State) -> StateRoot {
    let mut root = StateRoot::default();
    state.values().for_each(|row| root.add(row.hash()));
    root
}

/// One change: a record written (with its version), or removed.
fn changes() -> impl Strategy<Value = Vec<Row>> {
    let one = (0u32..60, 0u32..5, any::<bool>());
    let row = one.prop_map(|(n, version, gone)| if gone { Row::gone(id(n), Some(id(n + 1))) } else { row(n, version) });
    proptest::collection::vec(row, 0..40).prop_map(|rows| delta::merge([rows]))
}

/// A shelf over the state's segments, and the bodies files.
fn shelf(state: &State) -> (Shelf, HashMap<FileName, Vec<u8>>) {
    let mut sorted: Vec<&Row> = state.values().collect();
    sorted.sort_by(|a, b| (&a.kind, a.id).cmp(&(&b.kind, b.id)));
    let mut shelf = Shelf::default();
    let mut bodies = HashMap::new();
    for files in cut::segments(&sorted) {
        bodies.insert(files.segment.bodies, files.bodies);
        shelf.put_segment(files.segment, files.cards).unwrap();
    }
    (shelf, bodies)
}

proptest! {
    #[test]
    fn a_delta_comes_back_as_it_was(rows in changes()) {
        let read = delta::rows(&delta::read(delta::encode(&rows)).unwrap()).unwrap();
        let by_id = |rows: Vec<Row>| rows.into_iter().map(|row| (row.id, row)).collect::<State>();
        prop_assert_eq!(by_id(read), by_id(rows));
    }

    #[test]
    fn two_deltas_are_one_and_twice_is_once(base in changes(), first in changes(), second in changes()) {
        let mut one_by_one = State::new();
        apply(&mut one_by_one, &base);
        apply(&mut one_by_one, &first);
        apply(&mut one_by_one, &second);
        let mut merged = State::new();
        apply(&mut merged, &base);
        let both = delta::merge([first, second]);
        apply(&mut merged, &both);
        prop_assert_eq!(&one_by_one, &merged);
        apply(&mut merged, &both);
        prop_assert_eq!(one_by_one, merged);
    }

    #[test]
    fn the_root_kept_up_is_the_root_counted_anew(base in changes(), change in changes()) {
        let mut state = State::new();
        apply(&mut state, &base);
        let mut kept = root(&state);
        for row in change {
            if let Some(old) = state.get(&row.id) {
                kept.subtract(old.hash());
            }
            kept.add(row.hash());
            state.insert(row.id, row);
        }
        prop_assert_eq!(kept, root(&state));
    }

    #[test]
    fn folding_on_the_phone_is_cutting_on_the_server(base in changes(), first in changes(), second in changes()) {
        let mut state = State::new();
        apply(&mut state, &base);
        let (mut phone, bodies) = shelf(&state);
        for change in [first, second] {
            phone.put_delta(delta::encode(&change)).unwrap();
            apply(&mut state, &change);
        }
        let folded = phone.fold(|name| segment::read(bodies[name].clone())).unwrap();
        let (server, server_bodies) = shelf(&state);
        prop_assert_eq!(folded.root, root(&state));
        prop_assert_eq!(folded.files.iter().map(|files| files.segment.clone()).collect::<Vec<_>>(), server.segments().cloned().collect::<Vec<_>>());
        for files in &folded.files {
            prop_assert_eq!(&files.bodies, &server_bodies[&files.segment.bodies]);
        }
    }

    #[test]
    fn a_shelf_shows_each_record_once_and_no_gone_one(base in changes(), change in changes()) {
        let mut state = State::new();
        apply(&mut state, &base);
        let (mut phone, _) = shelf(&state);
        phone.put_delta(delta::encode(&change)).unwrap();
        apply(&mut state, &change);
        let mut shown: Vec<RecordId> = phone.addresses().into_iter().map(|at| phone.spot(at)).map(|spot| spot.block.id(spot.row).unwrap()).collect();
        shown.sort();
        let wanted: Vec<RecordId> = state.values().filter(|row| !row.is_gone()).map(|row| row.id).collect();
        prop_assert_eq!(shown, wanted);
    }

    #[test]
    fn damaged_files_are_refused_and_never_panic(rows in changes(), at in any::<prop::sample::Index>(), bit in 0u8..8, cut in any::<prop::sample::Index>()) {
        let mut bytes = delta::encode(&rows);
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(blocks) = delta::read(bytes.clone()) {
            let _ = delta::rows(&blocks);
        }
        bytes.truncate(cut.index(bytes.len()));
        let _ = delta::read(bytes).map(|blocks| delta::rows(&blocks));
    }
}

const RECORD: &str = r#"{"kind":"institution","id":"0168065b-6400-7000-8000-000000000001",
 "names":[{"text":"Guangxi University","lang":"en","use":"official"},{"text":"广西大学","lang":"zh","use":"label"},{"text":"GXU","use":"acronym"}],
 "countries":["CN"],"place":{"city":"Nanning","region":"Guangxi","point":[22.840578,108.287659]},
 "fields":["agriculture"],"standing":{"state":"active"},"summary":"First line.\nSecond “line”.",
 "ids":[{"scheme":"ror","value":"https://ror.org/02c9qn167"}],
 "relations":[{"kind":"parent","target":"0168065b-6400-7000-8000-000000000002"},
              {"kind":"partner","side":"asean","foreign":{"scheme":"ror","value":"https://ror.org/0x"},"label":"Far away"}],
 "source":{"title":"Own page","url":"https://www.gxu.edu.cn/","published":"2022-05"},"verified_on":"2026-11-21",
 "kinds":["university"],"established":"1928","memberships":[{"of":"transfer_network","since":"2019"}]}"#;

#[test]
fn a_record_comes_back_from_its_cells() {
    let record: Record = serde_json::from_str(RECORD).unwrap();
    let row = cells::to_row(&record);
    assert_eq!(cells::to_record(&row).unwrap(), record);
    assert_eq!(Row::decode(&row.encode()).unwrap(), row);
    let files = segment::encode("institution", &[&row]);
    let (cards, bodies) = (segment::read(files.cards).unwrap(), segment::read(files.bodies).unwrap());
    assert_eq!(segment::rows(&cards, &bodies).unwrap(), vec![row.clone()]);
    assert_eq!(cards.row_hash(Some(&bodies), 0).unwrap(), row.hash());
    let card = catalogue::Card::read(&cards, 0).unwrap();
    assert_eq!(
        (card.title(), card.city.as_deref(), card.countries.clone()),
        ("Guangxi University", Some("Nanning"), vec!["CN".to_owned()])
    );
    assert_eq!(card.relations[1].0, "partner/asean");
}

/// A file from a later version: one more column, of a storage that we do not know, and one more kind.
#[test]
fn a_file_with_one_more_column_and_one_more_kind_opens() {
    let mut later = row(1, 1);
    later.cells.insert("zz_new".to_owned(), b"something".to_vec());
    let mut other = row(2, 1);
    other.kind = "voyage".to_owned();
    let bytes = delta::encode(&[later.clone(), other.clone()]);
    let mut shelf = Shelf::default();
    shelf.put_delta(bytes.clone()).unwrap();
    assert_eq!(shelf.find(&id(1)).unwrap().card().unwrap().title(), "Name 1");
    assert_eq!(shelf.find(&id(2)).unwrap().card().unwrap().kind, "voyage");
    let rows = delta::rows(&delta::read(bytes).unwrap()).unwrap();
    assert_eq!(rows, vec![later.clone(), other]);
    assert_eq!(
        Block::row_hash(&delta::read(delta::encode(&[later.clone()])).unwrap()[0], None, 0).unwrap(),
        later.hash()
    );
}

#[test]
fn a_column_of_an_unknown_storage_is_passed_over() {
    let one = row(1, 1);
    let mut bytes = block::begin_file();
    block::write(&mut bytes, &one.kind, Some(&[one.id]), &[&one.cells], |_| true);
    let place = bytes.windows(7).position(|window| window == b"summary").unwrap() + 7;
    bytes[place] = 99;
    let block = &delta::read(bytes).unwrap()[0];
    assert_eq!(block.cell("summary", 0), None);
    assert_eq!(block.cell("name", 0), Some(&b"Name 1"[..]));
}

#[test]
fn a_gone_record_leads_to_its_successor() {
    let mut shelf = Shelf::default();
    shelf.put_delta(delta::encode(&[row(2, 1), Row::gone(id(0), Some(id(1))), Row::gone(id(1), Some(id(2)))])).unwrap();
    assert_eq!(shelf.follow(&id(0)), id(2));
    assert_eq!(shelf.follow(&id(9)), id(9));
}

/// What an event says about taking part is one more cell; an event that says nothing has none.
#[test]
fn an_event_with_registration_comes_back_from_its_cells() {
    let event = r#"{"kind":"event","id":"0168065b-6400-7000-8000-000000000001","names":[{"text":"Camp","use":"official"}],
 "standing":{"state":"active"},"source":{"title":"Own page"},"verified_on":"2026-11-21","form":"camp"}"#;
    let bare: Record = serde_json::from_str(event).unwrap();
    assert!(!cells::to_row(&bare).cells.contains_key("registration"));
    let registration = r#","registration":{"opens":"2026-08-01T09:00+08:00","closes":"2026-09-01T18:00+08:00",
 "offer_hours":48,"form":{"version":1,"questions":[{"key":"why","label":{"en":"Why"},"ask":"text","max_chars":500,"lines":5}]},
 "consents":[{"purpose":"data","required":true,"texts":{"en":"First line.\nSecond."}}]}}"#;
    let open: Record = serde_json::from_str(&event.replace("\"camp\"}", &format!("\"camp\"{registration}"))).unwrap();
    let row = cells::to_row(&open);
    assert_eq!(cells::to_record(&row).unwrap(), open);
    assert_eq!(cells::to_record(&Row::decode(&row.encode()).unwrap()).unwrap(), open);
    let without = row.cells.iter().filter(|(column, _)| *column != "registration");
    assert!(without.eq(cells::to_row(&bare).cells.iter()));
}
