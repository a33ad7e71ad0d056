//! CSV as people and Excel write it.

use super::*;

#[test]
fn utf8_with_and_without_a_byte_order_mark_and_gb18030_are_the_same() {
    let text = "名称,国家,成立年份\n广西大学,CN,1928\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let plain = fresh("机构.csv", text);
    assert_eq!(only(&plain).title(), "广西大学");
    let marked = fresh("机构.csv", format!("\u{feff}{text}"));
    let gb = fresh("机构.csv", gb);
    assert_eq!(notes(&gb), ["机构.csv: read as GB18030"]);
    let strip = |plan: &Plan| only(plan).clone();
    assert_eq!(strip(&plain), strip(&marked));
    assert_eq!(strip(&plain), strip(&gb));
}

#[test]
fn columns_may_stand_in_any_order_in_either_language_between_any_separator() {
    let one = fresh("institutions.csv", "Established;Country;Name\n1928;CN;Guangxi University\n");
    let two = fresh("institutions.csv", "正式名称\t成立年份\t国家\nGuangxi University\t1928\tCN\n");
    assert_eq!(only(&one), only(&two));
}

#[test]
fn the_same_sheet_twice_is_the_same_as_once() {
    let sheet = "name,countries,kinds\nGuangxi University,CN,university; institute\nChiang Mai University,TH,大学\n";
    let plan = fresh("institutions.csv", sheet);
    assert_eq!(plan.changes.len(), 2);
    let desk = Desk::new();
    let again = import(&desk.put("institutions.csv", sheet), &after(plan)).unwrap();
    assert_eq!((again.changes.len(), again.unchanged), (0, 2));
}

#[test]
fn years_of_the_buddhist_era_are_understood_and_said() {
    let plan = fresh("institutions.csv", "name,established\nมหาวิทยาลัยขอนแก่น,2507\n");
    assert_eq!(established(only(&plan)), "1964");
    assert_eq!(notes(&plan), ["institutions.csv, B2 (established): “2507” read as 1964 (Buddhist era)"]);
    for (text, year) in [
        ("พ.ศ. 2507", "1964"),
        ("25/1/2507", "1964-01-25"),
        ("๒๕๐๗", "1964"),
        ("25 มกราคม 2507", "1964-01-25"),
        ("5/6/2569", "2026-06-05"),
    ] {
        let plan = fresh("institutions.csv", format!("name,established\nX University,{text}\n"));
        assert_eq!(established(only(&plan)), year, "{text}");
    }
}

#[test]
fn dates_are_read_as_people_write_them_and_a_doubtful_one_is_refused() {
    for (text, day) in [
        ("2021/9/27", "2021-09-27"),
        ("2021年9月27日", "2021-09-27"),
        ("２０２１", "2021"),
        ("27 Sep 2021", "2021-09-27"),
        ("September 2021", "2021-09"),
        ("27.9.2021", "2021-09-27"),
        ("44466", "2021-09-27"),
        ("2021-9", "2021-09"),
    ] {
        let plan = fresh("institutions.csv", format!("name,established\nX University,{text}\n"));
        assert_eq!(established(only(&plan)), day, "{text}");
    }
    let plan = fresh("institutions.csv", "name,established\nX University,5/6/2021\n");
    assert_eq!(
        problems(&plan),
        ["institutions.csv, B2 (established): “5/6/2021” is not a date such as 2021, 2021-09 or 2021-09-27"]
    );
}

#[test]
fn two_names_in_one_cell_are_told_apart_by_their_scripts() {
    for text in [
        "Guangxi University 广西大学",
        "Guangxi University (广西大学)",
        "Guangxi University / 广西大学",
        "Guangxi University广西大学",
    ] {
        let plan = fresh("institutions.csv", format!("name\n{text}\n"));
        assert_eq!(names(only(&plan)), ["Official: Guangxi University", "Label: 广西大学 [zh]"], "{text}");
    }
    let plan = fresh("institutions.csv", "name\n广西大学 (Guangxi University)\n");
    assert_eq!(names(only(&plan)), ["Official: 广西大学", "Label: Guangxi University"]);
    for whole in [
        "智谱ai",
        "GXU 广西大学",
        "China University of Geosciences (Beijing)",
        "R&D / Centre",
        "Guangxi University 广西大学 [en]",
    ] {
        let plan = fresh("institutions.csv", format!("name\n{whole}\n"));
        assert_eq!(only(&plan).names.len(), 1, "{whole}");
    }
}

