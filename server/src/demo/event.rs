//! Demo events: meetings, trainings and shows of technology transfer; one third of them in ASEAN countries.

use model::record::{Detail, Event, EventForm, Record};
use model::{Day, Kind, List, NameUse, RelationKind, TimeZone};

use super::dice::Dice;
use super::parts::{Parts, Subject, day, id_of, name, place, record, relation, text, topic};
use super::project::partner;
use super::sizes::Sizes;
use super::words::lands::{ASEAN, CHINA, GUANGXI_CITIES};
use super::words::sentences;

const SALT: u64 = 4;
/// Every third event is abroad: nearly one third, as published.
const ABROAD_EVERY: usize = 3;

const FORMS: [(EventForm, &str, &str); 5] = [
    (EventForm::Matchmaking, "Business meeting", "对接会"),
    (EventForm::Training, "Training", "培训班"),
    (EventForm::Exhibition, "Exhibition", "展览"),
    (EventForm::Forum, "Forum", "论坛"),
    (EventForm::Conference, "Conference", "会议"),
];

pub fn event(seed: u64, index: usize, sizes: &Sizes) -> Record {
    let mut dice = Dice::of(seed, SALT, index);
    let subject = topic(&mut dice);
    let (field, topic, topic_zh) = *subject;
    let abroad = index % ABROAD_EVERY == ABROAD_EVERY - 1;
    let land = if abroad { &ASEAN[dice.below(ASEAN.len())] } else { &CHINA };
    let (place, city) = place(land, if abroad { usize::MAX } else { GUANGXI_CITIES }, &mut dice);
    let (form, in_english, in_chinese) = *dice.pick(&FORMS);
    let (begins, ends) = two_days(&mut dice);
    let organiser = partner(seed, sizes, true, &mut dice);
    record(Parts {
        id: id_of(seed, Kind::Event, index),
        names: vec![
            name(&format!("{in_english} on {topic}, {city} {}", begins.year()), "en", NameUse::Official),
            name(&format!("{}年{topic_zh}{in_chinese}", begins.year()), "zh-Hans", NameUse::Official),
        ],
        countries: vec![land.code],
        place: Some(place),
        fields: vec![field],
        summary: text(&sentences::EVENT, 3, &Subject { topic: subject, city, chinese: false }, &mut dice),
        relations: vec![relation(RelationKind::Organiser, id_of(seed, Kind::Institution, organiser), None)],
        detail: Detail::Event(Event {
            form,
            series: false,
            edition: None,
            begins: Some(begins),
            ends: Some(ends),
            zone: TimeZone::parse(if abroad { "Asia/Bangkok" } else { "Asia/Shanghai" }).ok(),
            sessions: List::none(),
            enterprises: Some(dice.between(20, 120)),
            projects: Some(dice.between(15, 90)),
            registration: None,
        }),
    })
}

/// Two days in a row, up to May 2022.
fn two_days(dice: &mut Dice) -> (Day, Day) {
    let year = dice.between(2013, 2022);
    let month = dice.between(1, if year == 2022 { 5 } else { 12 });
    let first = dice.between(1, 27);
    let of = |first: u32| day(&format!("{year:04}-{month:02}-{first:02}"));
    (of(first), of(first + 1))
}
