//! Files that are not what they seem: one clear error, and nothing is planned.

use std::io::Write;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused("members.xlsx", bomb).to_string().contains("unpacks to more than 256 MB"));
}

#[test]
fn a_bomb_that_lies_about_its_size_is_counted() {
    let zeros = vec![b' '; 64 << 20];
    let mut bomb = archive(&[("xl/sharedStrings.xml", &zeros)]);
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let small = 1000u32.to_le_bytes();
    while let Some(at) = bomb.windows(4).position(|window| window == size) {
        bomb[at..at + 4].copy_from_slice(&small);
    }
    assert!(matches!(refused("members.xlsx", bomb), MaterialError::Sheet { .. }));
}

#[test]
fn a_file_over_its_limit_is_refused_before_it_is_read() {
    let desk = Desk::new();
    let path = desk.put("institutions.csv", "name\n");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(limit::FILE_BYTES + 1).unwrap();
    assert!(import(&path, &Held::default()).unwrap_err().to_string().contains("at most 64 MB"));
}

#[test]
fn encrypted_cut_off_and_wrong_files_are_each_said() {
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    assert!(refused("members.xlsx", compound).to_string().contains("encrypted, or an old .xls"));
    let whole = crate::export::template(Kind::Institution, Path::new("a.xlsx")).unwrap();
    assert!(refused("members.xlsx", &whole[..whole.len() / 2]).to_string().contains("the workbook is broken"));
    assert!(
        refused("members.xlsx", archive(&[("word/document.xml", b"<w/>")])).to_string().contains("no .xlsx workbook")
    );
    assert!(refused("picture.csv", b"\x89PNG\0\0\0").to_string().contains("is not text"));
    assert!(refused("a.json", "[{\"id\": 1},").to_string().contains("is not JSON"));
    assert!(refused("institutions.csv", b"name\n\xFF\xFF\xFF\n").to_string().contains("neither UTF-8 nor GB18030"));
}

#[test]
fn more_rows_than_the_limit_are_refused() {
    let rows = "X\n".repeat(200_001);
    assert!(refused("institutions.csv", format!("name\n{rows}")).to_string().contains("more than 200000 rows"));
}

#[test]
fn one_broken_file_of_a_folder_stops_the_whole_import() {
    let desk = Desk::new();
    desk.put("1-institutions.csv", "name\nX University\n");
    desk.put("2.xlsx", b"PK broken");
    assert!(import(desk.path(), &Held::default()).is_err());
}

#[test]
fn a_file_that_holds_nothing_is_a_problem() {
    for (name, bytes) in
        [("institutions.csv", ""), ("institutions.csv", "name,countries\n"), ("a.json", "[]"), ("a.jsonl", "\n")]
    {
        let plan = fresh(name, bytes);
        assert_eq!(problems(&plan), [format!("{name}: holds no rows")]);
    }
    let template = crate::export::template(Kind::Institution, Path::new("a.xlsx")).unwrap();
    assert_eq!(problems(&fresh("members.xlsx", template)), ["members.xlsx: holds no rows"]);
    let error = refused("notzip.xlsx", "hello").to_string();
    assert!(error.contains("notzip.xlsx is not a workbook"), "{error}");
    assert!(refused("empty.xlsx", "").to_string().contains("is not a workbook"));
}

#[test]
fn an_entry_that_is_no_record_is_said_in_words() {
    let plan = fresh("a.json", "[null, 7]");
    let said = "is not a record: a record is written in { }";
    assert_eq!(problems(&plan), [format!("a.json, entry 1: {said}"), format!("a.json, entry 2: {said}")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_the_import_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0usize..6) {
        let heads: [&[u8]; 6] = [b"", b"name,established,countries\n", b"{\"kind\":\"institution\",", b"[", b"PK\x03\x04", b"\xFF\xFE"];
        let desk = Desk::new();
        let path = desk.put("institutions.csv", [heads[head], &bytes].concat());
        let _ = import(&path, &Held::default());
    }

    #[test]
    fn no_text_in_any_column_makes_the_import_panic(cells in proptest::collection::vec("\\PC{0,30}", 1..12)) {
        let known = sheets::columns(Kind::Programme);
        let heads: Vec<_> = known.iter().map(|column| column.en.to_string()).collect();
        let line: Vec<String> = (0..known.len()).map(|at| format!("\"{}\"", cells[at % cells.len()].replace('"', "\"\""))).collect();
        let desk = Desk::new();
        let path = desk.put("programmes.csv", format!("{}\n{}\n", heads.join(","), line.join(",")));
        let _ = import(&path, &Held::default());
    }
}