#[test]
fn edge_spaces_go_and_a_wrong_language_tag_is_mended() {
    let plan = fresh("institutions.csv", "name (en),name (zh)\n  Guangxi   University \u{3000},Guangxi Daxue\n");
    assert_eq!(names(only(&plan)), ["Official: Guangxi University [en]", "Label: Guangxi Daxue"]);
    assert!(notes(&plan)[0].contains("language tag zh does not fit"), "{:?}", notes(&plan));
}

#[test]
fn a_column_that_is_not_there_leaves_its_part_and_an_empty_cell_clears_it() {
    let held =
        after(fresh("institutions.csv", "name,countries,established,website\nX University,TH,1964,www.x.ac.th\n"));
    let desk = Desk::new();
    let plan = import(&desk.put("institutions.csv", "name,countries,website\nX University,TH,\n"), &held).unwrap();
    let record = only(&plan);
    assert_eq!(established(record), "1964");
    assert!(record.links.is_empty());
}

#[test]
fn all_problems_of_a_row_are_said_with_file_row_and_column() {
    let plan = fresh(
        "institutions.csv",
        "name,countries,established,kinds,website\nX University,Thailandia,soon,castle,javascript:x\n",
    );
    assert_eq!((plan.changes.len(), plan.refused), (0, 1));
    let said = problems(&plan);
    assert_eq!(said.len(), 4, "{said:?}");
    for (said, place) in said.iter().zip(["B2 (countries)", "C2 (established)", "D2 (kinds)", "E2 (website)"]) {
        assert!(said.starts_with(&format!("institutions.csv, {place}: ")), "{said}");
    }
}

#[test]
fn a_row_that_lacks_what_a_new_record_needs_is_refused_by_column() {
    let plan = fresh("projects.csv", "name,countries\nA joint laboratory,TH\n");
    assert_eq!(problems(&plan), ["projects.csv, row 2 (form): is needed and is missing"]);
}

#[test]
fn the_same_record_in_two_different_rows_is_refused_and_both_are_named() {
    let plan = fresh("institutions.csv", "name,countries,established\nX University,TH,1964\nX University,TH,1965\n");
    assert_eq!(problems(&plan), ["institutions.csv, row 3: is the same record as institutions.csv, row 2"]);
}

#[test]
fn a_name_that_fits_several_records_asks_for_the_id() {
    let held =
        after(fresh("institutions.csv", "name,countries,ror\nX University,TH,0aaaaaa11\nX University,TH,0bbbbbb22\n"));
    let desk = Desk::new();
    let plan = import(&desk.put("institutions.csv", "name,countries\nX University,TH\n"), &held).unwrap();
    assert!(problems(&plan)[0].contains("fits several records"), "{:?}", problems(&plan));
}

#[test]
fn countries_and_partners_may_be_written_by_name() {
    let held = Held::of(starter(Held::default(), wishes().today).changes.into_iter().map(|change| change.after));
    let desk = Desk::new();
    let sheet =
        "name,form,countries,china partners\nA joint laboratory,joint laboratory,泰国、Malaysia,Guangxi University\n";
    let plan = import(&desk.put("projects.csv", sheet), &held).unwrap();
    let record = only(&plan);
    assert_eq!(record.countries.iter().map(|code| code.as_str()).collect::<Vec<_>>(), ["TH", "MY"]);
    assert_eq!(held.get(&record.relations[0].target).unwrap().title(), "Guangxi University");
}

#[test]
fn an_unknown_column_is_left_out_and_said() {
    let plan = fresh("institutions.csv", "name,shoe size\nX University,44\n");
    assert_eq!(notes(&plan), ["institutions.csv, B1 (shoe size): column is not known and is left out"]);
    assert_eq!(plan.changes.len(), 1);
}

#[test]
fn a_sheet_whose_kind_nobody_says_is_refused() {
    let plan = fresh("list.csv", "name\nX University\n");
    assert!(problems(&plan)[0].starts_with("list.csv, row 1: which kind of record is this?"));
}

