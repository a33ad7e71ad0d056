//! Who may take part, judged as the form is filled in: the verdict, and for each rule why.

use leptos::prelude::*;
use model::registration::{Facts, Have, Registration, Rule, Ruling, Verdict, judge};

use super::form::Filling;
use crate::components::{Glyph, Icon, IconSize, Tag, Tone};
use crate::state::terms::use_terms;
use crate::state::words::{self, listed, number, t, t_with};

#[component]
pub fn Rules(filling: Filling, rules: StoredValue<Registration>, known: Facts) -> impl IntoView {
    if rules.with_value(|rules| rules.rules.is_empty()) {
        return None;
    }
    let lines = Memo::new(move |_| {
        rules.with_value(|rules| {
            let facts = filling.draft.with(|draft| draft.facts(rules, known.clone()));
            judge(&rules.rules, &facts).iter().map(line).collect::<Vec<_>>()
        })
    });
    let verdict = move || {
        let lines = lines.get();
        let can_not = lines.iter().any(|line| line.0 == Standing::NotMet);
        let open = lines.iter().any(|line| line.0 == Standing::Unknown);
        match (can_not, open) {
            (true, _) => (Tone::Kapok, t("rules.cannot")),
            (false, true) => (Tone::Sand, t("rules.unknown")),
            (false, false) => (Tone::Leaf, t("rules.can")),
        }
    };
    let row = |(standing, text): (Standing, String)| {
        let (glyph, class) = match standing {
            Standing::Met => (Glyph::Done, "rule rule--met"),
            Standing::NotMet => (Glyph::Warning, "rule rule--not"),
            Standing::Unknown => (Glyph::Info, "rule"),
        };
        view! { <li class=class><Icon glyph size=IconSize::Small/><span>{text}</span></li> }
    };
    Some(view! {
        <section class="rules" aria-label=t("rules.title")>
            {move || { let (tone, text) = verdict(); view! { <Tag tone text/> } }}
            <ul>{move || lines.get().into_iter().map(row).collect_view()}</ul>
        </section>
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Met,
    NotMet,
    Unknown,
}

fn line(verdict: &Verdict<'_>) -> (Standing, String) {
    let rule = said_rule(verdict.rule);
    match &verdict.ruling {
        Ruling::Met => (Standing::Met, rule),
        Ruling::Unknown => (Standing::Unknown, rule),
        Ruling::NotMet { have } => {
            (Standing::NotMet, t_with("rules.but", &[("rule", &rule), ("have", &said_have(have))]))
        }
    }
}

fn said_rule(rule: &Rule) -> String {
    match rule {
        Rule::AgeBetween { least, most, on } => {
            let day = words::day(*on);
            match (least, most) {
                (Some(least), Some(most)) => t_with(
                    "rules.age",
                    &[("least", &number(u64::from(*least))), ("most", &number(u64::from(*most))), ("day", &day)],
                ),
                (Some(least), None) => {
                    t_with("rules.age_least", &[("least", &number(u64::from(*least))), ("day", &day)])
                }
                (None, Some(most)) => t_with("rules.age_most", &[("most", &number(u64::from(*most))), ("day", &day)]),
                (None, None) => String::new(),
            }
        }
        Rule::CountryOneOf { countries } => {
            let names: Vec<String> = countries.iter().map(|code| words::country(code.as_str())).collect();
            t_with("rules.country", &[("list", &listed(names.iter().map(String::as_str)))])
        }
        Rule::GroupOneOf { groups } => {
            t_with("rules.group", &[("list", &listed(groups.iter().map(|key| key.as_str())))])
        }
        Rule::FieldOneOf { fields } => {
            let terms = use_terms();
            let names: Vec<String> = fields.iter().map(|key| terms.field(key.as_str())).collect();
            t_with("rules.field", &[("list", &listed(names.iter().map(String::as_str)))])
        }
        Rule::FoundedAfter { day } => t_with("rules.founded", &[("day", &words::day(*day))]),
        Rule::InWords { words: text } => text.best(&words::language().get_untracked()).1.as_str().to_owned(),
    }
}

fn said_have(have: &Have) -> String {
    match have {
        Have::Age(age) => t_with("rules.have_age", &[("age", &number(u64::from(*age)))]),
        Have::Country(code) => words::country(code.as_str()),
        Have::Group(key) => key.as_str().to_owned(),
        Have::Fields(keys) => {
            let terms = use_terms();
            let names: Vec<String> = keys.iter().map(|key| terms.field(key.as_str())).collect();
            listed(names.iter().map(String::as_str))
        }
        Have::Founded(day) => words::day(*day),
    }
}
