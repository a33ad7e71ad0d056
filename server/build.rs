//! Puts the app's shell into the server: the pack that `MANGROVE_SHELL_PACK` names (set by
//! `cargo xtask build --release`), or an empty one, with which `serve` needs `--shell DIR`.

use std::env;
use std::fs;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=MANGROVE_SHELL_PACK");
    if env::var_os("CARGO_FEATURE_SSR").is_none() {
        return;
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let out = Path::new(&out).join("shell.pack");
    let pack = match env::var_os("MANGROVE_SHELL_PACK") {
        Some(path) => {
            println!("cargo::rerun-if-changed={}", Path::new(&path).display());
            fs::read(&path)
                .unwrap_or_else(|error| panic!("MANGROVE_SHELL_PACK is {}: {error}", Path::new(&path).display()))
        }
        None => Vec::new(),
    };
    fs::write(&out, pack).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}