#[test]
fn what_excel_would_run_is_guarded_in_csv_and_comes_back() {
    let held = after(fresh(
        "institutions.jsonl",
        r#"{"kind":"institution","id":"01939f2e-0000-7000-8000-000000000001","names":[{"text":"=cmd|' /C calc'!A0","use":"official"}],"standing":{"state":"active"},"summary":"'+1","source":{"title":"@s"},"verified_on":"2026"}"#,
    ));
    let records: Vec<Record> = held.records().cloned().collect();
    let bytes = crate::export::write(Kind::Institution, crate::export::Form::Csv, &records, false).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(
        text.starts_with('\u{feff}') && text.contains("'=cmd") && text.contains("''+1") && text.contains("'@s"),
        "{text}"
    );
    let desk = Desk::new();
    let again = import(&desk.put("institutions.csv", bytes), &held).unwrap();
    assert_eq!((again.changes.len(), again.unchanged), (0, 1), "{}", report(&again, Amount::All));
}

#[test]
fn an_empty_cell_does_not_take_away_what_a_record_must_have() {
    let held = after(fresh(
        "institutions.csv",
        "name,name (zh),countries,ror\nX University,某大学,TH,0aaaaaa11\n某学院,,TH,0bbbbbb22\n",
    ));
    let desk = Desk::new();
    let sheet = "name,name (zh),countries,ror\n,某大学,TH,0aaaaaa11\n,某学院,TH,0bbbbbb22\n";
    let plan = import(&desk.put("institutions.csv", sheet), &held).unwrap();
    assert_eq!(
        problems(&plan),
        [
            "institutions.csv, A2 (name): is needed and is missing",
            "institutions.csv, A3 (name): is needed and is missing"
        ]
    );
    assert_eq!((plan.changes.len(), plan.refused), (0, 2));
}

#[test]
fn a_wrong_address_or_coordinate_is_said_in_words() {
    let plan = fresh(
        "institutions.csv",
        "name,website,latitude,longitude\nA,foo,1,2\nB,javascript:alert(1),1,2\nC,,999,NaN\nD,,1,\nE,,,200\n",
    );
    let address = "is not a web address that begins with https:// or http://";
    assert_eq!(
        problems(&plan),
        [
            format!("institutions.csv, B2 (website): “foo” {address}"),
            format!("institutions.csv, B3 (website): “javascript:alert(1)” {address}"),
            "institutions.csv, C4 (latitude): “999” is outside -90 to 90".to_owned(),
            "institutions.csv, D4 (longitude): “NaN” is not degrees, such as 22.84".to_owned(),
            "institutions.csv, D5 (longitude): is needed and is missing".to_owned(),
            "institutions.csv, D6 (longitude): “200” is outside -180 to 180".to_owned(),
        ]
    );
}

#[test]
fn a_column_that_stands_there_twice_decides_nothing() {
    let plan = fresh("institutions.csv", "name,established,established\nX University,1964,1965\n");
    assert_eq!(
        problems(&plan),
        [
            "institutions.csv, C1 (established): the column stands there twice, so nothing of the sheet is taken: keep one"
        ]
    );
    assert_eq!((plan.changes.len(), plan.refused), (0, 1));
}

#[test]
fn what_is_dropped_is_said() {
    let plan = fresh("institutions.csv", "name,countries\nX University,TH,1964,more\nX University,TH\n");
    assert_eq!(
        notes(&plan),
        [
            "institutions.csv, row 2: what stands under no header is left out: column C, D",
            "institutions.csv, row 3: says the same as institutions.csv, row 2, and counts once"
        ]
    );
    assert_eq!((plan.changes.len(), plan.problems.len()), (1, 0));
}

#[test]
fn a_sheet_of_no_known_kind_says_how_a_row_can_name_it() {
    let plan = fresh("list.csv", "kind,name\ninstitution,X University\n");
    assert!(problems(&plan)[0].ends_with("or write it in a column headed Record"), "{:?}", problems(&plan));
    let plan = fresh("list.csv", "Record,name\ninstitution,X University\n");
    assert_eq!(only(&plan).kind(), Kind::Institution);
}
