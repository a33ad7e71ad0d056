//! Which registrations a list shows: by state, group and country, and by words in any script. Pure.

use std::collections::BTreeMap;

use catalogue::text::fold;
use model::view::{AskedOf, Desk, Standing};
use model::{CountryCode, TermKey};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// As it was typed.
    pub text: String,
    pub standing: Option<Standing>,
    pub group: Option<TermKey>,
    pub country: Option<CountryCode>,
}

/// What there is to choose from, each with how many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    pub all: usize,
    pub standings: Vec<(Standing, usize)>,
    pub groups: Vec<(TermKey, usize)>,
    pub countries: Vec<(CountryCode, usize)>,
}

impl Filter {
    /// Those that are shown, in the order in which they registered.
    pub fn shown<'d>(&self, desk: &'d Desk) -> Vec<&'d AskedOf> {
        let folded = fold(&self.text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        desk.people.iter().filter(|person| self.takes(person) && has_words(person, &words)).collect()
    }

    fn takes(&self, person: &AskedOf) -> bool {
        let view = &person.view;
        self.standing.is_none_or(|standing| Standing::of(view.state) == standing)
            && self.group.as_ref().is_none_or(|group| view.group.as_ref() == Some(group))
            && self.country.is_none_or(|country| view.country == Some(country))
    }
}

impl Counted {
    pub fn of(desk: &Desk) -> Self {
        let mut groups: BTreeMap<TermKey, usize> = BTreeMap::new();
        let mut countries: BTreeMap<CountryCode, usize> = BTreeMap::new();
        for person in &desk.people {
            if let Some(group) = &person.view.group {
                *groups.entry(group.clone()).or_default() += 1;
            }
            if let Some(country) = person.view.country {
                *countries.entry(country).or_default() += 1;
            }
        }
        let standings = Standing::ALL.map(|standing| (standing, desk.count(standing)));
        Counted {
            all: desk.people.len(),
            standings: standings.into_iter().filter(|(_, count)| *count > 0).collect(),
            groups: groups.into_iter().collect(),
            countries: countries.into_iter().collect(),
        }
    }
}

/// Every word stands somewhere in the names or the address, in whatever script.
fn has_words(person: &AskedOf, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let view = &person.view;
    let names = [Some(&view.name.full), view.name.latin.as_ref(), view.name.address_as.as_ref()];
    let mut text: Vec<String> = names.into_iter().flatten().map(|name| fold(name.as_str())).collect();
    text.extend(view.email.as_ref().map(|email| fold(email.as_str())));
    words.iter().all(|word| text.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use model::feed::{RegistrationState, RegistrationView};
    use model::registration::Answers;
    use model::{CommandId, Email, Line, PersonName, RecordId};

    use super::*;

    fn person(n: u8, full: &str, latin: Option<&str>, country: &str, state: RegistrationState) -> AskedOf {
        let mut name = PersonName::of(Line::parse(full).unwrap());
        name.latin = latin.map(|latin| Line::parse(latin).unwrap());
        let view = RegistrationView {
            id: CommandId::made_at(1, [n; 10]).into(),
            event: RecordId::made_at(1, [1; 10]),
            state,
            group: TermKey::parse(if n.is_multiple_of(2) { "startup" } else { "expert" }).ok(),
            country: CountryCode::parse(country).ok(),
            form: 1,
            answers: Answers::none(),
            name,
            ticket: None,
            for_other: false,
            email: Email::parse(&format!("p{n}@example.org")).ok(),
            changed_ms: 0,
        };
        AskedOf { view, asked: Vec::new() }
    }

    fn desk() -> Desk {
        let people = vec![
            person(1, "Nguyễn Thị Lan", None, "VN", RegistrationState::Accepted),
            person(2, "陈美玲", Some("Chen Meiling"), "CN", RegistrationState::Waiting { place: 1 }),
            person(3, "สมชาย ใจดี", Some("Somchai Jaidee"), "TH", RegistrationState::Accepted),
        ];
        Desk { people, ..Desk::default() }
    }

    fn found(filter: Filter) -> Vec<String> {
        filter.shown(&desk()).iter().map(|person| person.view.name.full.to_string()).collect()
    }

    #[test]
    fn words_are_found_in_any_script_and_any_order() {
        let by = |text: &str| found(Filter { text: text.to_owned(), ..Filter::default() });
        assert_eq!(by("lan nguyen"), ["Nguyễn Thị Lan"]);
        assert_eq!(by("美玲"), ["陈美玲"]);
        assert_eq!(by("MEILING"), ["陈美玲"]);
        assert_eq!(by("สมชาย"), ["สมชาย ใจดี"]);
        assert_eq!(by("p3@example"), ["สมชาย ใจดี"]);
        assert_eq!(by("  ").len(), 3);
        assert!(by("lan meiling").is_empty());
    }

    #[test]
    fn a_list_is_narrowed_by_each_of_its_marks() {
        let accepted = Filter { standing: Some(Standing::Accepted), ..Filter::default() };
        assert_eq!(found(accepted.clone()).len(), 2);
        assert_eq!(found(Filter { country: CountryCode::parse("TH").ok(), ..accepted }).len(), 1);
        assert_eq!(found(Filter { group: TermKey::parse("startup").ok(), ..Filter::default() }), ["陈美玲"]);
        let counted = Counted::of(&desk());
        assert_eq!(counted.standings, [(Standing::Accepted, 2), (Standing::Waiting, 1)]);
        assert_eq!((counted.all, counted.groups.len(), counted.countries.len()), (3, 2, 3));
    }
}
