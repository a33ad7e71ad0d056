//! `cargo xtask test`: everything, in steps that each get a row of the closing table.
//!
//! ```text
//! shell          the app as files (dev profile), shared with the tests in the browser
//! build          the server and all native tests, compiled once
//! units          the tests inside the crates
//! NAME           each file of tests: flows, PostgreSQL, the real browser, tidy
//! app-units      the tests that need a browser's own interfaces, in headless Chromium
//! xtask          this program's own
//! ```
//!
//! The tests find what they drive by `MANGROVE_BIN` (the server), `MANGROVE_SHELL` (the app's files) and
//! `MANGROVE_CHROMIUM`; they start their own PostgreSQL from /usr/lib/postgresql.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::json;

use crate::build::{self, ALL_BUT_XTASK};
use crate::need;
use crate::project::{Project, WASM};
use crate::shell::{self, AppProfile};
use crate::step::{self, Table};

/// For one file of tests in the browser, to its end.
const APP_UNITS_TIMEOUT_S: u32 = 300;

/// For the WebDriver to answer; a busy machine needs more than the runner's 5 s.
const DRIVER_TIMEOUT_S: u32 = 60;

const UNITS: &str = "units";
const APP_UNITS: &str = "app-units";
const XTASK: &str = "xtask";

/// Runs all steps, or those that the filter leaves.
pub fn test(project: &Project, filter: Option<&str>) -> anyhow::Result<()> {
    let mut table = Table::default();
    let suites = native_suites(project);
    let chosen = Chosen::by(filter, &suites);
    if table.step("needs", || need::meet(need::TO_TEST)).is_none() {
        return table.finish();
    }
    let native: Vec<&str> = [UNITS].into_iter().chain(suites).filter(|name| chosen.has(name)).collect();
    if !native.is_empty() {
        native_steps(project, &chosen, &native, &mut table);
    }
    if chosen.has(APP_UNITS) {
        table.step(APP_UNITS, || app_units(project, &chosen));
    }
    if chosen.has(XTASK) {
        let arguments = [&["test", "--package", "xtask"][..], chosen.name_filter()].concat();
        table.step(XTASK, || step::run(&mut project.cargo(&arguments)));
    }
    table.finish()
}

/// What the native tests drive, and then each of them; without the first there is no sense in the second.
fn native_steps(project: &Project, chosen: &Chosen, names: &[&str], table: &mut Table) {
    let Some(shell) = table.step("shell", || shell::build(project, AppProfile::Dev)) else { return };
    if table.step("build", || build_tests(project)).is_none() {
        return;
    }
    for name in names {
        let files: &[&str] = if *name == UNITS { &["--lib", "--bins"] } else { &["--test", name] };
        let arguments = [&["test"][..], &ALL_BUT_XTASK, files, chosen.name_filter()].concat();
        table.step(name, || step::run(surroundings(&mut project.cargo(&arguments), project, &shell.dir)));
    }
}

/// Which steps and tests to run.
enum Chosen<'a> {
    All,
    Step(&'a str),
    Named(&'a str),
}

impl<'a> Chosen<'a> {
    fn by(filter: Option<&'a str>, suites: &BTreeSet<&str>) -> Chosen<'a> {
        match filter {
            None => Chosen::All,
            Some(word) if [UNITS, APP_UNITS, XTASK].contains(&word) || suites.contains(word) => Chosen::Step(word),
            Some(word) => Chosen::Named(word),
        }
    }

    fn has(&self, step: &str) -> bool {
        match self {
            Chosen::All | Chosen::Named(_) => true,
            Chosen::Step(name) => *name == step,
        }
    }

    fn name_filter(&self) -> &[&'a str] {
        match self {
            Chosen::All | Chosen::Step(_) => &[],
            Chosen::Named(word) => std::slice::from_ref(word),
        }
    }
}

fn native_suites(project: &Project) -> BTreeSet<&str> {
    let native = project.suites.iter().filter(|suite| !["app", "xtask"].contains(&suite.package.as_str()));
    native.map(|suite| suite.name.as_str()).collect()
}

fn build_tests(project: &Project) -> anyhow::Result<()> {
    let arguments = [&["build"][..], &ALL_BUT_XTASK, &["--bins", "--tests"]].concat();
    step::run(&mut project.cargo(&arguments))
}

fn surroundings<'c>(command: &'c mut Command, project: &Project, shell: &Path) -> &'c mut Command {
    command.env("MANGROVE_BIN", build::dev_server(project)).env("MANGROVE_SHELL", shell);
    if let Some(chromium) = need::chromium() {
        command.env("MANGROVE_CHROMIUM", chromium);
    }
    command
}

/// `cargo test` for the app's own target; cargo calls this program again to run what it compiled.
fn app_units(project: &Project, chosen: &Chosen) -> anyhow::Result<()> {
    let myself = env::current_exe().context("cannot find this program's own file")?;
    let runner = format!("target.{WASM}.runner={}", json!([myself, "wasm-test-runner"]));
    let arguments = ["test", "--package", "app", "--lib", "--tests", "--target", WASM, "--config", &runner];
    let mut cargo = project.cargo(&[&arguments[..], chosen.name_filter()].concat());
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver_settings(project)?);
    // Tests that do not say where they run would look for Node; the browser is what we have, and what phones have.
    cargo.env("WASM_BINDGEN_USE_BROWSER", "1");
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", APP_UNITS_TIMEOUT_S.to_string());
    cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_TIMEOUT_S.to_string());
    if let Some(driver) = need::chromedriver() {
        cargo.env("CHROMEDRIVER", driver);
    }
    step::run(&mut cargo)
}

/// How the browser is started: unseen, and talking to nobody but the test.
fn webdriver_settings(project: &Project) -> anyhow::Result<PathBuf> {
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let settings = json!({ "goog:chromeOptions": { "args": arguments, "binary": need::chromium() } });
    let file = project.target.join("webdriver.json");
    fs::write(&file, settings.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// The hidden command: one compiled file of tests, in the browser.
pub fn run_in_browser(args: Vec<String>) -> anyhow::Result<()> {
    if args.is_empty() {
        bail!("cargo calls this with a file of tests");
    }
    let arguments = std::iter::once("wasm-bindgen-test-runner".to_owned()).chain(args);
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_step_when_a_step_has_its_name_and_else_a_part_of_test_names() {
        let suites = BTreeSet::from(["browser", "flows"]);
        let browser = Chosen::by(Some("browser"), &suites);
        assert!(browser.has("browser") && !browser.has("flows") && browser.name_filter().is_empty());
        let named = Chosen::by(Some("converge"), &suites);
        assert!(named.has("flows") && named.name_filter() == ["converge"]);
        assert!(Chosen::by(None, &suites).has(APP_UNITS));
    }
}
