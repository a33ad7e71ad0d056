//! Demo positions of the employers.

use model::record::{Degree, Detail, Position, Record};
use model::{Kind, LanguageTag, List, NameUse, RelationKind};

use super::dice::Dice;
use super::institution::land_of;
use super::parts::{Parts, Subject, day_in, id_of, list, name, place, record, relation, text, topic};
use super::sizes::Sizes;
use super::words::lands::Land;
use super::words::sentences;
use super::words::topics::JOBS;

const SALT: u64 = 6;
const DEGREES: [Degree; 5] = [Degree::Vocational, Degree::Bachelor, Degree::Bachelor, Degree::Master, Degree::Doctor];

pub fn position(seed: u64, index: usize, sizes: &Sizes) -> Record {
    let mut dice = Dice::of(seed, SALT, index);
    let subject = topic(&mut dice);
    let (field, topic, topic_zh) = *subject;
    let (job, job_zh) = *dice.pick(&JOBS);
    let employer = employer_of(index, sizes, &mut dice);
    let land = land_of(seed, employer);
    let (place, city) = place(land, usize::MAX, &mut dice);
    let count = 2 + dice.below(3);
    let summary = text(&sentences::POSITION, count, &Subject { topic: subject, city, chinese: false }, &mut dice);
    record(Parts {
        id: id_of(seed, Kind::Position, index),
        names: vec![
            name(&format!("{job}, {topic}"), "en", NameUse::Official),
            name(&format!("{job_zh}（{topic_zh}）"), "zh-Hans", NameUse::Official),
        ],
        countries: vec![land.code],
        place: Some(place),
        fields: vec![field],
        summary,
        relations: vec![relation(RelationKind::Employer, id_of(seed, Kind::Institution, employer), None)],
        detail: Detail::Position(Position {
            places: Some(dice.between(1, 6)),
            degree: Some(*dice.pick(&DEGREES)),
            languages: languages(land),
            duration_months: if dice.chance(30) { list(vec![6, 12]) } else { List::none() },
            closes: Some(day_in(2027, &mut dice)),
        }),
    })
}

fn languages<const MOST: usize>(land: &Land) -> List<LanguageTag, MOST> {
    let mut tags = vec!["en", land.lang];
    tags.dedup();
    list(tags.iter().filter_map(|tag| LanguageTag::parse(tag).ok()).collect())
}

/// Each employer has one position before any has a second; the rest fall as they may.
fn employer_of(index: usize, sizes: &Sizes, dice: &mut Dice) -> usize {
    let turn = if index < sizes.employers { index } else { dice.below(sizes.employers) };
    sizes.first_employer() + turn
}
