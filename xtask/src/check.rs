//! `cargo xtask check`: formatting, clippy with warnings as errors on both targets, tidy.

use crate::build::ALL_BUT_XTASK;
use crate::need;
use crate::project::{Project, WASM};
use crate::step::{self, Table};

pub fn check(project: &Project) -> anyhow::Result<()> {
    need::meet(need::TO_CHECK)?;
    let mut table = Table::default();
    let mut cargo = |name: &str, arguments: &[&str]| {
        table.step(name, || step::run(&mut project.cargo(arguments)));
    };
    cargo("formatting", &["fmt", "--all", "--check"]);
    let strict = ["--", "-D", "warnings"];
    cargo("clippy, native", &[&["clippy"][..], &ALL_BUT_XTASK, &["--all-targets"], &strict].concat());
    cargo("clippy, xtask", &[&["clippy", "--package", "xtask", "--all-targets"][..], &strict].concat());
    let app = ["clippy", "--package", "app", "--package", "scan", "--lib", "--tests", "--target", WASM];
    cargo("clippy, app", &[&app[..], &strict].concat());
    cargo("tidy", &[&["test", "--quiet"][..], &ALL_BUT_XTASK, &["--test", "tidy"]].concat());
    table.finish()
}
