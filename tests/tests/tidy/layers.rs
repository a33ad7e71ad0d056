//! Who may import whom. The tables are the ones of the architecture page: to change one is a design decision, to be
//! written down in README "Decisions".

use crate::tree::{File, Tree};

/// Crates, and which of ours each may depend on.
const CRATES: [(&str, &[&str]); 7] = [
    ("model", &[]),
    ("catalogue", &["model"]),
    ("server", &["model", "catalogue"]),
    ("app", &["model", "catalogue", "server"]),
    // Loaded at run time: never compiled into the app.
    ("scan", &[]),
    ("tests", &["model", "catalogue", "server", "app", "scan"]),
    ("xtask", &[]),
];

/// The modules of the server. `main`, `command` and `config` are the program; the rest is the library.
const SERVER: [(&str, &[&str]); 22] = [
    ("main", &["command", "config"]),
    (
        "command",
        &[
            "config", "import", "export", "edit", "demo", "commit", "publish", "backup", "keys", "sheets", "serve",
            "http", "store", "auth", "mail",
        ],
    ),
    ("config", &["store"]),
    ("import", &["sheets", "commit"]),
    ("export", &["sheets", "store"]),
    ("edit", &["sheets", "import", "commit"]),
    ("demo", &["import", "commit"]),
    ("backup", &["publish", "store"]),
    ("serve", &["http", "auth", "commit", "keys", "letters", "mail", "metrics", "publish", "store"]),
    ("letters", &["mail", "store"]),
    ("http", &["api", "auth", "metrics", "store"]),
    ("api", &["auth", "commit", "desk", "store"]),
    ("desk", &["auth", "commit", "sheets", "store"]),
    ("auth", &["store", "mail", "keys", "metrics", "calendar"]),
    ("mail", &[]),
    ("publish", &["store", "keys", "fault"]),
    ("commit", &["store", "keys", "calendar", "fault"]),
    ("store", &["fault"]),
    ("sheets", &[]),
    ("keys", &[]),
    ("fault", &[]),
    ("metrics", &[]),
];

/// The modules of the app. `main` is the root of the crate, and `start` the part of it that runs in the browser.
const APP: [(&str, &[&str]); 14] = [
    ("main", &["pages", "state", "sync", "engine", "store", "router"]),
    ("start", &["pages", "state", "sync", "engine", "actions", "store", "router", "timeline"]),
    ("pages", &["router", "state", "actions", "components"]),
    ("components", &["qr"]),
    ("router", &[]),
    ("state", &["engine", "store", "sync", "scan", "timeline"]),
    ("engine", &["store"]),
    ("actions", &["store"]),
    ("sync", &["store", "wait"]),
    ("store", &[]),
    ("scan", &["timeline", "wait"]),
    ("qr", &[]),
    ("timeline", &[]),
    ("wait", &[]),
];

/// What would make the pure crates impure, as a dependency.
const IMPURE: [&str; 14] = [
    "leptos",
    "axum",
    "tokio",
    "sqlx",
    "rand",
    "getrandom",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "gloo-net",
    "rexie",
    "hyper",
    "chrono",
    "futures",
];

pub fn crates(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, allowed) in CRATES {
        let path = format!("{name}/Cargo.toml");
        let Some(manifest) = tree.file(&path) else {
            problems.push(format!("{path} is missing"));
            continue;
        };
        for (dependency, line) in dependencies(&manifest.text) {
            let is_ours = CRATES.iter().any(|(ours, _)| *ours == dependency);
            if is_ours && !allowed.contains(&dependency) {
                problems.push(format!("{path}: {name} may not depend on {dependency}"));
            }
            if ["model", "catalogue"].contains(&name) && IMPURE.contains(&dependency) {
                problems.push(format!("{path}: {name} is pure and may not depend on {dependency}"));
            }
            if name == "app" && dependency == "server" && line.contains("ssr") {
                problems.push(format!("{path}: the app takes the client stubs only, never `ssr`"));
            }
        }
    }
    problems
}

/// The names in every table of dependencies but those for tests, each with its line.
fn dependencies(manifest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(table) = line.trim().strip_prefix('[') {
            inside = table.ends_with("dependencies]") && !table.contains("dev-dependencies");
        } else if inside && line.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            found.push((name, line));
        }
    }
    found
}

pub fn modules(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in tree.rust().filter(|file| !file.is_test()) {
        match file.package() {
            "server" => check(file, &SERVER, &mut problems),
            "app" => check(file, &APP, &mut problems),
            _ => {}
        }
    }
    problems
}

