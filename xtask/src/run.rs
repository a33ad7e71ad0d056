//! `cargo xtask run`: build what changed, then become the server, which fills an empty data folder and prints the
//! address. Becoming it, rather than starting it, means that Ctrl-C and `kill` reach it and nothing is left behind.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::Context;

use crate::build;
use crate::project::Project;

pub fn run(project: &Project, serve: &[String]) -> anyhow::Result<()> {
    let built = build::dev(project)?;
    let mut server = Command::new(&built.server);
    server.arg("serve").args(serve).current_dir(&project.root).env("MANGROVE_SHELL", &built.shell.dir);
    Err(server.exec()).with_context(|| format!("cannot start {}", built.server.display()))
}
