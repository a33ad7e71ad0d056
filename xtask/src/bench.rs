//! `cargo xtask bench`: builds what is shipped, then hands over to the bench program of the package `tests`.

use std::process::Command;

use crate::build;
use crate::need;
use crate::project::Project;
use crate::step;

pub fn bench(project: &Project, args: &[String]) -> anyhow::Result<()> {
    need::meet(need::TO_TEST)?;
    let built = build::release(project)?;
    build::release_program(project, &built.shell, "bench")?;
    let mut bench = Command::new(project.target.join("release/bench"));
    bench.args(args).current_dir(&project.root);
    bench.env("MANGROVE_BIN", &built.server).env("MANGROVE_SHELL", &built.shell.dir);
    if let Some(chromium) = need::chromium() {
        bench.env("MANGROVE_CHROMIUM", chromium);
    }
    step::run(&mut bench)
}
