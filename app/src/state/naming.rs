//! Which of a record's names to show: one as the title, in the reader's language where there is one, and beside it the
//! name that the thing gives itself. Names are never translated; both are shown.

use catalogue::card::CardName;
use model::{LanguageTag, Script};

/// A name, its number among the record's names, and the language to show it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picked<'a> {
    pub at: usize,
    pub text: &'a str,
    pub lang: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    pub title: Picked<'a>,
    /// What it calls itself, if that is another text than the title.
    pub own: Option<Picked<'a>>,
    /// All names that are neither of the two.
    pub others: Vec<Picked<'a>>,
}

impl<'a> Shown<'a> {
    /// The name whose first letter stands for the thing.
    pub fn emblem(&self) -> Picked<'a> {
        self.own.unwrap_or(self.title)
    }
}

/// Chooses for a reader of that language. None: it has no name at all.
pub fn choose<'a>(names: &'a [CardName], reader: &str) -> Option<Shown<'a>> {
    let all: Vec<Picked<'a>> = names.iter().enumerate().map(|(at, name)| picked(at, name)).collect();
    let with_use = |usage: &'static str| all.iter().copied().filter(move |pick| names[pick.at].usage == usage);
    let proper = || with_use("official").chain(with_use("label"));
    let speaks = |pick: &Picked<'a>, language: &str| pick.lang.map(primary) == Some(primary(language));
    let title = proper()
        .find(|pick| speaks(pick, reader))
        .or_else(|| proper().find(|pick| speaks(pick, "en")))
        .or_else(|| proper().next())
        .or(all.first().copied())?;
    let own = with_use("official").find(|pick| !speaks(pick, "en")).or_else(|| with_use("official").next());
    let own = own.filter(|own| own.text != title.text);
    let shown = |pick: &Picked<'a>| pick.text == title.text || own.is_some_and(|own| own.text == pick.text);
    let others = all.iter().copied().filter(|pick| !shown(pick)).collect();
    Some(Shown { title, own, others })
}

fn picked(at: usize, name: &CardName) -> Picked<'_> {
    Picked { at, text: &name.text, lang: language(name) }
}

/// The language to show a name in: its tag where the letters bear it out, else what the letters say.
fn language(name: &CardName) -> Option<&str> {
    let script = Script::of(&name.text);
    let tag = name.lang.as_deref();
    let fits = tag.and_then(|tag| LanguageTag::parse(tag).ok()).is_some_and(|tag| tag.fits(script));
    if fits { tag } else { script.only_language() }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, lang: &str, usage: &str) -> CardName {
        CardName { text: text.into(), usage: usage.into(), lang: Some(lang.into()) }
    }

    fn university() -> Vec<CardName> {
        vec![
            name("มหาวิทยาลัยขอนแก่น", "th", "official"),
            name("Khon Kaen University", "en", "official"),
            name("孔敬大学", "zh-Hans", "label"),
            name("KKU", "en", "acronym"),
        ]
    }

    #[test]
    fn the_reader_sees_their_own_language_and_the_own_script_beside_it() {
        let names = university();
        let english = choose(&names, "en").unwrap();
        assert_eq!((english.title.text, english.own.unwrap().text), ("Khon Kaen University", "มหาวิทยาลัยขอนแก่น"));
        let chinese = choose(&names, "zh-Hans").unwrap();
        assert_eq!((chinese.title.text, chinese.own.unwrap().lang), ("孔敬大学", Some("th")));
        assert_eq!(chinese.others.iter().map(|pick| pick.text).collect::<Vec<_>>(), ["Khon Kaen University", "KKU"]);
    }

    #[test]
    fn a_language_without_a_name_falls_back_to_english_and_then_to_the_own_name() {
        let names = university();
        assert_eq!(choose(&names, "vi").unwrap().title.text, "Khon Kaen University");
        assert_eq!(choose(&names[..1], "vi").unwrap().title.text, "มหาวิทยาลัยขอนแก่น");
        assert_eq!(choose(&names[..1], "vi").unwrap().own, None);
    }

    #[test]
    fn a_wrong_language_tag_is_corrected_by_the_letters() {
        let names = [name("ມະຫາວິທະຍາໄລແຫ່ງຊາດ", "en", "official"), name("National University", "en", "label")];
        let shown = choose(&names, "en").unwrap();
        assert_eq!(shown.title.text, "National University");
        assert_eq!(shown.own.unwrap().lang, Some("lo"));
    }
}
