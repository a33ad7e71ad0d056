//! The app and the room beside it as WASM with the JS that loads them: `cargo build`, then wasm-bindgen as a library, so
//! that its version is the one in Cargo.lock and nothing is installed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::project::{Project, WASM};
use crate::step;

/// The packages that become a module each.
const MODULES: [&str; 2] = ["app", "scan"];

/// How they are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppProfile {
    /// For `run` and `test`: shares its dependencies with the tests in the browser.
    Dev,
    /// As it is shipped: small.
    Shell,
}

impl AppProfile {
    fn cargo_name(self) -> &'static str {
        match self {
            AppProfile::Dev => "dev",
            AppProfile::Shell => "shell",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            AppProfile::Dev => "debug",
            AppProfile::Shell => "shell",
        }
    }

    pub fn brotli_quality(self) -> u32 {
        match self {
            AppProfile::Dev => 5,
            AppProfile::Shell => 11,
        }
    }
}

/// Compiles the modules; the files that cargo wrote, in the order of [`MODULES`].
pub fn compile(project: &Project, profile: AppProfile) -> anyhow::Result<Vec<PathBuf>> {
    let mut arguments = vec!["build"];
    MODULES.iter().for_each(|module| arguments.extend(["--package", module]));
    arguments.extend(["--lib", "--target", WASM, "--profile", profile.cargo_name()]);
    step::run(&mut project.cargo(&arguments))?;
    let folder = project.target.join(WASM).join(profile.folder());
    Ok(MODULES.iter().map(|module| folder.join(module).with_extension("wasm")).collect())
}

/// Makes `app.js`, `app_bg.wasm` and so on; gives their folder.
pub fn bind(project: &Project, modules: &[PathBuf], profile: AppProfile) -> anyhow::Result<PathBuf> {
    let out = project.target.join("bound").join(profile.folder());
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    for (wasm, name) in modules.iter().zip(MODULES) {
        bind_one(wasm, name, &out, profile)?;
    }
    Ok(out)
}

fn bind_one(wasm: &Path, name: &str, out: &Path, profile: AppProfile) -> anyhow::Result<()> {
    let mut arguments = vec!["wasm-bindgen".into(), wasm.as_os_str().to_owned(), "--out-dir".into()];
    arguments.push(out.as_os_str().to_owned());
    // boot.js hands over the hashed URL of the WASM, so the JS must not guess one.
    let fixed = ["--target", "web", "--out-name", name, "--no-typescript", "--omit-default-module-path"];
    arguments.extend(fixed.map(Into::into));
    if profile == AppProfile::Shell {
        arguments.extend(["--remove-name-section", "--remove-producers-section"].map(Into::into));
    }
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments).context("wasm-bindgen failed")?;
    if out.join("snippets").exists() {
        bail!("a dependency of {name} brings JS snippets ({}); the shell has no place for them", out.display());
    }
    Ok(())
}
