//! `cargo xtask build`: the app, then the server; with `--release` one file with the app inside.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::need;
use crate::project::Project;
use crate::shell::{self, AppProfile, AssetSize, BuiltShell};
use crate::step;

/// What the tests build as well: the whole workspace but this program. One choice of features for all of it, so that
/// no dependency is compiled twice.
pub const ALL_BUT_XTASK: [&str; 3] = ["--workspace", "--exclude", "xtask"];

/// A built server and the shell it serves.
pub struct Built {
    pub server: PathBuf,
    pub shell: BuiltShell,
}

/// For work: quick to build, the shell in a folder beside the server.
pub fn dev(project: &Project) -> anyhow::Result<Built> {
    need::meet(need::TO_BUILD)?;
    let shell = shell::build(project, AppProfile::Dev)?;
    let arguments = [&["build"][..], &ALL_BUT_XTASK, &["--bin", "mangrove"]].concat();
    step::run(&mut project.cargo(&arguments))?;
    Ok(Built { server: dev_server(project), shell })
}

/// Where [`dev`] and the tests' own build put the server.
pub fn dev_server(project: &Project) -> PathBuf {
    project.target.join("debug/mangrove")
}

/// To ship: one file.
pub fn release(project: &Project) -> anyhow::Result<Built> {
    need::meet(need::TO_BUILD)?;
    let shell = shell::build(project, AppProfile::Shell)?;
    release_program(project, &shell, "mangrove")?;
    let server = project.target.join("release/mangrove");
    print_sizes(&shell.dir)?;
    let bytes = fs::metadata(&server).with_context(|| format!("cannot read {}", server.display()))?.len();
    println!("{}: {} KiB, with the app inside", server.display(), bytes / 1024);
    Ok(Built { server, shell })
}

/// Builds one program for release; all of them with the same pack, so that the server is compiled once.
pub fn release_program(project: &Project, shell: &BuiltShell, name: &str) -> anyhow::Result<()> {
    let arguments = [&["build", "--release"][..], &ALL_BUT_XTASK, &["--bin", name]].concat();
    step::run(project.cargo(&arguments).env("MANGROVE_SHELL_PACK", &shell.pack))
}

/// Prints what each file of the app weighs on the wire.
fn print_sizes(dir: &Path) -> anyhow::Result<()> {
    let sizes = shell::sizes(dir)?;
    println!("{:>10} {:>10} {:>10}  bytes", "raw", "gzip", "brotli");
    for size in &sizes {
        println!("{:>10} {:>10} {:>10}  {}", size.raw, size.gzip, size.brotli, size.path);
    }
    let sum = |part: fn(&AssetSize) -> u64| sizes.iter().map(part).sum::<u64>();
    println!("{:>10} {:>10} {:>10}  together", sum(|s| s.raw), sum(|s| s.gzip), sum(|s| s.brotli));
    Ok(())
}
