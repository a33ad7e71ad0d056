//! Parts that all demo records share: ids by number, names, source, places, and text put together from sentences.

use model::record::{Detail, Record};
use model::{
    Day, Kind, LanguageTag, Line, List, Name, NameUse, Place, Point, Prose, RecordId, Relation, RelationKind, Side,
    Source, Standing, TermKey,
};

use super::dice::Dice;
use super::words::lands::{ASEAN, GUANGXI_CITIES, Land};
use super::words::sentences::{CONDITIONS, GROUPS, MEANS};
use super::words::topics::{TOPICS, Topic};

/// The day that all demo records were "verified": the day this set was written. Never today: there is no clock here.
pub const MADE_ON: &str = "2026-11-21";
/// Marks every record as made up.
const SOURCE: &str = "Synthetic demonstration data";
const FITS: &str = "the word tables are within the limits, as the tests show";

/// The id of the record `index` of a kind in the set of a seed.
pub fn id_of(seed: u64, kind: Kind, index: usize) -> RecordId {
    RecordId::derived("demo", &format!("{seed}/{kind}/{index}"))
}

pub fn line(text: &str) -> Line {
    Line::parse(text).expect(FITS)
}

pub fn prose(text: &str) -> Prose {
    Prose::parse(text).expect(FITS)
}

pub fn day(text: &str) -> Day {
    Day::parse(text).expect(FITS)
}

/// A day of that year; no month has fewer than 28.
pub fn day_in(year: u32, dice: &mut Dice) -> Day {
    day(&format!("{year:04}-{:02}-{:02}", dice.between(1, 12), dice.between(1, 28)))
}

pub fn list<T, const MOST: usize>(entries: Vec<T>) -> List<T, MOST> {
    List::parse(entries).expect(FITS)
}

pub fn name(text: &str, lang: &str, usage: NameUse) -> Name {
    Name { text: line(text), lang: Some(LanguageTag::parse(lang).expect(FITS)), usage }
}

pub fn relation(kind: RelationKind, target: RecordId, side: Option<Side>) -> Relation {
    Relation { kind, target, side, foreign: None, label: None }
}

/// A city of the land, and its place. `cities` limits the choice to the first ones.
pub fn place(land: &Land, cities: usize, dice: &mut Dice) -> (Place, &'static str) {
    let chosen = dice.below(cities.min(land.cities.len()));
    let (city, latitude, longitude) = land.cities[chosen];
    // Within about ten kilometres, so that a map does not show one point.
    let near = |degrees: f64, dice: &mut Dice| degrees + (dice.below(2_001) as f64 - 1_000.0) / 10_000.0;
    let point = Point::parse(near(latitude, dice), near(longitude, dice)).expect(FITS);
    let region = (land.code == "CN" && chosen < GUANGXI_CITIES).then(|| line("Guangxi"));
    (Place { city: Some(line(city)), region, point: Some(point) }, city)
}

pub fn topic(dice: &mut Dice) -> &'static Topic {
    dice.pick(&TOPICS)
}

/// What the gaps of a text are filled with.
pub struct Subject<'a> {
    pub topic: &'a Topic,
    pub city: &'a str,
    pub chinese: bool,
}

/// Different sentences of a table, `count` of them, each gap filled anew.
pub fn text(table: &[&str], count: usize, subject: &Subject, dice: &mut Dice) -> Prose {
    let first = dice.below(table.len());
    let step = 1 + dice.below(table.len() - 1);
    let mut chosen: Vec<usize> = Vec::new();
    for at in (0..count).map(|turn| (first + turn * step) % table.len()) {
        if !chosen.contains(&at) {
            chosen.push(at);
        }
    }
    let sentences: Vec<String> = chosen.into_iter().map(|at| filled(table[at], subject, dice)).collect();
    prose(&sentences.join(if subject.chinese { "" } else { " " }))
}

fn filled(sentence: &str, subject: &Subject, dice: &mut Dice) -> String {
    let mut parts = sentence.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (gap, rest) = part.split_once('}').unwrap_or(("", part));
        text.push_str(&filling(gap, subject, dice));
        text.push_str(rest);
    }
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn filling(gap: &str, subject: &Subject, dice: &mut Dice) -> String {
    let word = |pair: (&str, &str)| if subject.chinese { pair.1.to_owned() } else { pair.0.to_owned() };
    let of_topic = |topic: &Topic| word((topic.1, topic.2));
    match gap {
        "t" => of_topic(subject.topic),
        "u" => of_topic(dice.pick(&TOPICS)),
        "m" => word(*dice.pick(&MEANS)),
        "g" => word(*dice.pick(&GROUPS)),
        "q" => word(*dice.pick(&CONDITIONS)),
        "c" => subject.city.to_owned(),
        "d" => {
            let land = dice.pick(&ASEAN);
            dice.pick(land.cities).0.to_owned()
        }
        "y" => dice.between(2009, 2025).to_string(),
        "s" => dice.between(2, 9).to_string(),
        "x" => dice.between(10, 60).to_string(),
        _ => dice.between(80, 950).to_string(),
    }
}

/// What a record of the demo set is made of; the rest is the same for all.
pub struct Parts {
    pub id: RecordId,
    pub names: Vec<Name>,
    pub countries: Vec<&'static str>,
    pub place: Option<Place>,
    pub fields: Vec<&'static str>,
    pub summary: Prose,
    pub relations: Vec<Relation>,
    pub detail: Detail,
}

pub fn record(parts: Parts) -> Record {
    let mut fields = parts.fields;
    fields.dedup();
    let mut countries = parts.countries;
    countries.dedup();
    Record {
        id: parts.id,
        names: list(parts.names),
        countries: list(countries.iter().map(|code| model::CountryCode::parse(code).expect(FITS)).collect()),
        place: parts.place,
        fields: list(fields.iter().map(|key| TermKey::parse(key).expect(FITS)).collect()),
        standing: Standing::Active,
        summary: Some(parts.summary),
        links: List::none(),
        ids: List::none(),
        relations: list(parts.relations),
        source: Source { title: line(SOURCE), url: None, published: Some(day(MADE_ON)) },
        verified_on: day(MADE_ON),
        demo: true,
        detail: parts.detail,
    }
}
