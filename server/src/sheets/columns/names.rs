//! Names in cells. `Guangxi University 广西大学` is two names: they are told apart by their scripts. A tag in brackets
//! behind a name, `[zh]`, gives its language and says that the text is one name; `[und]` says so without a language.

use model::{LanguageTag, Line, Name, NameUse, Problem, Script};

use super::Remarked;
use super::notation::{self, Level};

/// Which names of a record a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameSlot {
    Official,
    /// A name in that language; none: names whose language is not known.
    Label(Option<LanguageTag>),
    Alias,
    Acronym,
    Former,
}

/// No language in particular.
const UNDETERMINED: &str = "und";

impl NameSlot {
    pub fn usage(&self) -> NameUse {
        match self {
            NameSlot::Official => NameUse::Official,
            NameSlot::Label(_) => NameUse::Label,
            NameSlot::Alias => NameUse::Alias,
            NameSlot::Acronym => NameUse::Acronym,
            NameSlot::Former => NameUse::Former,
        }
    }

    /// Whether a name of a record stands in this column.
    pub fn holds(&self, name: &Name) -> bool {
        match self {
            NameSlot::Label(lang) => name.usage == NameUse::Label && name.lang == *lang,
            NameSlot::Official | NameSlot::Alias | NameSlot::Acronym | NameSlot::Former => name.usage == self.usage(),
        }
    }

    fn lang(&self) -> Option<&LanguageTag> {
        match self {
            NameSlot::Label(lang) => lang.as_ref(),
            NameSlot::Official | NameSlot::Alias | NameSlot::Acronym | NameSlot::Former => None,
        }
    }
}

pub fn read(text: &str, slot: &NameSlot, remarks: &mut Vec<Remarked>) -> Result<Vec<Name>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut names = Vec::new();
    for entry in notation::split(text, Level::Entries).into_iter().filter(|entry| !entry.is_empty()) {
        let (texts, lang) = match tagged(&entry) {
            Some((text, lang)) => (vec![text.to_owned()], lang),
            None => (parts(&entry), slot.lang().cloned()),
        };
        if texts.len() > 1 {
            remarks.push(Remarked::NamesSplit { found: entry.clone(), read: texts.join(" + ") });
        }
        for (at, text) in texts.iter().enumerate() {
            match Line::parse(text) {
                Ok(line) => names.push(name(line, at, slot, lang.as_ref())),
                Err(problem) => problems.push(problem),
            }
        }
    }
    if problems.is_empty() { Ok(names) } else { Err(problems) }
}

pub fn show<'a>(names: impl Iterator<Item = &'a Name>, slot: &NameSlot) -> String {
    let entries = names.filter(|name| slot.holds(name)).map(|name| {
        let text = name.text.as_str();
        let is_plain = name.lang.as_ref() == slot.lang() && tagged(text).is_none() && parts(text).len() == 1;
        match &name.lang {
            _ if is_plain => text.to_owned(),
            Some(lang) => format!("{text} [{lang}]"),
            None => format!("{text} [{UNDETERMINED}]"),
        }
    });
    notation::join(entries, Level::Entries)
}

/// The first part is what the column says; a second one is a label in the language of its own letters.
fn name(text: Line, at: usize, slot: &NameSlot, lang: Option<&LanguageTag>) -> Name {
    let own = || Script::of(text.as_str()).only_language().and_then(|lang| LanguageTag::parse(lang).ok());
    let fits = |lang: &&LanguageTag| lang.fits(Script::of(text.as_str()));
    let usage = slot.usage();
    if at == 0 {
        return Name { lang: lang.cloned(), text, usage };
    }
    let usage = if usage == NameUse::Official { NameUse::Label } else { usage };
    Name { lang: lang.filter(fits).cloned().or_else(own), usage, text }
}

/// The text before a tag in brackets, and the tag.
fn tagged(entry: &str) -> Option<(&str, Option<LanguageTag>)> {
    let (text, tag) = entry.strip_suffix(']')?.rsplit_once('[')?;
    let tag = tag.trim();
    let lang = if tag == UNDETERMINED { None } else { Some(LanguageTag::parse(tag).ok()?) };
    Some((text.trim(), lang)).filter(|(text, _)| !text.is_empty())
}

/// One name, or two that stand together in two scripts: `A B`, `B (A)`, `A / B`.
fn parts(entry: &str) -> Vec<String> {
    let two = by_slash(entry).or_else(|| by_brackets(entry)).or_else(|| by_letters(entry));
    two.map_or_else(|| vec![entry.to_owned()], |(one, two)| vec![one.trim().to_owned(), two.trim().to_owned()])
}

fn by_slash(entry: &str) -> Option<(&str, &str)> {
    entry.split_once('/').or_else(|| entry.split_once('／')).filter(|(one, two)| are_two_names(one, two))
}

fn by_brackets(entry: &str) -> Option<(&str, &str)> {
    let inner = entry.strip_suffix([')', '）'])?;
    let at = inner.rfind(['(', '（'])?;
    let bracket = inner[at..].chars().next()?.len_utf8();
    Some((&inner[..at], &inner[at + bracket..])).filter(|(one, two)| are_two_names(one, two))
}

/// Where the script changes once, at a space or between a Latin and another letter.
fn by_letters(entry: &str) -> Option<(&str, &str)> {
    let letters: Vec<(usize, Script)> =
        entry.char_indices().filter_map(|(at, c)| Some((at, Script::of_char(c)?))).collect();
    let mut changes = letters.windows(2).filter(|pair| pair[0].1 != pair[1].1);
    let change = changes.next().filter(|_| changes.next().is_none())?;
    let between = &entry[change[0].0..change[1].0];
    let at = between.rfind(char::is_whitespace).map_or(change[1].0, |space| change[0].0 + space);
    // Brackets or digits between the two belong to one of them; which, cannot be told.
    let is_clean = !entry.contains(['(', ')', '（', '）', '[', ']', '/']);
    Some(entry.split_at(at)).filter(|(one, two)| is_clean && are_two_names(one, two))
}

/// Both are whole names in different scripts: an acronym or a single letter beside a name is part of it.
fn are_two_names(one: &str, two: &str) -> bool {
    const LEAST_LATIN: usize = 5;
    const LEAST_OTHER: usize = 2;
    let is_name = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        match Script::of(text) {
            Script::Latin => letters >= LEAST_LATIN && text.chars().any(char::is_lowercase),
            Script::Other => false,
            _ => letters >= LEAST_OTHER,
        }
    };
    Script::of(one) != Script::of(two) && is_name(one) && is_name(two)
}
