//! Demo agreements: two parties, signed at a meeting, often about a project.

use model::record::{Agreement, AgreementStatus, Detail, Record};
use model::{Kind, NameUse, RelationKind, Side};

use super::dice::Dice;
use super::institution::land_of;
use super::parts::{Parts, Subject, day, id_of, name, record, relation, text, topic};
use super::project::partner;
use super::sizes::Sizes;
use super::words::sentences;

const SALT: u64 = 5;
const KINDS: [(&str, &str); 4] = [
    ("Memorandum of understanding", "谅解备忘录"),
    ("Licence agreement", "许可协议"),
    ("Agreement on joint research", "联合研发协议"),
    ("Cooperation agreement", "合作协议"),
];

pub fn agreement(seed: u64, index: usize, sizes: &Sizes) -> Record {
    let mut dice = Dice::of(seed, SALT, index);
    let subject = topic(&mut dice);
    let (field, topic, topic_zh) = *subject;
    let (in_english, in_chinese) = *dice.pick(&KINDS);
    let chinese = partner(seed, sizes, true, &mut dice);
    let other = partner(seed, sizes, false, &mut dice);
    let mut relations = vec![
        relation(RelationKind::Party, id_of(seed, Kind::Institution, chinese), Some(Side::China)),
        relation(RelationKind::Party, id_of(seed, Kind::Institution, other), Some(Side::Asean)),
    ];
    if sizes.projects > 0 && dice.chance(70) {
        let project = dice.below(sizes.projects);
        relations.push(relation(RelationKind::PartOf, id_of(seed, Kind::Project, project), None));
    }
    if sizes.events > 0 && dice.chance(80) {
        let event = dice.below(sizes.events);
        relations.push(relation(RelationKind::Related, id_of(seed, Kind::Event, event), None));
    }
    let signed = day(&format!("{:04}-{:02}", dice.between(2013, 2021), dice.between(1, 12)));
    record(Parts {
        id: id_of(seed, Kind::Agreement, index),
        names: vec![
            name(&format!("{in_english} on {topic}"), "en", NameUse::Official),
            name(&format!("{topic_zh}{in_chinese}"), "zh-Hans", NameUse::Official),
        ],
        countries: vec![land_of(seed, chinese).code, land_of(seed, other).code],
        place: None,
        fields: vec![field],
        summary: text(&sentences::PROJECT, 2, &Subject { topic: subject, city: "Nanning", chinese: false }, &mut dice),
        relations,
        detail: Detail::Agreement(Agreement {
            status: Some(*dice.pick(&[AgreementStatus::Signed, AgreementStatus::InForce, AgreementStatus::Ended])),
            signed: Some(signed),
            ends: None,
        }),
    })
}
