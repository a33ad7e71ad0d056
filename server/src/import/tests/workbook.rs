//! Workbooks as Excel writes them, made here.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, XlsxError};

use super::*;

/// A workbook with one sheet, `Institutions`.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Institutions").unwrap();
    for (column, head) in (0..).zip(["name", "countries", "established"]) {
        sheet.write_string(0, column, head).unwrap();
    }
    fill(sheet).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// The archive with one part changed.
fn edited(bytes: &[u8], name: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let own = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if own == name {
            text = edit(String::from_utf8(text).unwrap()).into_bytes();
        }
        writer.start_file(own, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&text).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_formula_is_read_by_its_saved_value_and_noted() {
    let bytes = workbook(|sheet| {
        sheet.write_string(1, 0, "X University")?;
        sheet.write_formula(1, 2, Formula::new("=1963+1").set_result("1964"))?;
        Ok(())
    });
    let plan = fresh("members.xlsx", bytes);
    assert_eq!(established(only(&plan)), "1964");
    assert_eq!(notes(&plan), ["members.xlsx, Institutions!C2 (established): formula read by its saved value “1964”"]);
}

#[test]
fn a_formula_without_a_saved_value_is_a_problem_with_its_cell() {
    let bytes = workbook(|sheet| {
        for row in 1..7 {
            sheet.write_string(row, 0, format!("University {row}"))?;
        }
        sheet.write_formula(6, 2, Formula::new("=1963+1").set_result("1964"))?;
        Ok(())
    });
    let bytes = edited(&bytes, "xl/worksheets/sheet1.xml", |xml| xml.replace("<v>1964</v>", ""));
    let plan = fresh("members.xlsx", bytes);
    let said = problems(&plan);
    assert!(
        said[0].starts_with("members.xlsx, Institutions!C7 (established): is a formula without a saved value"),
        "{said:?}"
    );
    assert_eq!((plan.changes.len(), plan.refused), (5, 1));
}

#[test]
fn dates_of_excel_and_bare_serial_numbers_are_dates() {
    let bytes = workbook(|sheet| {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(1, 0, "X University")?;
        sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(1964, 1, 25)?, &date)?;
        sheet.write_string(2, 0, "Y University")?;
        sheet.write_number(2, 2, 23_401)?;
        sheet.write_string(3, 0, "Z University")?;
        sheet.write_number(3, 2, 2507)?;
        Ok(())
    });
    let plan = fresh("members.xlsx", bytes);
    let days: Vec<String> = plan.changes.iter().map(|change| established(&change.after)).collect();
    assert_eq!(days, ["1964-01-25", "1964-01-25", "1964"], "{:?}", problems(&plan));
}

#[test]
fn a_cell_merged_downwards_speaks_for_each_of_its_rows() {
    let bytes = workbook(|sheet| {
        for row in 1..4 {
            sheet.write_string(row, 0, format!("University {row}"))?;
        }
        sheet.merge_range(1, 1, 3, 1, "TH", &Format::new())?;
        Ok(())
    });
    let plan = fresh("members.xlsx", bytes);
    let countries: Vec<_> = plan.changes.iter().map(|change| change.after.countries[0].to_string()).collect();
    assert_eq!(countries, ["TH", "TH", "TH"]);
    assert_eq!(notes(&plan).len(), 2);
}

#[test]
fn one_cell_in_the_last_corner_costs_no_more_than_that_cell() {
    let bytes = workbook(|sheet| {
        sheet.write_string(1, 0, "X University")?;
        sheet.write_string(1_048_575, 0, "far away")?;
        Ok(())
    });
    assert!(refused("members.xlsx", bytes).to_string().contains("has more than 200000 rows"));
}

#[test]
fn sheets_of_several_kinds_are_read_and_others_are_said() {
    let mut workbook = Workbook::new();
    for (name, cells) in
        [("机构", ["名称", "X University"]), ("Events", ["Name", "A forum"]), ("Notes", ["read", "me"])]
    {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_string(0, 0, cells[0]).unwrap();
        sheet.write_string(1, 0, cells[1]).unwrap();
        if name == "Events" {
            sheet.write_string(0, 1, "Form").unwrap();
            sheet.write_string(1, 1, "forum").unwrap();
        }
    }
    let plan = fresh("all.xlsx", workbook.save_to_buffer().unwrap());
    let kinds: Vec<Kind> = plan.changes.iter().map(|change| change.after.kind()).collect();
    assert_eq!(kinds, [Kind::Institution, Kind::Event]);
    assert_eq!(notes(&plan), ["all.xlsx, Notes!row 1: sheet holds no kind of record and is left out"]);
}

#[test]
fn a_cell_where_no_cell_can_be_is_an_error_that_names_the_file() {
    let bytes = workbook(|sheet| {
        sheet.write_string(1, 0, "X University")?;
        Ok(())
    });
    for (row, cell) in [("99999999999", "ZZZZZZZ99999999999"), ("2", "ZZZZZZZ2"), ("0", "A0"), ("2", "2"), ("", "")] {
        let bytes = edited(&bytes, "xl/worksheets/sheet1.xml", |xml| {
            xml.replace("<row r=\"2\"", &format!("<row r=\"{row}\"")).replace("r=\"A2\"", &format!("r=\"{cell}\""))
        });
        let desk = Desk::new();
        match import(&desk.put("members.xlsx", bytes), &Held::default()) {
            Ok(plan) => assert_ne!(row, "99999999999", "{}", report(&plan, Amount::All)),
            Err(error) => assert!(error.to_string().contains("members.xlsx: "), "{error}"),
        }
    }
}
