//! What is not code: addresses in what the phone gets, licences, the map.

use crate::tree::{File, Tree};

/// Names, not addresses: nothing is ever fetched from them.
const NAMES_THAT_LOOK_LIKE_ADDRESSES: [&str; 1] = ["http://www.w3.org/"];

const CRATES: [&str; 7] = ["model", "catalogue", "server", "app", "scan", "tests", "xtask"];

/// No request of the app ever goes to another origin, so what ships to the phone names none.
pub fn origins(tree: &Tree) -> Vec<String> {
    let shipped = |file: &&File| file.path.starts_with("public/") || file.path.starts_with("app/src/");
    let mut problems = Vec::new();
    for file in tree.files.iter().filter(shipped).filter(|file| !file.is_test()) {
        for (at, address) in addresses(file) {
            if !NAMES_THAT_LOOK_LIKE_ADDRESSES.iter().any(|name| address.starts_with(name)) {
                problems.push(format!("{}: {address}: the app speaks to its own server only", file.place(at)));
            }
        }
    }
    problems
}

/// Whole addresses with a host; a bare `https://` is a test for one.
fn addresses(file: &File) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for scheme in ["http://", "https://", "ws://", "wss://"] {
        for (at, _) in file.text.match_indices(scheme) {
            let is_own_word = !file.text[..at].ends_with(|letter: char| letter.is_alphanumeric());
            let in_code = !file.path.ends_with(".rs") || in_a_string(file, at);
            let rest = &file.text[at..];
            let end = rest.find(|letter: char| letter.is_whitespace() || "\"'`<>()\\".contains(letter));
            let address = &rest[..end.unwrap_or(rest.len())];
            if is_own_word && in_code && address.len() > scheme.len() {
                found.push((at, address));
            }
        }
    }
    found
}

fn in_a_string(file: &File, at: usize) -> bool {
    let strings = file.scan.strings.iter().filter(|(from, _)| *from < file.scan.tests_from);
    strings.into_iter().any(|(from, text)| *from <= at && at < from + text.len() + 1)
}

pub fn papers(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, words) in [("LICENSE-MIT", "Permission is hereby granted"), ("LICENSE-APACHE", "Version 2.0")] {
        if !tree.file(path).is_some_and(|file| file.text.contains(words)) {
            problems.push(format!("{path}: missing, or not the licence"));
        }
    }
    let readme = tree.file("README.md").map_or("", |file| &file.text);
    let unnamed = CRATES.iter().filter(|name| !readme.contains(&format!("{name}/")));
    problems.extend(unnamed.map(|name| format!("README.md: the map does not name {name}/")));
    problems
}

#[test]
fn another_origin_is_caught_in_every_kind_of_file() {
    let tree = Tree::sample(&[
        ("public/a.js", "fetch('https://elsewhere.example/x')"),
        ("public/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">"),
        (
            "app/src/a.rs",
            "//! see https://docs.rs\nfn a() { get(\"https://elsewhere.example\"); x.starts_with(\"https://\") }",
        ),
        ("server/src/a.rs", "fn a() { get(\"https://ror.org\") }"),
    ]);
    assert_eq!(origins(&tree).len(), 2, "{:?}", origins(&tree));
}

#[test]
fn a_missing_licence_and_a_crate_off_the_map_are_caught() {
    let map = "model/ catalogue/ server/ app/ scan/ tests/";
    let tree = Tree::sample(&[("LICENSE-MIT", "Permission is hereby granted"), ("README.md", map)]);
    assert_eq!(papers(&tree).len(), 2);
}
