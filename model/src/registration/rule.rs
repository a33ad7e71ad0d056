//! Who may take part, as data: judged before the form is filled in, and explained.

use serde::{Deserialize, Serialize};

use super::PerLanguage;
use super::facts::{Facts, years_between};
use crate::text::List;
use crate::{CountryCode, Day, Line, TermKey, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    /// In full years on that day, both ends included.
    AgeBetween {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<u8>,
        on: Day,
    },
    CountryOneOf {
        countries: List<CountryCode, { limit::OPTIONS }>,
    },
    GroupOneOf {
        groups: List<TermKey, { limit::OPTIONS }>,
    },
    FieldOneOf {
        fields: List<TermKey, { limit::OPTIONS }>,
    },
    FoundedAfter {
        day: Day,
    },
    /// A rule that no program can judge. It is shown, and the organiser sees to it.
    InWords {
        words: PerLanguage<Line>,
    },
}

/// What came of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<'r> {
    pub rule: &'r Rule,
    pub ruling: Ruling,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    Met,
    NotMet {
        have: Have,
    },
    /// The fact is not known, or not exactly enough.
    Unknown,
}

/// What the person has instead of what the rule wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Have {
    Age(u16),
    Country(CountryCode),
    Group(TermKey),
    Fields(Vec<TermKey>),
    Founded(Day),
}

impl Rule {
    /// The word that JSON has for it.
    pub fn key(&self) -> &'static str {
        match self {
            Rule::AgeBetween { .. } => "age_between",
            Rule::CountryOneOf { .. } => "country_one_of",
            Rule::GroupOneOf { .. } => "group_one_of",
            Rule::FieldOneOf { .. } => "field_one_of",
            Rule::FoundedAfter { .. } => "founded_after",
            Rule::InWords { .. } => "in_words",
        }
    }

    fn judge(&self, facts: &Facts) -> Ruling {
        match self {
            Rule::AgeBetween { least, most, on } => age_between(*least, *most, facts.born, *on),
            Rule::CountryOneOf { countries } => one_of(countries, facts.country.as_ref(), Have::Country),
            Rule::GroupOneOf { groups } => one_of(groups, facts.group.as_ref(), Have::Group),
            Rule::FieldOneOf { fields } if facts.fields.iter().any(|field| fields.contains(field)) => Ruling::Met,
            Rule::FieldOneOf { .. } if facts.fields.is_empty() => Ruling::Unknown,
            Rule::FieldOneOf { .. } => Ruling::NotMet { have: Have::Fields(facts.fields.clone()) },
            Rule::FoundedAfter { day } => founded_after(*day, facts.founded),
            Rule::InWords { .. } => Ruling::Unknown,
        }
    }
}

/// One verdict a rule, in their order.
pub fn judge<'r>(rules: &'r [Rule], facts: &Facts) -> Vec<Verdict<'r>> {
    rules.iter().map(|rule| Verdict { rule, ruling: rule.judge(facts) }).collect()
}

/// Whether no rule speaks against them. What is not known does not.
pub fn is_eligible(rules: &[Rule], facts: &Facts) -> bool {
    rules.iter().all(|rule| !matches!(rule.judge(facts), Ruling::NotMet { .. }))
}

fn age_between(least: Option<u8>, most: Option<u8>, born: Option<Day>, on: Day) -> Ruling {
    let Some(born) = born else { return Ruling::Unknown };
    let (youngest, oldest) = years_between(born, on);
    let (least, most) = (least.map_or(0, u16::from), most.map_or(u16::MAX, u16::from));
    if least <= youngest && oldest <= most {
        return Ruling::Met;
    }
    if oldest < least {
        return Ruling::NotMet { have: Have::Age(oldest) };
    }
    if youngest > most {
        return Ruling::NotMet { have: Have::Age(youngest) };
    }
    Ruling::Unknown
}

fn one_of<T: Clone + PartialEq>(wanted: &[T], have: Option<&T>, name: impl Fn(T) -> Have) -> Ruling {
    match have {
        None => Ruling::Unknown,
        Some(have) if wanted.contains(have) => Ruling::Met,
        Some(have) => Ruling::NotMet { have: name(have.clone()) },
    }
}

fn founded_after(day: Day, founded: Option<Day>) -> Ruling {
    let Some(founded) = founded else { return Ruling::Unknown };
    if founded.first_day_number() > day.last_day_number() {
        return Ruling::Met;
    }
    if founded.last_day_number() <= day.last_day_number() {
        return Ruling::NotMet { have: Have::Founded(founded) };
    }
    Ruling::Unknown
}
