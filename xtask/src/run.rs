//! `cargo xtask run`: build what changed, then serve. The server fills an empty data folder and prints the address.

use crate::build;
use crate::project::Project;
use crate::step;

pub fn run(project: &Project, serve: &[String]) -> anyhow::Result<()> {
    let built = build::dev(project)?;
    let mut server = std::process::Command::new(&built.server);
    server.arg("serve").args(serve).current_dir(&project.root);
    step::run(server.env("MANGROVE_SHELL", &built.shell.dir))
}
