//! The last step: the folder form and the pack.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

use super::BuiltShell;
use super::compress::Press;
use super::format::{self, Entry, MANIFEST_FILE, Manifest, Part};
use super::stamp::{Stamped, StampedShell};

/// Writes both forms anew.
pub fn write(built: &BuiltShell, shell: StampedShell, press: &Press) -> anyhow::Result<()> {
    if built.dir.exists() {
        fs::remove_dir_all(&built.dir).with_context(|| format!("cannot empty {}", built.dir.display()))?;
    }
    fs::create_dir_all(&built.dir).with_context(|| format!("cannot make {}", built.dir.display()))?;
    let mut contents = HashMap::new();
    let mut assets = Vec::new();
    for file in shell.files {
        assets.push(entry(file, press, &mut contents)?);
    }
    let manifest = Manifest { build: shell.build, assets };
    for (name, bytes) in &contents {
        put(&built.dir.join(name), bytes)?;
    }
    put(&built.dir.join(MANIFEST_FILE), &serde_json::to_vec_pretty(&manifest)?)?;
    let pack = format::write_pack(&manifest, |part| contents[&part.file].clone())?;
    format::read_pack(&pack).context("the pack does not read back")?;
    put(&built.pack, &pack)
}

fn entry(file: Stamped, press: &Press, contents: &mut HashMap<String, Vec<u8>>) -> anyhow::Result<Entry> {
    let pressed = press.press(&file.bytes)?;
    let name = match file.path.as_str() {
        "/" => "index.html",
        path => path.trim_start_matches("/a/").trim_start_matches('/'),
    };
    let mut keep = |ending: &str, bytes: Vec<u8>| {
        let part = Part { file: format!("{name}{ending}"), length: bytes.len() as u64 };
        contents.insert(part.file.clone(), bytes);
        part
    };
    Ok(Entry {
        content_type: file.content_type.to_owned(),
        immutable: file.immutable,
        raw: keep("", file.bytes),
        brotli: pressed.brotli.map(|bytes| keep(".br", bytes)),
        gzip: pressed.gzip.map(|bytes| keep(".gz", bytes)),
        path: file.path,
    })
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
