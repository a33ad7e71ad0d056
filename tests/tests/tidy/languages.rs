//! The texts of the screens: every language says the same things, and the app asks for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::Tree;

type Texts = BTreeMap<String, String>;

/// Each language has those of these that its grammar needs; `other` always.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The functions that take a key as their first argument.
const ASKING: [&str; 4] = ["t", "t_with", "t_count", "t_count_with"];

/// The same keys, and in each the same `{places}`.
pub fn agreement(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    let languages = languages(tree, &mut problems);
    let Some((first, first_texts)) = languages.first_key_value() else {
        return vec!["public/lang: there is no language".to_owned()];
    };
    let wanted = families(first_texts);
    for (tag, texts) in languages.iter().skip(1) {
        let have = families(texts);
        let missing = wanted.keys().filter(|key| !have.contains_key(*key));
        problems.extend(missing.map(|key| format!("public/lang/{tag}.json: {key} is missing; {first} has it")));
        for (key, places) in &have {
            match wanted.get(key) {
                None => problems.push(format!("public/lang/{first}.json: {key} is missing; {tag} has it")),
                Some(other) if other != places => {
                    problems.push(format!("{key}: {tag} has the places {places:?}, {first} has {other:?}"));
                }
                Some(_) => {}
            }
        }
    }
    problems
}

/// Every text is asked for somewhere, and every key that is asked for has a text.
pub fn usage(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    let languages = languages(tree, &mut problems);
    let Some(texts) = languages.get("en") else {
        return vec!["public/lang/en.json is missing".to_owned()];
    };
    let families = families(texts);
    let app = tree.rust().filter(|file| file.path.starts_with("app/src/"));
    let strings: BTreeSet<&str> = app.flat_map(|file| &file.scan.strings).map(|(_, text)| text.as_str()).collect();
    let used = |key: &str| strings.iter().any(|text| *text == key || made_from_data(text, key));
    let unused = families.keys().filter(|key| !used(key));
    problems.extend(unused.map(|key| format!("public/lang: nothing asks for {key}")));
    for file in tree.rust().filter(|file| file.path.starts_with("app/src/")) {
        for (at, text) in file.scan.strings.iter().filter(|(at, _)| is_asked(&file.scan.code, *at)) {
            if !families.contains_key(text) {
                problems.push(format!("{}: there is no text {text}", file.place(*at)));
            }
        }
    }
    problems
}

/// No sentence stands in the code of the screens: a text there has one language and no translator.
pub fn text_in_code(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in tree.rust().filter(|file| file.path.starts_with("app/src/") && !file.is_test()) {
        let code = file.shipped();
        for (at, text) in file.scan.strings.iter().filter(|(at, _)| *at < code.len()) {
            let for_us = ["expect(", "error("].iter().any(|call| code[..*at].trim_end().ends_with(call));
            if !for_us && is_sentence(text) {
                problems.push(format!("{}: {text:?} belongs into public/lang", file.place(*at)));
            }
        }
        for (at, _) in code.match_indices("</") {
            let text = code[..at].rsplit_once('>').map_or("", |(_, text)| text.trim());
            if is_sentence(text) || text.split(' ').all(is_capital_word) {
                problems.push(format!("{}: {text:?} belongs into public/lang", file.place(at)));
            }
        }
    }
    problems
}

/// "Some words", or anything in a script that code is not written in.
fn is_sentence(text: &str) -> bool {
    let mut words = text.split(' ');
    let foreign = |letter: char| letter.is_alphabetic() && !letter.is_ascii();
    let second = |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase());
    text.chars().any(foreign) || (words.next().is_some_and(is_capital_word) && words.next().is_some_and(second))
}

fn is_capital_word(word: &str) -> bool {
    let rest = word.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    rest.len() + 1 == word.len() && !rest.is_empty() && rest.chars().all(|letter| letter.is_ascii_lowercase())
}

