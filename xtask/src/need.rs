//! What the machine must have, and getting it: the wasm target through rustup, the rest through apt when we are root.
//!
//! **Invariant:** nothing missing is ever skipped. What cannot be installed ends the command with one sentence that
//! says what to install.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::project::WASM;
use crate::step;

/// One thing a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Compiler,
    WasmTarget,
    Rustfmt,
    Clippy,
    Chromium,
    ChromeDriver,
    Postgres,
    Fonts,
    CjkFonts,
}

/// To build and serve.
pub const TO_BUILD: &[Need] = &[Need::Compiler, Need::WasmTarget];

/// To check.
pub const TO_CHECK: &[Need] = &[Need::Compiler, Need::WasmTarget, Need::Rustfmt, Need::Clippy];

/// To run every test.
pub const TO_TEST: &[Need] = &[
    Need::Compiler,
    Need::WasmTarget,
    Need::Chromium,
    Need::ChromeDriver,
    Need::Postgres,
    Need::Fonts,
    Need::CjkFonts,
];

/// How a need is met when it is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Apt(&'static str),
    RustTarget(&'static str),
    RustComponent(&'static str),
}

impl Need {
    fn source(self) -> Source {
        match self {
            Need::Compiler => Source::Apt("build-essential"),
            Need::WasmTarget => Source::RustTarget(WASM),
            Need::Rustfmt => Source::RustComponent("rustfmt"),
            Need::Clippy => Source::RustComponent("clippy"),
            Need::Chromium => Source::Apt("chromium"),
            Need::ChromeDriver => Source::Apt("chromium-driver"),
            Need::Postgres => Source::Apt("postgresql"),
            Need::Fonts => Source::Apt("fonts-noto-core"),
            Need::CjkFonts => Source::Apt("fonts-noto-cjk"),
        }
    }

    fn is_met(self) -> bool {
        match self {
            Need::Compiler => in_path(&["cc"]).is_some(),
            Need::WasmTarget => has_target(WASM),
            Need::Rustfmt => runs("cargo", &["fmt", "--version"]),
            Need::Clippy => runs("cargo", &["clippy", "--version"]),
            Need::Chromium => chromium().is_some(),
            Need::ChromeDriver => chromedriver().is_some(),
            Need::Postgres => has_postgres(),
            Need::Fonts => has_font("NotoSansKhmer"),
            Need::CjkFonts => has_font("NotoSansCJK"),
        }
    }
}

/// Meets every need, or says in one sentence what to install.
pub fn meet(needs: &[Need]) -> anyhow::Result<()> {
    let missing: Vec<Need> = needs.iter().copied().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let sources: Vec<Source> = missing.iter().map(|need| need.source()).collect();
    install(&sources).with_context(|| please(&sources))?;
    let still: Vec<Source> = missing.iter().filter(|need| !need.is_met()).map(|need| need.source()).collect();
    if !still.is_empty() {
        bail!(please(&still));
    }
    Ok(())
}

/// The one sentence.
fn please(sources: &[Source]) -> String {
    let packages: Vec<&str> = sources.iter().filter_map(|source| as_apt(*source)).collect();
    let mut commands: Vec<String> = sources.iter().filter_map(|source| as_rustup(*source)).collect();
    if !packages.is_empty() {
        commands.push(format!("sudo apt-get install --no-install-recommends {}", packages.join(" ")));
    }
    format!("something is missing; please run this and try again: {}", commands.join(" && "))
}

fn as_apt(source: Source) -> Option<&'static str> {
    match source {
        Source::Apt(package) => Some(package),
        Source::RustTarget(_) | Source::RustComponent(_) => None,
    }
}

fn as_rustup(source: Source) -> Option<String> {
    match source {
        Source::Apt(_) => None,
        Source::RustTarget(target) => Some(format!("rustup target add {target}")),
        Source::RustComponent(component) => Some(format!("rustup component add {component}")),
    }
}

fn install(sources: &[Source]) -> anyhow::Result<()> {
    for words in sources.iter().filter_map(|source| as_rustup(*source)) {
        eprintln!("installing: {words}");
        step::run(Command::new("rustup").args(words.split(' ').skip(1)))?;
    }
    let packages: Vec<&str> = sources.iter().filter_map(|source| as_apt(*source)).collect();
    if packages.is_empty() {
        return Ok(());
    }
    if !is_root() || in_path(&["apt-get"]).is_none() {
        bail!("only root can install packages, and only with apt-get");
    }
    eprintln!("installing: {}", packages.join(" "));
    if apt_install(&packages).is_err() {
        // Package lists may be missing (a fresh container) or old (a package that is gone): fetch them, try again.
        step::run(apt().arg("update"))?;
        apt_install(&packages)?;
    }
    Ok(())
}

fn apt_install(packages: &[&str]) -> anyhow::Result<()> {
    step::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    command
}

/// The browser: `MANGROVE_CHROMIUM`, else the first one in the path.
pub fn chromium() -> Option<PathBuf> {
    let given = env::var_os("MANGROVE_CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
    given.or_else(|| in_path(&["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]))
}

/// The browser's WebDriver: `CHROMEDRIVER`, else the first one in the path.
pub fn chromedriver() -> Option<PathBuf> {
    let given = env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
    given.or_else(|| in_path(&["chromedriver"]))
}

/// Whether PostgreSQL's own programs are where Debian puts them (out of the path) and where the tests look.
fn has_postgres() -> bool {
    let mut versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.any(|version| version.path().join("bin/initdb").is_file())
}

fn in_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Asks rustc rather than rustup, so that a Rust from elsewhere does too.
fn has_target(target: &str) -> bool {
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", target]).output();
    let folder = output.ok().filter(|output| output.status.success()).map(|output| output.stdout);
    folder.is_some_and(|folder| Path::new(String::from_utf8_lossy(&folder).trim()).is_dir())
}

fn has_font(prefix: &str) -> bool {
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let own = [home.join(".fonts"), home.join(".local/share/fonts")];
    let shared = [PathBuf::from("/usr/share/fonts"), PathBuf::from("/usr/local/share/fonts")];
    own.iter().chain(&shared).any(|folder| holds_font(folder, prefix))
}

fn holds_font(folder: &Path, prefix: &str) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        entry.file_name().to_string_lossy().starts_with(prefix) || (is_folder && holds_font(&entry.path(), prefix))
    })
}

/// By the owner of our own process, so that no C library is needed for one number.
fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_in_one_sentence_with_the_command() {
        let sentence = please(&[Source::RustTarget(WASM), Source::Apt("chromium"), Source::Apt("postgresql")]);
        assert_eq!(
            sentence,
            "something is missing; please run this and try again: rustup target add wasm32-unknown-unknown && \
             sudo apt-get install --no-install-recommends chromium postgresql"
        );
    }
}
