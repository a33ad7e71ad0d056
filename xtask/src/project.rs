//! Where things are: the root, the target folder, cargo itself. Asked once from `cargo metadata`.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use serde::Deserialize;

/// The target of the app.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The workspace, as cargo sees it.
pub struct Project {
    pub root: PathBuf,
    /// One target folder for everything.
    pub target: PathBuf,
    /// The integration tests of the packages that run natively.
    pub suites: Vec<Suite>,
}

/// One file of tests: `server/tests/import.rs` is the suite `import` of the package `server`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suite {
    pub package: String,
    pub name: String,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Project {
    pub fn find() -> anyhow::Result<Project> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
            .arg(here.join("../Cargo.toml"))
            .output()
            .context("cannot start cargo")?;
        ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: Metadata = serde_json::from_slice(&output.stdout).context("cargo metadata is not readable")?;
        let suites = suites(metadata.packages);
        Ok(Project { root: metadata.workspace_root, target: metadata.target_directory, suites })
    }

    /// A cargo command in the root.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.args(arguments).current_dir(&self.root);
        // What cargo told this program about itself is not for another cargo: build scripts that watch it (ring's) would
        // build half of the server anew whenever cargo is called by hand and by this program in turn.
        for (name, _) in env::vars_os() {
            if OWN.iter().any(|own| name.to_string_lossy().starts_with(own)) {
                command.env_remove(name);
            }
        }
        command
    }

    /// The shell's folder form, which a server built without an app inside reads.
    pub fn shell_dir(&self) -> PathBuf {
        self.target.join("shell")
    }
}

/// What cargo sets for the program that it runs.
const OWN: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];

fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn suites(packages: Vec<Package>) -> Vec<Suite> {
    let mut suites: Vec<Suite> = packages
        .into_iter()
        .flat_map(|package| {
            let tests = package.targets.into_iter().filter(|target| target.kind.iter().any(|kind| kind == "test"));
            tests.map(move |target| Suite { package: package.name.clone(), name: target.name }).collect::<Vec<_>>()
        })
        .collect();
    suites.sort();
    suites
}
