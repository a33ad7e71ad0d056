//! Demo institutions: members of the network and employers, named in the script of their country.

use model::record::{Detail, Institution, InstitutionKind, Membership, Network, Record};
use model::{Kind, LanguageTag, List, Name, NameUse, Prose, RelationKind};

use super::dice::Dice;
use super::parts::{self, Parts, Subject, day, day_in, id_of, line, list, name, place, record, relation, text};
use super::sizes::Sizes;
use super::words::forms::{self, KINDS, fill};
use super::words::lands::{ASEAN, CHINA, GUANGXI_CITIES, Land};
use super::words::natures::{NATURES, SYLLABLES, in_language};
use super::words::topics::Topic;
use super::words::{field_label, sentences};

const SALT: u64 = 1;
/// The network published that one third of its members are from ASEAN.
const ASEAN_PERCENT: usize = 33;
const COMPANY: usize = 7;
/// Members of the alliance among the Chinese members, in per cent.
const ALLIANCE_PERCENT: usize = 4;
/// Institutions related to another one, in per cent.
const RELATED_PERCENT: usize = 12;

/// The land of an institution. Others ask for it without making the whole record.
pub fn land_of(seed: u64, index: usize) -> &'static Land {
    let mut dice = Dice::of(seed, SALT, index);
    choose_land(&mut dice)
}

pub fn institution(seed: u64, index: usize, sizes: &Sizes) -> Record {
    let mut dice = Dice::of(seed, SALT, index);
    let land = choose_land(&mut dice);
    let topic = parts::topic(&mut dice);
    let field = topic.0;
    let second = parts::topic(&mut dice).0;
    let kind = if sizes.is_employer(index) { COMPANY } else { choose_kind(&mut dice) };
    let in_guangxi = land.code == "CN" && dice.chance(50);
    let (place, city) = place(land, if in_guangxi { GUANGXI_CITIES } else { usize::MAX }, &mut dice);
    let names = if kind == COMPANY && land.code == "CN" {
        company_names(field, city, &mut dice)
    } else {
        own_names(land, kind, field, city, &mut dice)
    };
    let relations = if kind != COMPANY && index > 0 && dice.chance(RELATED_PERCENT) {
        vec![relation(RelationKind::Related, id_of(seed, Kind::Institution, dice.below(index)), None)]
    } else {
        Vec::new()
    };
    record(Parts {
        id: id_of(seed, Kind::Institution, index),
        names,
        countries: vec![land.code],
        place: Some(place),
        fields: vec![field, second],
        summary: summary(land, topic, city, &mut dice),
        relations,
        detail: Detail::Institution(Institution {
            kinds: kinds(kind, &mut dice),
            established: Some(day(&dice.between(1950, 2020).to_string())),
            languages: languages(land),
            memberships: memberships(index, land, sizes, &mut dice),
            contact: None,
        }),
    })
}

fn choose_land(dice: &mut Dice) -> &'static Land {
    if !dice.chance(ASEAN_PERCENT) {
        return &CHINA;
    }
    let mut fallen = dice.below(ASEAN.iter().map(|land| land.weight).sum());
    for land in &ASEAN {
        if fallen < land.weight {
            return land;
        }
        fallen -= land.weight;
    }
    &ASEAN[0]
}

fn choose_kind(dice: &mut Dice) -> usize {
    let mut fallen = dice.below(KINDS.iter().map(|(_, weight)| weight).sum());
    for (at, (_, weight)) in KINDS.iter().enumerate() {
        if fallen < *weight {
            return at;
        }
        fallen -= weight;
    }
    0
}

fn kinds<const MOST: usize>(kind: usize, dice: &mut Dice) -> List<InstitutionKind, MOST> {
    let mut kinds = vec![KINDS[kind].0];
    if kind != COMPANY && dice.chance(15) {
        kinds.push(InstitutionKind::TransferAgency);
        kinds.dedup();
    }
    list(kinds)
}

