//! Placeholders become hashed URLs, and every file gets the path it is served at.
//!
//! In HTML, JS, CSS, SVG, JSON manifests and text under public/:
//! `{{app.css}}` is the hashed URL of that file (by its path below public/, or by its bare name where only one file
//! has it). Four names mean something else: `{{build}}` changes with any file, `{{precache}}` is the JSON list of the
//! shell's URLs to keep, `{{later}}` that of the files that are fetched only where they are needed, `{{languages}}` the
//! JSON map from language tag to the URL of its texts; these may also be written `/*{{precache}}*/[]` and
//! `/*{{languages}}*/{}`, so that the source is JS by itself.
//!
//! **Invariant:** a hash is over the stamped bytes, so a file's URL changes when anything it names changes.

use std::collections::BTreeMap;

use anyhow::{Context, bail, ensure};

use super::source::{LATER, Source};

/// How many hex digits of the hash a name carries: 64 bits.
const HASH_DIGITS: usize = 16;

/// Served under fixed names, asked for again each time; all else is named by its hash and kept for ever.
const FIXED: [(&str, &str); 4] =
    [("index.html", "/"), ("sw.js", "/sw.js"), ("robots.txt", "/robots.txt"), ("favicon.ico", "/favicon.ico")];

/// What a service worker must never be handed from its own cache, or need not keep.
const NOT_PRECACHED: [&str; 3] = ["sw.js", "robots.txt", "favicon.ico"];

/// A file ready to compress and serve.
#[derive(Debug, Clone)]
pub struct Stamped {
    pub path: String,
    pub content_type: &'static str,
    pub immutable: bool,
    pub bytes: Vec<u8>,
}

/// All of them, and the hash of the whole.
pub struct StampedShell {
    pub build: String,
    pub files: Vec<Stamped>,
}

/// Stamps every source, each after those it names.
pub fn stamp(sources: &[Source]) -> anyhow::Result<StampedShell> {
    let build = build_hash(sources);
    let mut stamper = Stamper { sources, build: &build, done: BTreeMap::new(), under_way: Vec::new() };
    for source in sources {
        stamper.stamp(source)?;
    }
    let files = stamper.done.into_values().collect();
    Ok(StampedShell { build, files })
}

fn build_hash(sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    for source in sources {
        hasher.update(source.name.as_bytes()).update(&[0]).update(blake3::hash(&source.bytes).as_bytes());
    }
    hasher.finalize().to_hex()[..HASH_DIGITS].to_owned()
}

struct Stamper<'a> {
    sources: &'a [Source],
    build: &'a str,
    /// By the source's name.
    done: BTreeMap<&'a str, Stamped>,
    /// The chain of names being stamped, to find a circle.
    under_way: Vec<&'a str>,
}

impl<'a> Stamper<'a> {
    /// Stamps a source, unless that is done already; gives its path.
    fn stamp(&mut self, source: &'a Source) -> anyhow::Result<String> {
        if let Some(stamped) = self.done.get(source.name.as_str()) {
            return Ok(stamped.path.clone());
        }
        ensure!(
            !self.under_way.contains(&source.name.as_str()),
            "these files name each other in a circle, so none can be named by its content: {} → {}",
            self.under_way.join(" → "),
            source.name
        );
        self.under_way.push(&source.name);
        let content_type = content_type(source)?;
        let bytes = match !source.generated && has_placeholders(content_type) {
            true => self.fill(source)?.into_bytes(),
            false => source.bytes.clone(),
        };
        self.under_way.pop();
        let fixed = FIXED.iter().find(|(name, _)| *name == source.name).map(|(_, path)| (*path).to_owned());
        let immutable = fixed.is_none();
        let path = match fixed {
            Some(path) => path,
            None => hashed_path(source, &bytes)?,
        };
        self.done.insert(&source.name, Stamped { path: path.clone(), content_type, immutable, bytes });
        Ok(path)
    }

