//! The app as WASM with the JS that loads it: `cargo build`, then wasm-bindgen as a library, so that its version is
//! the one in Cargo.lock and nothing is installed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::project::{Project, WASM};
use crate::step;

/// How the app is compiled.
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

/// Compiles the app; the file cargo wrote.
pub fn compile(project: &Project, profile: AppProfile) -> anyhow::Result<PathBuf> {
    let arguments = ["build", "--package", "app", "--lib", "--target", WASM, "--profile", profile.cargo_name()];
    step::run(&mut project.cargo(&arguments))?;
    Ok(project.target.join(WASM).join(profile.folder()).join("app.wasm"))
}

/// Makes `app.js` and `app_bg.wasm`; gives their folder.
pub fn bind(project: &Project, wasm: &Path, profile: AppProfile) -> anyhow::Result<PathBuf> {
    let out = project.target.join("bound").join(profile.folder());
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    let mut arguments = vec!["wasm-bindgen".into(), wasm.as_os_str().to_owned(), "--out-dir".into()];
    arguments.push(out.as_os_str().to_owned());
    // boot.js hands over the hashed URL of the WASM, so the JS must not guess one.
    let fixed = ["--target", "web", "--out-name", "app", "--no-typescript", "--omit-default-module-path"];
    arguments.extend(fixed.map(Into::into));
    if profile == AppProfile::Shell {
        arguments.extend(["--remove-name-section", "--remove-producers-section"].map(Into::into));
    }
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments).context("wasm-bindgen failed")?;
    if out.join("snippets").exists() {
        bail!("a dependency of the app brings JS snippets ({}); the shell has no place for them", out.display());
    }
    Ok(out)
}
