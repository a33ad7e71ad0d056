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
    cargo("clippy, server side", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    let app = ["clippy", "--package", "app", "--lib", "--tests", "--target", WASM, "--", "-D", "warnings"];
    cargo("clippy, app", &app);
    cargo("tidy", &[&["test", "--quiet"][..], &ALL_BUT_XTASK, &["--test", "tidy"]].concat());
    table.finish()
}