/// `format!("kind.{kind}.name")` asks for every key of that shape.
fn made_from_data(pattern: &str, key: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('{') else { return false };
    let end = rest.rsplit_once('}').map_or("", |(_, end)| end);
    start.contains('.') && key.len() > start.len() + end.len() && key.starts_with(start) && key.ends_with(end)
}

/// Whether the string that opens here is the first argument of an asking function.
fn is_asked(code: &str, at: usize) -> bool {
    let Some(before) = code[..at].trim_end().strip_suffix('(') else { return false };
    let start = before.rfind(|letter: char| !letter.is_alphanumeric() && letter != '_').map_or(0, |at| at + 1);
    ASKING.contains(&&before[start..])
}

fn languages(tree: &Tree, problems: &mut Vec<String>) -> BTreeMap<String, Texts> {
    let mut languages = BTreeMap::new();
    for file in &tree.files {
        let name = file.path.strip_prefix("public/lang/").and_then(|name| name.strip_suffix(".json"));
        let Some(tag) = name else { continue };
        match serde_json::from_str::<Texts>(&file.text) {
            Ok(texts) => drop(languages.insert(tag.to_owned(), texts)),
            Err(error) => problems.push(format!("{}: {error}", file.path)),
        }
    }
    languages
}

/// Keys without their plural endings, each with its places in order. The counted form `one` may leave the number out.
fn families(texts: &Texts) -> BTreeMap<String, BTreeSet<String>> {
    let mut families = BTreeMap::new();
    for (key, text) in texts {
        match key.rsplit_once('.').filter(|(base, _)| is_counted(texts, base)) {
            Some((_, ending)) if ending != "other" => {}
            Some((base, _)) => drop(families.insert(base.to_owned(), places(text))),
            None => drop(families.insert(key.clone(), places(text))),
        }
    }
    families
}

/// Whether the keys below a base are forms of one text by number. (`event_form.other` is a form of event.)
fn is_counted(texts: &Texts, base: &str) -> bool {
    let start = format!("{base}.");
    let mut endings = texts.keys().filter_map(|key| key.strip_prefix(&start));
    texts.contains_key(&format!("{base}.other")) && endings.all(|ending| PLURALS.contains(&ending))
}

fn places(text: &str) -> BTreeSet<String> {
    let pieces = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
    pieces.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn a_missing_key_and_a_missing_place_are_caught_and_plurals_are_not() {
    let english =
        r#"{"a": "A {x}", "b": "B", "c.one": "one", "c.other": "{count}", "only": "", "f.forum": "", "f.other": ""}"#;
    let chinese = r#"{"a": "甲 {y}", "b": "乙", "c.other": "{count}", "more": "", "f.forum": "", "f.other": ""}"#;
    let tree = Tree::sample(&[("public/lang/en.json", english), ("public/lang/zh-Hans.json", chinese)]);
    let problems = agreement(&tree);
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[test]
fn an_unused_text_and_an_unknown_key_are_caught() {
    let english = r#"{"a.used": "", "kind.project": "", "n.one": "", "n.other": "", "gone": ""}"#;
    let code =
        r#"fn x() { t("a.used"); t_count("n", 1); t( "not.there"); part("elsewhere"); t(&format!("kind.{kind}")) }"#;
    let tree = Tree::sample(&[("public/lang/en.json", english), ("app/src/x.rs", code)]);
    assert_eq!(usage(&tree), ["public/lang: nothing asks for gone", "app/src/x.rs:1: there is no text not.there"]);
}

#[test]
fn a_sentence_in_the_code_of_a_screen_is_caught() {
    let bad = r#"fn a() { view! { <p>"Nothing here yet"</p><b>Home</b><i title="没有"></i> } }"#;
    let good = r#"fn a() { view! { <p class="row row--top">{t("a.b")}</p> } x.expect("Never is this so"); }"#;
    let tree = Tree::sample(&[("app/src/pages/bad.rs", bad), ("app/src/pages/good.rs", good)]);
    assert_eq!(text_in_code(&tree).len(), 3, "{:?}", text_in_code(&tree));
}