fn check(file: &File, rules: &[(&str, &[&str])], problems: &mut Vec<String>) {
    let Some(names) = file.module_path() else { return };
    let Some(own) = room(file, &names) else { return };
    let Some((_, allowed)) = rules.iter().find(|(name, _)| *name == own) else {
        // What others may use and uses nothing itself needs no row.
        if !uses(file, &names).iter().all(|(_, used)| *used == own) {
            problems.push(format!("{}: the module {own} is in no table of who may import whom", file.path));
        }
        return;
    };
    for (at, used) in uses(file, &names) {
        let is_module = used.starts_with(|letter: char| letter.is_ascii_lowercase());
        let stub = file.package() == "app" && own == "sync" && used == "server";
        if is_module && used != own && !allowed.contains(&used) && !stub {
            problems.push(format!("{}: {own} may not use {used}", file.place(at)));
        }
    }
}

/// The top module that a file belongs to; `None` for the server's list of modules.
pub fn room<'f>(file: &File, names: &[&'f str]) -> Option<&'f str> {
    match (file.package(), names) {
        ("server", ["lib"]) => None,
        (_, ["lib"]) => Some("main"),
        (_, [first, ..]) => Some(first),
        (_, []) => None,
    }
}

/// Top modules that the shipped code names: by `crate::x`, by `crate::{x, y}`, by enough `super::`s, and in the
/// server's program by `server::x`.
fn uses<'f>(file: &'f File, names: &[&str]) -> Vec<(usize, &'f str)> {
    let code = file.shipped();
    let mut found = heads_after(code, "crate::");
    if file.package() == "server" {
        found.extend(heads_after(code, "server::"));
    }
    let up = "super::".repeat(names.len());
    found.extend(heads_after(code, &up));
    found
}

/// The first names after a start that stands by itself, groups opened.
pub fn heads_after<'c>(code: &'c str, start: &str) -> Vec<(usize, &'c str)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(start) {
        let stands_alone = !code[..at].ends_with(|letter: char| letter.is_alphanumeric() || "_:$".contains(letter));
        if !stands_alone {
            continue;
        }
        let after = at + start.len();
        match code[after..].strip_prefix('{') {
            Some(group) => found.extend(group_heads(group).into_iter().map(|head| (at, head))),
            None => found.push((at, name_at(&code[after..]))),
        }
    }
    found.retain(|(_, name)| !name.is_empty());
    found
}

fn group_heads(group: &str) -> Vec<&str> {
    let (mut heads, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.push(name_at(group[start..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(name_at(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    heads
}

fn name_at(code: &str) -> &str {
    let end = code.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &code[..end.unwrap_or(code.len())]
}

#[test]
fn a_dependency_against_the_order_is_caught() {
    let fine = |name: &str| (format!("{name}/Cargo.toml"), "[dependencies]\nserde.workspace = true\n".to_owned());
    let mut files: Vec<(String, String)> = CRATES.iter().map(|(name, _)| fine(name)).collect();
    files[0].1.push_str("catalogue.workspace = true\n[dev-dependencies]\nserver.workspace = true\n");
    files[1].1.push_str("tokio = \"1\"\n");
    files[3].1.push_str("[target.'cfg(x)'.dependencies]\nserver = { workspace = true, features = [\"ssr\"] }\n");
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let problems = crates(&Tree::sample(&files));
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[test]
fn a_module_that_reaches_up_is_caught_however_it_is_written() {
    let tree = Tree::sample(&[
        ("server/src/store/row.rs", "use crate::commit::Plan;\nuse super::super::publish::Tier;\nuse super::other;"),
        (
            "server/src/http/mod.rs",
            "use crate::{api, store::{Row, Column}, commit as c};\nfn a() { crate::publish::b() }",
        ),
        ("server/src/main.rs", "use server::sheets::Sheet;\nuse server::http::serve;"),
        ("server/src/lib.rs", "pub use crate::store::Row;"),
        ("server/src/drawer.rs", "use crate::store::Row;"),
        ("app/src/pages/home/mod.rs", "use crate::sync::Remote;\nuse crate::state::Words;"),
        ("app/src/components/row/mod.rs", "//! not crate::state\nuse crate::state::words;"),
        ("app/src/engine.rs", "use crate::store::Store;\n#[cfg(test)]\nmod tests { use crate::sync::pull; }"),
    ]);
    let problems = modules(&tree);
    let said = [
        "server/src/store/row.rs:1: store may not use commit",
        "server/src/store/row.rs:2: store may not use publish",
        "server/src/http/mod.rs:1: http may not use commit",
        "server/src/http/mod.rs:2: http may not use publish",
        "server/src/main.rs:1: main may not use sheets",
        "server/src/main.rs:2: main may not use http",
        "server/src/drawer.rs: the module drawer is in no table of who may import whom",
        "app/src/pages/home/mod.rs:1: pages may not use sync",
        "app/src/components/row/mod.rs:2: components may not use state",
    ];
    assert_eq!(problems, said);
}
