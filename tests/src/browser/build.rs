//! Another build of the app, made of this one: the same code under other names, so that an update is a real one.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// Files that a new build of the code renames.
const RENAMED: [&str; 3] = ["/a/app.", "/a/app_bg.", "/a/boot."];

/// Writes the shell in `from` into `to` as another build. Gives its build hash.
pub fn another_build(from: &Path, to: &Path) -> Result<String> {
    let mut manifest: Value = serde_json::from_slice(&fs::read(from.join("shell.json"))?)?;
    let old = manifest["build"].as_str().context("a shell has a build")?.to_owned();
    let mut names = vec![old.clone()];
    let assets = manifest["assets"].as_array_mut().context("a shell has assets")?;
    for asset in assets.iter() {
        let path = asset["path"].as_str().unwrap_or_default();
        if RENAMED.iter().any(|start| path.starts_with(start)) {
            names.extend(path.split('.').nth(1).map(str::to_owned));
        }
    }
    fs::create_dir_all(to)?;
    for asset in assets {
        let file = asset["raw"]["file"].as_str().context("an asset has a file")?.to_owned();
        let mut bytes = fs::read(from.join(&file))?;
        if let Ok(text) = String::from_utf8(bytes.clone()) {
            bytes = renamed(&text, &names).into_bytes();
        }
        let name = renamed(&file, &names);
        fs::write(to.join(&name), &bytes)?;
        asset["path"] = Value::from(renamed(asset["path"].as_str().unwrap_or_default(), &names));
        asset["raw"] = serde_json::json!({"file": name, "length": bytes.len()});
        asset["brotli"] = Value::Null;
        asset["gzip"] = Value::Null;
    }
    let new = renamed(&old, &names);
    manifest["build"] = Value::from(new.as_str());
    fs::write(to.join("shell.json"), manifest.to_string())?;
    Ok(new)
}

/// Every hash that is renamed, written backwards.
fn renamed(text: &str, names: &[String]) -> String {
    let backwards = |name: &str| name.chars().rev().collect::<String>();
    names.iter().fold(text.to_owned(), |text, name| text.replace(name, &backwards(name)))
}
