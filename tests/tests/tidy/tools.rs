//! Which module may hold which tool: SQL only in the store, Leptos only at the rim.

use crate::layers::{heads_after, room};
use crate::tree::Tree;

/// A tool (the first name of a path), the package, and the only modules that may hold it.
const TOOLS: [(&str, &str, &[&str]); 18] = [
    ("leptos", "server", &["api", "http"]),
    ("leptos_axum", "server", &["api", "http"]),
    ("axum", "server", &["http", "serve"]),
    ("tower_http", "server", &["http"]),
    ("sqlx", "server", &["store"]),
    ("lettre", "server", &["mail"]),
    ("calamine", "server", &["sheets"]),
    ("rust_xlsxwriter", "server", &["sheets"]),
    ("csv", "server", &["sheets"]),
    ("zip", "server", &["sheets", "commit"]),
    ("leptos", "app", &["main", "router", "pages", "components", "state"]),
    ("rexie", "app", &["store"]),
    ("qrcodegen", "app", &["qr"]),
    ("gloo_net", "app", &["sync", "state"]),
    ("SystemTime", "model", &[]),
    ("Instant", "model", &[]),
    ("SystemTime", "catalogue", &[]),
    ("Instant", "catalogue", &[]),
];

/// Where a text uses more of the server than types that travel. Those are plain data, which the store keeps and the pages
/// show as they came; a function would be a question to the server.
fn asks_the_server(text: &str) -> impl Iterator<Item = usize> + '_ {
    let heads = heads_after(text, "server::");
    heads.into_iter().map(|(at, _)| at).filter(|at| {
        let Some(names) = text[*at..].split_once("api::").map(|(_, names)| names) else { return true };
        let names = names.trim_start_matches('{').split([';', '}']).next().unwrap_or_default();
        let is_type = |name: &str| name.starts_with(|letter: char| letter.is_ascii_uppercase());
        !names.split(',').map(str::trim).filter(|name| !name.is_empty()).all(is_type)
    })
}

pub fn tools(tree: &Tree) -> Vec<String> {
    let mut problems = Vec::new();
    for file in tree.rust() {
        let Some(names) = file.module_path() else { continue };
        let Some(own) = room(file, &names) else { continue };
        for (tool, _, allowed) in TOOLS.iter().filter(|(_, package, _)| *package == file.package()) {
            let path = format!("{tool}::");
            let found = file.shipped().match_indices(&path).filter(|(at, _)| {
                !file.shipped()[..*at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
            });
            if !allowed.contains(&own) {
                problems.extend(found.map(|(at, _)| format!("{}: {own} may not use {tool}", file.place(at))));
            }
        }
        if file.package() == "app" && !["store"].contains(&own) && file.shipped().contains("Idb") {
            problems.push(format!("{}: IndexedDB only in app/store", file.path));
        }
        if file.package() == "app" && !file.path.starts_with("app/src/sync") {
            let found = asks_the_server(file.shipped());
            problems.extend(found.map(|at| format!("{}: only sync speaks to the server", file.place(at))));
        }
    }
    problems
}

#[test]
fn a_tool_outside_its_place_is_caught() {
    let tree = Tree::sample(&[
        ("server/src/commit/mod.rs", "use sqlx::Row;"),
        ("server/src/store/mod.rs", "use sqlx::Row;"),
        ("app/src/sync/pull.rs", "use leptos::prelude::*;\nuse server::api::catch_up;"),
        ("app/src/state/mod.rs", "use web_sys::IdbFactory;\nuse server::api::catch_up;"),
        ("app/src/store/me.rs", "use server::api::{Me, Role};"),
        ("model/src/day.rs", "fn now() { std::time::SystemTime::now() }"),
    ]);
    assert_eq!(tools(&tree).len(), 5, "{:?}", tools(&tree));
}
