//! How files are written: heads, lengths, names, words that have no place.

use crate::tree::{File, Tree};

/// Lines a file may have; longer ones are cut in two along what they own.
const MOST_LINES: usize = 300;

/// Files that may be longer, up to a number, each with its reason.
const LONGER: [(&str, usize, &str); 0] = [];

/// A file is named for the thing it holds.
const EMPTY_NAMES: [&str; 9] = ["util", "utils", "helper", "helpers", "common", "misc", "types", "stuff", "shared"];

/// Anywhere, in comments too.
const UNFINISHED: [&str; 4] = ["FIXME", "XXX", "HACK", "TODO"];

/// In code, tests too.
const BANNED: [&str; 3] = ["todo!", "unimplemented!", "dbg!"];

/// Where time is the test's own and passes at once, sleeping is fine.
const VIRTUAL_TIME: [&str; 2] = ["in_virtual_time(", "start_paused"];

/// Where sleeping is the thing tested, each with its reason.
const SLEEPERS: [(&str, &str); 1] =
    [("tests/tests/never_missed.rs", "transactions held back at random are what the line must survive")];

pub fn heads(tree: &Tree) -> Vec<String> {
    let headless = tree.rust().filter(|file| !file.text.starts_with("//! "));
    headless
        .map(|file| format!("{}: begins without `//!`: say what it owns and what it may not do", file.path))
        .collect()
}

pub fn lengths(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in tree.rust() {
        let lines = file.text.lines().count();
        let most = LONGER.iter().find(|(path, _, _)| *path == file.path).map_or(MOST_LINES, |(_, most, _)| *most);
        if lines > most {
            problems.push(format!("{}: {lines} lines, and {most} are the most", file.path));
        }
    }
    let gone = LONGER.iter().filter(|(path, _, reason)| tree.file(path).is_none() || reason.is_empty());
    problems
        .extend(gone.map(|(path, _, _)| format!("{path}: in the list of longer files, but gone or without reason")));
    problems
}

pub fn names(tree: &Tree) -> Vec<String> {
    let empty = |file: &&File| {
        let parts = file.path.split('/').flat_map(|part| part.split('.').next());
        parts.into_iter().any(|part| EMPTY_NAMES.contains(&part))
    };
    tree.files.iter().filter(empty).map(|file| format!("{}: name it for the thing it holds", file.path)).collect()
}

pub fn words(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in tree.rust().filter(|file| !file.path.starts_with("tests/tests/tidy/")) {
        let mut find = |code: &str, from: usize, words: &[&str], why: &str| {
            for word in words {
                let found = code.match_indices(word).filter(|(at, _)| is_whole(code, *at, word));
                problems.extend(found.map(|(at, _)| format!("{}: {word}: {why}", file.place(from + at))));
            }
        };
        find(&file.text, 0, &UNFINISHED, "finish it, or write an issue");
        find(&file.scan.code, 0, &BANNED, "finish it");
        find(file.shipped(), 0, &[".unwrap()"], "outside tests: `expect` with why it cannot happen, or an error");
        let tests_from = if file.is_test() { 0 } else { file.scan.tests_from };
        let may_sleep = SLEEPERS.iter().any(|(path, reason)| *path == file.path && !reason.is_empty());
        if !may_sleep && !VIRTUAL_TIME.iter().any(|word| file.tested().contains(word)) {
            find(file.tested(), tests_from, &["sleep("], "a test waits for what happens, never for time");
        }
    }
    problems
}

/// A word by itself: `TODOS` and `is_todo!` are others.
fn is_whole(code: &str, at: usize, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before = word.starts_with(is_part) && code[..at].ends_with(is_part) && word != "sleep(";
    let after = word.ends_with(is_part) && code[at + word.len()..].starts_with(is_part);
    !before && !after
}

/// `Result<_, String>` says nothing that a caller could act on.
pub fn string_errors(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in tree.rust() {
        let code = file.shipped();
        for (at, start) in code.match_indices("Result<") {
            let inside = generics(&code[at + start.len()..]);
            let error = inside.rsplit_once(',').map_or("", |(_, error)| error.trim());
            if matches!(error, "String" | "&'static str" | "&str") {
                problems.push(format!("{}: an error is an enum that says what the caller can do", file.place(at)));
            }
        }
    }
    problems
}

/// Up to the `>` that closes.
fn generics(code: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in code.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' if code[..at].ends_with('-') => {}
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &code[..at];
        }
    }
    code
}

#[test]
fn a_file_without_a_head_is_caught() {
    let tree = Tree::sample(&[("model/src/a.rs", "//! Owns a.\n"), ("model/src/b.rs", "use a;\n//! late\n")]);
    assert_eq!(heads(&tree).len(), 1);
}

#[test]
fn a_file_that_is_too_long_is_caught() {
    let tree =
        Tree::sample(&[("model/src/a.rs", &"\n".repeat(MOST_LINES)), ("model/src/b.rs", &"\n".repeat(MOST_LINES + 1))]);
    assert_eq!(lengths(&tree), ["model/src/b.rs: 301 lines, and 300 are the most"]);
}

#[test]
fn an_empty_name_is_caught() {
    let tree = Tree::sample(&[("app/src/utils/day.rs", ""), ("app/src/helpers.rs", ""), ("app/src/day.rs", "")]);
    assert_eq!(names(&tree).len(), 2);
}

#[test]
fn unfinished_code_is_caught_and_prose_about_it_is_not() {
    let bad = "fn a() { todo!() }\nfn b() { x.unwrap() }\n// FIXME\n#[cfg(test)]\nmod tests { fn c() { tokio::time::sleep(x); y.unwrap() } }";
    let good = "// nothing to do!\nfn a() { \"todo!()\"; x.unwrap_or(1); sleep(1) }";
    let tree = Tree::sample(&[("model/src/bad.rs", bad), ("model/src/good.rs", good)]);
    let problems = words(&tree);
    let places: Vec<&str> = problems.iter().map(|problem| problem.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["model/src/bad.rs:3", "model/src/bad.rs:1", "model/src/bad.rs:2", "model/src/bad.rs:5"]);
}

#[test]
fn an_error_that_is_a_string_is_caught() {
    let bad = "fn a() -> Result<Vec<(u8, u8)>, String> {}\nfn b(f: impl Fn() -> Result<u8, &'static str>) {}";
    let good = "fn a() -> Result<HashMap<u8, String>, Fault> {}\nfn b() -> anyhow::Result<String> {}";
    let tree = Tree::sample(&[("model/src/bad.rs", bad), ("model/src/good.rs", good)]);
    assert_eq!(string_errors(&tree).len(), 2);
}