    /// The text with each placeholder replaced.
    fn fill(&mut self, source: &'a Source) -> anyhow::Result<String> {
        let text = str::from_utf8(&source.bytes).with_context(|| format!("public/{} is not UTF-8", source.name))?;
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(found) = next_placeholder(rest) {
            out.push_str(&rest[..found.start]);
            let place = || place(source, text, text.len() - rest.len() + found.start);
            out.push_str(&self.value(source, &found).with_context(place)?);
            rest = &rest[found.end..];
        }
        out.push_str(rest);
        Ok(out)
    }

    fn value(&mut self, source: &Source, found: &Placeholder) -> anyhow::Result<String> {
        match found.name {
            "build" => Ok(self.build.to_owned()),
            "precache" => self.precache(&source.name),
            "later" => self.later(),
            "languages" => self.languages(),
            name => {
                let named = self.find(name)?;
                self.stamp(named)
            }
        }
    }

    fn find(&self, name: &str) -> anyhow::Result<&'a Source> {
        let exact = self.sources.iter().find(|source| source.name == name);
        let below = format!("/{name}");
        let mut by_ending = self.sources.iter().filter(|source| source.name.ends_with(&below));
        match (exact, by_ending.next(), by_ending.next()) {
            (Some(source), _, _) | (None, Some(source), None) => Ok(source),
            (None, Some(one), Some(other)) => bail!("{name} could be {} or {}", one.name, other.name),
            (None, None, _) => bail!("there is no file {name} in public/"),
        }
    }

    fn precache(&mut self, asking: &str) -> anyhow::Result<String> {
        let keep = |source: &&Source| {
            let name = source.name.as_str();
            let apart = NOT_PRECACHED.contains(&name) || LATER.contains(&name);
            !apart && source.language().is_none() && source.name != asking
        };
        let mut paths = Vec::new();
        for source in self.sources.iter().filter(keep) {
            paths.push(self.stamp(source)?);
        }
        paths.sort();
        Ok(serde_json::to_string(&paths)?)
    }

    fn later(&mut self) -> anyhow::Result<String> {
        let mut paths = Vec::new();
        for name in LATER {
            let source = self.find(name)?;
            paths.push(self.stamp(source)?);
        }
        Ok(serde_json::to_string(&paths)?)
    }

    fn languages(&mut self) -> anyhow::Result<String> {
        let mut paths = BTreeMap::new();
        for source in self.sources {
            if let Some(tag) = source.language() {
                paths.insert(tag, self.stamp(source)?);
            }
        }
        Ok(serde_json::to_string(&paths)?)
    }
}

/// A placeholder in a text; the range is in bytes.
struct Placeholder<'t> {
    name: &'t str,
    start: usize,
    end: usize,
}

fn next_placeholder(text: &str) -> Option<Placeholder<'_>> {
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let inside = &text[open + 2..];
        let length = inside.find("}}").filter(|length| is_name(&inside[..*length]));
        let Some(length) = length else {
            from = open + 2;
            continue;
        };
        let (name, end) = (&inside[..length], open + 2 + length + 2);
        let after = &text[end..];
        let in_comment = text[..open].ends_with("/*") && (after.starts_with("*/[]") || after.starts_with("*/{}"));
        return Some(match in_comment {
            true => Placeholder { name, start: open - 2, end: end + 4 },
            false => Placeholder { name, start: open, end },
        });
    }
    None
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "./_-".contains(letter))
}

/// `public/index.html, line 12`.
fn place(source: &Source, text: &str, at: usize) -> String {
    format!("public/{}, line {}", source.name, text[..at].matches('\n').count() + 1)
}

fn hashed_path(source: &Source, bytes: &[u8]) -> anyhow::Result<String> {
    let (stem, ending) = source.stem_and_ending()?;
    let hash = blake3::hash(bytes).to_hex();
    Ok(format!("/a/{stem}.{}.{ending}", &hash[..HASH_DIGITS]))
}

fn content_type(source: &Source) -> anyhow::Result<&'static str> {
    Ok(match source.stem_and_ending()?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        other => bail!("public/{}: nobody has said what kind of file .{other} is", source.name),
    })
}

/// Texts of the screens (JSON) and pictures have none.
fn has_placeholders(content_type: &str) -> bool {
    content_type.starts_with("text/") || matches!(content_type, "application/manifest+json" | "image/svg+xml")
}

#[cfg(test)]
#[path = "stamp_tests.rs"]
mod tests;