/// Own script first, then English, then Chinese for some.
fn own_names(land: &Land, kind: usize, field: &str, city: &str, dice: &mut Dice) -> Vec<Name> {
    let nature = dice.pick(&NATURES);
    let in_words = |lang: &str| {
        let label = field_name(field, lang)?;
        Some(fill(forms::institution(lang, kind), &[("{n}", in_language(nature, lang)), ("{f}", &label)]))
    };
    let mut names = Vec::new();
    if let Some(own) = in_words(land.lang).filter(|_| land.lang != "en") {
        names.push(name(&own, land.lang, NameUse::Official));
    }
    let english = in_words("en").unwrap_or_else(|| in_language(nature, "en").to_owned());
    let usage = if names.is_empty() { NameUse::Official } else { NameUse::Label };
    names.push(name(&format!("{english}, {city}"), "en", usage));
    let chinese = in_words("zh-Hans").filter(|_| land.code != "CN" && (land.code == "SG" || dice.chance(35)));
    if let Some(chinese) = chinese {
        names.push(name(&format!("{}{chinese}", land.chinese), "zh-Hans", NameUse::Label));
    }
    names.push(Name { text: line(&acronym(&english)), lang: None, usage: NameUse::Acronym });
    names
}

fn company_names(field: &str, city: &str, dice: &mut Dice) -> Vec<Name> {
    let (first, second) = (dice.pick(&SYLLABLES), dice.pick(&SYLLABLES));
    let chinese = field_label(field, "zh-Hans").unwrap_or("科技");
    let english = field_name(field, "en").unwrap_or_else(|| "Technology".to_owned());
    let brand = format!("{}{}{}", first.0[..1].to_uppercase(), &first.0[1..], second.0);
    vec![
        name(&format!("{}{}{chinese}有限公司", first.1, second.1), "zh-Hans", NameUse::Official),
        name(&format!("{city} {brand} {english} Co., Ltd."), "en", NameUse::Label),
        name(&brand, "en", NameUse::Alias),
    ]
}

/// The label of a field as it stands inside a name: English writes it with capitals.
fn field_name(field: &str, lang: &str) -> Option<String> {
    let label = field_label(field, lang)?;
    if lang != "en" {
        return Some(label.to_owned());
    }
    let capital = |word: &str| match word {
        "and" => word.to_owned(),
        _ => word[..1].to_uppercase() + &word[1..],
    };
    Some(label.split(' ').map(capital).collect::<Vec<_>>().join(" "))
}

fn acronym(english: &str) -> String {
    english
        .split(|c: char| !c.is_alphabetic())
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect()
}

fn summary(land: &Land, topic: &Topic, city: &str, dice: &mut Dice) -> Prose {
    let chinese = land.code == "CN" && dice.chance(40);
    let count = 2 + dice.below(3);
    let table: &[&str] = if chinese { &sentences::CHINESE } else { &sentences::INSTITUTION };
    text(table, count, &Subject { topic, city, chinese }, dice)
}

fn languages<const MOST: usize>(land: &Land) -> List<LanguageTag, MOST> {
    let mut tags = vec![land.lang, "en"];
    tags.dedup();
    list(tags.iter().filter_map(|tag| LanguageTag::parse(tag).ok()).collect())
}

fn memberships<const MOST: usize>(index: usize, land: &Land, sizes: &Sizes, dice: &mut Dice) -> List<Membership, MOST> {
    if !sizes.is_member(index) {
        return List::none();
    }
    // The network began with the first forum in 2013.
    let year = dice.between(2013, 2025);
    let since = Some(day_in(year, dice));
    let mut of = vec![Membership { of: Network::TransferNetwork, since, until: None }];
    if land.code == "CN" && dice.chance(ALLIANCE_PERCENT) {
        of.push(Membership { of: Network::TransferAlliance, since: Some(day("2022-09")), until: None });
    }
    list(of)
}
