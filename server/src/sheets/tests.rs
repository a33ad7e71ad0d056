//! Laws of the columns: each header means one column, each word is one of the model's, what is written reads the same.

use std::collections::BTreeMap;

use model::Kind;
use model::record::{
    AgreementStatus, Bloc, Counted, Degree, Direction, EventForm, InstitutionKind, IpStatus, Network, OfferOrNeed,
    ProjectForm, ProjectStatus, Qualifier, Taxonomy, Terms,
};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

use super::columns::{join, split, words};
use super::*;

#[test]
fn a_header_means_one_column_in_either_language() {
    for kind in Kind::ALL {
        let known = columns(kind);
        let mut seen = BTreeMap::new();
        for column in &known {
            for header in [&column.key, &column.en, &column.zh] {
                let found = find(&known, header).unwrap();
                assert_eq!(found.key, column.key, "{kind}: {header}");
                assert_eq!(find(&known, &format!(" {header}* ")).unwrap().key, column.key);
                let other = seen.insert(folded(header), column.key.clone());
                assert!(other.is_none_or(|other| other == column.key), "{kind}: {header}");
            }
            assert!(!column.zh.is_empty() && !column.en.is_empty());
        }
    }
}

#[test]
fn a_sheet_is_known_by_its_name_in_either_language() {
    for kind in Kind::ALL {
        assert_eq!(kind_of_name(sheet_name(kind, false)), Some(kind));
        assert_eq!(kind_of_name(sheet_name(kind, true)), Some(kind));
        assert_eq!(kind_of_name(&format!("2026-{kind}-list.csv")), Some(kind));
    }
    assert_eq!(kind_of_name("Sheet1"), None);
    assert_eq!(kind_of_name("institutions and projects.csv"), None);
}

/// What serde says it expected holds every word of an enum.
fn holds_every_word_of<T: DeserializeOwned>(choices: &[Choice]) {
    let error = serde_json::from_str::<T>("\"no such word\"").err().unwrap().to_string();
    let expected: Vec<&str> = error.split('`').skip(3).step_by(2).collect();
    let words: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
    assert_eq!(expected, words, "{error}");
}

#[test]
fn every_closed_list_holds_the_words_of_the_model() {
    holds_every_word_of::<InstitutionKind>(words::INSTITUTION_KIND);
    holds_every_word_of::<Network>(words::NETWORK);
    holds_every_word_of::<model::source::LinkUse>(words::LINK_USE);
    holds_every_word_of::<ProjectForm>(words::PROJECT_FORM);
    holds_every_word_of::<ProjectStatus>(words::PROJECT_STATUS);
    holds_every_word_of::<Direction>(words::DIRECTION);
    holds_every_word_of::<OfferOrNeed>(words::SIDE_OF_TRADE);
    holds_every_word_of::<IpStatus>(words::IP_STATUS);
    holds_every_word_of::<Terms>(words::TERMS);
    holds_every_word_of::<AgreementStatus>(words::AGREEMENT_STATUS);
    holds_every_word_of::<EventForm>(words::EVENT_FORM);
    holds_every_word_of::<Degree>(words::DEGREE);
    holds_every_word_of::<Qualifier>(words::QUALIFIER);
    holds_every_word_of::<Counted>(words::COUNTED);
    holds_every_word_of::<Taxonomy>(words::TAXONOMY);
    holds_every_word_of::<Bloc>(words::BLOC);
    holds_every_word_of::<model::amount::Per>(words::PER);
    holds_every_word_of::<model::relation::Side>(words::SIDE);
}

proptest! {
    #[test]
    fn lists_come_back_whatever_stands_in_them(entries in proptest::collection::vec("[^\\s;；|/\\\\]{1,3}[a-z;；|/\\\\ ]{0,6}[^\\s]", 1..6)) {
        for level in [columns::Level::Entries, columns::Level::Parts, columns::Level::Inner] {
            let text = join(entries.iter().cloned(), level);
            prop_assert_eq!(split(&text, level), entries.clone());
        }
    }

    #[test]
    fn guarded_cells_come_back_from_csv(cells in proptest::collection::vec("[=+@'\\-]{0,3}[^\\s\\x00]{1,8}", 1..6)) {
        let heads = cells.iter().map(|_| Head { title: "x".to_owned(), ..Head::default() }).collect();
        let page = Page { name: String::new(), heads, rows: vec![cells.clone()] };
        let (table, _) = open_csv(&write_csv(&page)).unwrap();
        let back: Vec<String> = table.rows[1].cells.iter().map(|cell| cell.text.clone()).collect();
        prop_assert_eq!(back, cells);
    }
}
