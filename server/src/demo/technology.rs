//! Demo technologies: offers chosen into the special action of 1,000 technologies, and needs from ASEAN.

use model::amount::Trl;
use model::record::{Detail, IpStatus, Maturity, OfferOrNeed, Record, Technology, Terms};
use model::{CountryCode, Kind, NameUse, RelationKind};

use super::dice::Dice;
use super::institution::land_of;
use super::parts::{Parts, Subject, day_in, id_of, line, list, name, record, relation, text, topic};
use super::project::partner;
use super::sizes::Sizes;
use super::words::lands::{ASEAN, CHINA};
use super::words::sentences;

const SALT: u64 = 3;
pub const COLLECTION: &str = "1,000 technologies special action";
const NEED_PERCENT: usize = 15;

const IP: [IpStatus; 5] = [
    IpStatus::PatentGranted,
    IpStatus::PatentGranted,
    IpStatus::PatentFiled,
    IpStatus::KnowHow,
    IpStatus::PlantVariety,
];
const TERMS: [Terms; 6] =
    [Terms::Licence, Terms::Sale, Terms::JointDevelopment, Terms::Service, Terms::Investment, Terms::Training];
const SETS: [(&str, &str); 5] = [
    ("Equipment", "成套设备"),
    ("Process", "工艺"),
    ("Software", "软件"),
    ("Method", "方法"),
    ("Complete solution", "整体方案"),
];

pub fn technology(seed: u64, index: usize, sizes: &Sizes) -> Record {
    let mut dice = Dice::of(seed, SALT, index);
    let subject = topic(&mut dice);
    let (field, topic, topic_zh) = *subject;
    let need = dice.chance(NEED_PERCENT);
    let owner = partner(seed, sizes, !need, &mut dice);
    let land = land_of(seed, owner);
    let (set, set_zh) = *dice.pick(&SETS);
    let count = 2 + dice.below(3);
    let names = if need {
        vec![
            name(&format!("Wanted: {topic}"), "en", NameUse::Official),
            name(&format!("需求:{topic_zh}"), "zh-Hans", NameUse::Official),
        ]
    } else {
        vec![
            name(&format!("{set} for {topic}"), "en", NameUse::Official),
            name(&format!("{topic_zh}{set_zh}"), "zh-Hans", NameUse::Official),
        ]
    };
    record(Parts {
        id: id_of(seed, Kind::Technology, index),
        names,
        countries: vec![land.code],
        place: None,
        fields: vec![field],
        summary: text(
            &sentences::TECHNOLOGY,
            count,
            &Subject { topic: subject, city: land.cities[0].0, chinese: false },
            &mut dice,
        ),
        relations: vec![relation(RelationKind::Owner, id_of(seed, Kind::Institution, owner), None)],
        detail: Detail::Technology(detail(need, &mut dice)),
    })
}

fn detail(need: bool, dice: &mut Dice) -> Technology {
    let from = dice.between(4, 8) as u8;
    let level = |level: u8| Trl::parse(level).expect("4 to 9 are levels");
    let trl = if need { Maturity::parse(level(from), level(9)) } else { Maturity::parse(level(from), level(from)) };
    let mut terms = vec![*dice.pick(&TERMS), *dice.pick(&TERMS)];
    terms.dedup();
    let codes = if need { vec![CHINA.code] } else { vec![dice.pick(&ASEAN[..5]).code, dice.pick(&ASEAN[5..]).code] };
    Technology {
        side: if need { OfferOrNeed::Need } else { OfferOrNeed::Offer },
        trl: trl.ok(),
        ip: (!need).then(|| *dice.pick(&IP)),
        terms: list(terms),
        targets: list(codes.iter().filter_map(|code| CountryCode::parse(code).ok()).collect()),
        collection: (!need).then(|| line(COLLECTION)),
        benefit: None,
        closes: need.then(|| day_in(2027, dice)),
    }
}
