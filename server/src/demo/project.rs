//! Demo projects: a Chinese partner, a partner in ASEAN, a topic, and the enterprises that it served.

use model::record::{Detail, Direction, Project, ProjectForm, ProjectStatus, Record};
use model::{Kind, Name, NameUse, RelationKind, Side};

use super::dice::Dice;
use super::institution::land_of;
use super::parts::{Parts, Subject, day_in, id_of, name, place, record, relation, text, topic};
use super::sizes::Sizes;
use super::words::forms::{self, fill};
use super::words::lands::{ASEAN, Land};
use super::words::{field_label, sentences};

const SALT: u64 = 2;
/// How often a partner is looked for on the other side before any institution is taken.
const TRIES: usize = 24;

const FORMS: [(ProjectForm, &str, &str); 6] = [
    (ProjectForm::Transfer, "Transfer", "技术转移"),
    (ProjectForm::JointResearch, "Joint research", "联合研发"),
    (ProjectForm::Demonstration, "Demonstration", "示范"),
    (ProjectForm::JointLaboratory, "Joint laboratory", "联合实验室"),
    (ProjectForm::Centre, "Centre", "中心"),
    (ProjectForm::Park, "Park", "园区"),
];
/// Of 100 projects, how many are of each form.
const WEIGHTS: [usize; 6] = [44, 26, 22, 4, 2, 2];

pub fn project(seed: u64, index: usize, sizes: &Sizes) -> Record {
    let mut dice = Dice::of(seed, SALT, index);
    let subject = topic(&mut dice);
    let (field, topic, topic_zh) = *subject;
    let chinese = partner(seed, sizes, true, &mut dice);
    let other = partner(seed, sizes, false, &mut dice);
    let land = Some(land_of(seed, other)).filter(|land| land.code != "CN").unwrap_or(dice.pick(&ASEAN));
    let (form, in_english, in_chinese) = FORMS[weighted(&WEIGHTS, &mut dice)];
    let (place, city) = place(land, usize::MAX, &mut dice);
    let count = 1 + dice.below(3);
    let begins = day_in(dice.between(2013, 2022), &mut dice);
    let relations = vec![
        relation(RelationKind::Partner, id_of(seed, Kind::Institution, chinese), Some(Side::China)),
        relation(RelationKind::Partner, id_of(seed, Kind::Institution, other), Some(Side::Asean)),
    ];
    record(Parts {
        id: id_of(seed, Kind::Project, index),
        names: names(land, field, (topic, in_english), (topic_zh, in_chinese)),
        countries: vec!["CN", land.code],
        place: Some(place),
        fields: vec![field],
        summary: text(&sentences::PROJECT, count, &Subject { topic: subject, city, chinese: false }, &mut dice),
        relations,
        detail: Detail::Project(Project {
            form,
            status: Some(*dice.pick(&[ProjectStatus::Running, ProjectStatus::Running, ProjectStatus::Ended])),
            direction: Some(*dice.pick(&[
                Direction::Outbound,
                Direction::Outbound,
                Direction::Both,
                Direction::Inbound,
            ])),
            begins: Some(begins),
            ends: None,
            enterprises: Some(sizes.enterprises_of(index)),
        }),
    })
}

/// An institution of China, or of ASEAN, as far as the dice find one.
pub fn partner(seed: u64, sizes: &Sizes, chinese: bool, dice: &mut Dice) -> usize {
    let mut found = dice.below(sizes.members);
    for _ in 0..TRIES {
        if (land_of(seed, found).code == "CN") == chinese {
            break;
        }
        found = dice.below(sizes.members);
    }
    found
}

fn weighted(weights: &[usize], dice: &mut Dice) -> usize {
    let mut fallen = dice.below(weights.iter().sum());
    for (at, weight) in weights.iter().enumerate() {
        if fallen < *weight {
            return at;
        }
        fallen -= weight;
    }
    0
}

fn names(land: &Land, field: &str, english: (&str, &str), chinese: (&str, &str)) -> Vec<Name> {
    let mut names = vec![
        name(&format!("{}: {} (China–{})", english.1, english.0, land.english), "en", NameUse::Official),
        name(&format!("中国—{}{}{}", land.chinese, chinese.0, chinese.1), "zh-Hans", NameUse::Official),
    ];
    if let Some(label) = field_label(field, land.lang).filter(|_| land.lang != "en") {
        let values = [("{a}", forms::china(land.lang)), ("{b}", land.own), ("{f}", label)];
        names.push(name(&fill(forms::project(land.lang), &values), land.lang, NameUse::Label));
    }
    names
}
