//! Relations, links and foreign ids in cells.
//!
//! A relation is `label <ids>`, where ids are the record's own id, an address at ror.org, or `scheme:value`; the side of
//! a partner may follow in brackets. A label alone names a record that is held. A link is `label <address>` or the
//! address.

use model::relation::Side;
use model::source::{Link, LinkUse};
use model::{ForeignId, Line, Problem, RecordId, Relation, RelationKind, Url};

use super::notation::{self, Level};
use crate::sheets::columns::words;

/// A relation as a cell has it. Without a target it is only a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    pub kind: RelationKind,
    pub target: Option<RecordId>,
    pub side: Option<Side>,
    pub foreign: Option<ForeignId>,
    pub label: Option<Line>,
}

const ROR: &str = "https://ror.org/";

pub fn read(text: &str, kind: RelationKind, side: Option<Side>) -> Result<Vec<Pointer>, Vec<Problem>> {
    each(text, |entry| pointer(entry, kind, side))
}

fn pointer(entry: &str, kind: RelationKind, side: Option<Side>) -> Result<Pointer, Problem> {
    let (entry, own_side) = with_side(entry);
    let side = own_side.or(side);
    let (label, ids) = bracketed(entry);
    let mut pointer = Pointer { kind, target: None, side, foreign: None, label: None };
    for id in ids.split_whitespace() {
        match RecordId::parse(id) {
            Ok(id) => pointer.target = Some(id),
            Err(_) => pointer.foreign = Some(foreign(id)?),
        }
    }
    pointer.label = if label.is_empty() { None } else { Some(Line::parse(label)?) };
    if pointer.target.is_none() {
        pointer.target = pointer.foreign.as_ref().map(ForeignId::record_id);
    }
    Ok(pointer)
}

pub fn show<'a>(relations: impl Iterator<Item = &'a Relation>, side_of_column: Option<Side>) -> String {
    let entries = relations.map(|relation| {
        let derived = relation.foreign.as_ref().map(ForeignId::record_id);
        let target = (derived != Some(relation.target)).then(|| relation.target.to_string());
        let ids: Vec<String> = target.into_iter().chain(relation.foreign.as_ref().map(show_foreign)).collect();
        let label = relation.label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
        let side = match relation.side {
            Some(side) if side_of_column.is_none() => format!(" [{}]", words::of_side(side)),
            Some(_) | None => String::new(),
        };
        format!("{label}<{}>{side}", ids.join(" "))
    });
    notation::join(entries, Level::Entries)
}

pub fn read_links(text: &str, usage: LinkUse) -> Result<Vec<Link>, Vec<Problem>> {
    each(text, |entry| {
        let (label, url) = bracketed(entry);
        // What is neither in brackets nor like an address is meant as one all the same.
        let (label, url) = if url.is_empty() { ("", label) } else { (label, url) };
        let label = if label.is_empty() { None } else { Some(Line::parse(label)?) };
        let is_bare = !url.contains("://") && url.contains('.') && !url.contains(char::is_whitespace);
        let url = if is_bare { format!("https://{url}") } else { url.to_owned() };
        Ok(Link { usage, url: Url::parse(&url)?, label })
    })
}

pub fn show_links<'a>(links: impl Iterator<Item = &'a Link>) -> String {
    let entries = links.map(|link| match &link.label {
        Some(label) => format!("{label} <{}>", link.url),
        None => link.url.to_string(),
    });
    notation::join(entries, Level::Entries)
}

pub fn read_ids(text: &str, scheme: Option<&str>) -> Result<Vec<ForeignId>, Vec<Problem>> {
    each(text, |entry| match scheme {
        Some("ror") => ForeignId::parse("ror", &full_ror(entry)),
        Some(scheme) => ForeignId::parse(scheme, entry),
        None => foreign(entry),
    })
}

pub fn show_ids<'a>(ids: impl Iterator<Item = &'a ForeignId>, scheme: Option<&str>) -> String {
    let entries = ids.map(|id| match scheme {
        Some(_) => id.value().to_owned(),
        None => format!("{}:{}", escaped(id.scheme(), &['%', ':']), escaped(id.value(), &['%'])),
    });
    notation::join(entries, Level::Entries)
}

fn each<T>(text: &str, read: impl Fn(&str) -> Result<T, Problem>) -> Result<Vec<T>, Vec<Problem>> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for entry in notation::split(text, Level::Entries).iter().filter(|entry| !entry.is_empty()) {
        match read(entry) {
            Ok(value) => found.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// What stands before `<…>` at the end, and what stands in it. Without: an id or an address alone, or a label alone.
fn bracketed(entry: &str) -> (&str, &str) {
    let inside = entry.strip_suffix('>').and_then(|entry| entry.rsplit_once('<'));
    match inside {
        Some((label, ids)) => (label.trim(), ids.trim()),
        None if RecordId::parse(entry).is_ok() || entry.contains("://") || is_host(entry) => ("", entry),
        None => (entry, ""),
    }
}

/// `www.gxu.edu.cn`, `ror.org/02c9qn167`: no spaces, and a dot with letters on both sides.
fn is_host(entry: &str) -> bool {
    let head = entry.split('/').next().unwrap_or_default();
    let parts: Vec<&str> = head.split('.').collect();
    parts.len() >= 2
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
}

fn with_side(entry: &str) -> (&str, Option<Side>) {
    let inside = entry.strip_suffix(']').and_then(|entry| entry.rsplit_once('['));
    match inside.and_then(|(rest, side)| Some((rest.trim(), words::side(side)?))) {
        Some((rest, side)) => (rest, Some(side)),
        None => (entry, None),
    }
}

fn full_ror(entry: &str) -> String {
    let tail = entry.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    format!("{ROR}{}", tail.to_ascii_lowercase())
}

/// `https://ror.org/…`, or `scheme:value`.
fn foreign(text: &str) -> Result<ForeignId, Problem> {
    if text.starts_with(ROR) || text.starts_with("ror.org/") {
        return ForeignId::parse("ror", &full_ror(text));
    }
    let wrong = || Problem::not(text, "an id: a record's own id, https://ror.org/…, or scheme:value");
    let (scheme, value) = text.split_once(':').ok_or_else(wrong)?;
    ForeignId::parse(&decoded(scheme), &decoded(value))
}

fn show_foreign(id: &ForeignId) -> String {
    let is_plain_ror = id.scheme() == "ror" && full_ror(id.value()) == id.value();
    if is_plain_ror { id.value().to_owned() } else { encoded(id) }
}

/// `scheme:value`, so that it can stand between others: what would end it is written as `%20`.
fn encoded(id: &ForeignId) -> String {
    const ODD: [char; 7] = ['%', ' ', '<', '>', ':', '[', ']'];
    format!("{}:{}", escaped(id.scheme(), &ODD), escaped(id.value(), &['%', ' ', '<', '>', '[', ']']))
}

fn escaped(text: &str, odd: &[char]) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if odd.contains(&c) {
            out.push_str(&format!("%{:02X}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let code = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii);
        match code {
            Some(code) => {
                out.push(char::from(code));
                rest = &after[2..];
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out + rest
}
