//! The one form that an imported record has: names, ids, links and relations in a set order, wrong language tags
//! mended, nothing twice. Sheets cannot keep another order, and what is exported must import again without a change.

use model::record::Record;
use model::relation::Side;
use model::text::List;
use model::{ForeignId, LanguageTag, Name, NameUse, RelationKind, Script};

use super::issue::Remark;

/// Brings a record into its normal form; says which language tags were wrong.
pub fn normal(mut record: Record) -> (Record, Vec<Remark>) {
    let mut remarks = Vec::new();
    let names = Vec::from(record.names).into_iter().map(|name| with_fitting_tag(name, &mut remarks)).collect();
    record.names = kept(names_in_order(names));
    record.ids = kept(ids_in_order(record.ids.into()));
    let mut links = Vec::from(record.links);
    links.sort_by_key(|link| link.usage);
    record.links = kept(once(links));
    let mut relations = Vec::from(record.relations);
    relations.sort_by_key(|relation| order_of(relation.kind, relation.side));
    record.relations = kept(once(relations));
    (record, remarks)
}

/// The tag if the letters bear it out, else the only language of the script, else none. Latin letters stand in names
/// of every script (`智谱ai`), so one letter of the language's own script is enough for its tag.
pub fn fitting_tag(tag: Option<LanguageTag>, text: &str) -> Option<LanguageTag> {
    let script = Script::of(text);
    let has_own_letter = |tag: &LanguageTag| {
        let others = text.chars().filter_map(Script::of_char).filter(|script| *script != Script::Latin);
        script == Script::Latin && others.into_iter().any(|script| tag.fits(script))
    };
    match tag {
        Some(tag) if script != Script::Other && !tag.fits(script) && !has_own_letter(&tag) => {
            script.only_language().and_then(|language| LanguageTag::parse(language).ok())
        }
        tag => tag,
    }
}

/// Official names first, then labels by language, aliases, acronyms, former names. A name that another already says
/// in the same language, or without one, is left out.
pub fn names_in_order(names: Vec<Name>) -> Vec<Name> {
    let mut names = names;
    names.sort_by(|a, b| (a.usage, language_order(a)).cmp(&(b.usage, language_order(b))));
    let mut seen: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let said = seen.iter().any(|other| other.text == name.text && (other.lang == name.lang || name.lang.is_none()));
        if !said {
            seen.push(name);
        }
    }
    seen
}

/// Where a relation stands among those of its record.
pub fn order_of(kind: RelationKind, side: Option<Side>) -> (RelationKind, Option<Side>) {
    match kind {
        RelationKind::Partner => (kind, side),
        _ => (kind, None),
    }
}

/// English, Chinese, then by tag; only labels are sorted by language.
fn language_order(name: &Name) -> (u8, &str) {
    if name.usage != NameUse::Label {
        return (0, "");
    }
    match name.lang.as_ref().map(LanguageTag::as_str) {
        Some("en") => (0, ""),
        Some(tag) if tag == "zh" || tag.starts_with("zh-") => (1, tag),
        Some(tag) => (2, tag),
        None => (3, ""),
    }
}

fn with_fitting_tag(name: Name, remarks: &mut Vec<Remark>) -> Name {
    let tag = fitting_tag(name.lang.clone(), name.text.as_str());
    if let Some(found) = &name.lang
        && tag.as_ref() != Some(found)
    {
        let read = tag.as_ref().map_or_else(|| "none".to_owned(), LanguageTag::to_string);
        remarks.push(Remark::TagCorrected { found: found.to_string(), text: name.text.to_string(), read });
    }
    Name { lang: tag, ..name }
}

/// ROR ids first; the others stay as they are.
fn ids_in_order(ids: Vec<ForeignId>) -> Vec<ForeignId> {
    let mut ids = ids;
    ids.sort_by_key(|id| id.scheme() != "ror");
    once(ids)
}

fn once<T: PartialEq>(entries: Vec<T>) -> Vec<T> {
    let mut seen: Vec<T> = Vec::with_capacity(entries.len());
    for entry in entries {
        if !seen.contains(&entry) {
            seen.push(entry);
        }
    }
    seen
}

/// A list that has not grown.
fn kept<T, const MOST: usize>(entries: Vec<T>) -> List<T, MOST> {
    List::parse(entries).expect("sorting and leaving out make no list longer")
}
