//! `cargo xtask bench`: builds what is shipped, then hands over to the bench program of the package `tests`.

use crate::build;
use crate::need;
use crate::project::Project;
use crate::step;

pub fn bench(project: &Project, args: &[String]) -> anyhow::Result<()> {
    need::meet(need::TO_TEST)?;
    let built = build::release(project)?;
    let mut bench = project.cargo(&["run", "--release", "--package", "tests", "--bin", "bench", "--"]);
    bench.args(args).env("MANGROVE_BIN", &built.server).env("MANGROVE_SHELL", &built.shell.dir);
    if let Some(chromium) = need::chromium() {
        bench.env("MANGROVE_CHROMIUM", chromium);
    }
    step::run(&mut bench)
}
