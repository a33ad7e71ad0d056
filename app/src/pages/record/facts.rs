//! Facts of a record, gathered line by line and drawn in one place. What was asked for and is missing says so.

use catalogue::Card;
use leptos::prelude::*;
use model::Day;

use super::super::record_row;
use super::body::Body;
use crate::components::{Fact, FactText, Facts};
use crate::state::words::{self, days, listed, t, t_count, t_with};

pub struct FactList(Vec<Line>);

struct Line {
    term: String,
    value: Value,
}

enum Value {
    /// Text, and a quieter line below it. None: not known.
    Text(Option<String>, Option<String>),
    List(Vec<String>),
    /// Words, address, and whether it leads out of the app.
    Link(String, String),
}

impl FactList {
    pub fn new() -> FactList {
        FactList(Vec::new())
    }

    /// Asked for of every record of this kind: missing shows "Not known".
    pub fn asked(self, key: &str, value: Option<String>) -> FactList {
        self.asked_with(key, value, None)
    }

    pub fn asked_with(mut self, key: &str, value: Option<String>, more: Option<String>) -> FactList {
        let value = value.filter(|value| !value.is_empty());
        self.0.push(Line { term: t(key), value: Value::Text(value, more) });
        self
    }

    /// Shown where there is one.
    pub fn if_any(self, key: &str, value: Option<String>) -> FactList {
        match value.filter(|value| !value.is_empty()) {
            Some(value) => self.asked(key, Some(value)),
            None => self,
        }
    }

    /// One entry under the other; an empty list is not shown.
    pub fn list(mut self, key: &str, entries: Vec<String>) -> FactList {
        if !entries.is_empty() {
            self.0.push(Line { term: t(key), value: Value::List(entries) });
        }
        self
    }

    pub fn link(mut self, key: &str, link: Option<(String, String)>) -> FactList {
        if let Some((text, href)) = link {
            self.0.push(Line { term: t(key), value: Value::Link(text, href) });
        }
        self
    }

    pub fn place(self, card: &Card) -> FactList {
        let point = card.point.map(|(latitude, longitude)| coordinates(latitude, longitude));
        self.asked_with("fact.place", Some(place(card)), point)
    }

    pub fn fields(self, card: &Card) -> FactList {
        self.asked("fact.fields", Some(record_row::fields(card)))
    }

    pub fn languages(self, body: Body<'_>) -> FactList {
        let languages: Vec<String> = body.texts("languages").into_iter().map(words::language_own).collect();
        self.asked("fact.languages", Some(listed(languages.iter().map(String::as_str))))
    }

    pub fn when(self, from: Option<Day>, to: Option<Day>) -> FactList {
        self.asked("fact.when", days(from, to))
    }

    pub fn months(self, key: &str, body: Body<'_>) -> FactList {
        let months: Vec<String> =
            body.numbers("duration_months").into_iter().map(|n| t_count("count.month", n)).collect();
        self.if_any(key, Some(listed(months.iter().map(String::as_str))))
    }

    /// The office to turn to.
    pub fn contact(mut self, body: Body<'_>) -> FactList {
        let office = body.part("contact");
        self = self.asked_with(
            "fact.contact",
            office.text("name").map(str::to_owned),
            office.text("holder").map(str::to_owned),
        );
        let mail = office.text("email").map(|email| (email.to_owned(), format!("mailto:{email}")));
        self = self.link("fact.email", mail);
        self.link("fact.website", office.text("website").map(|url| (host(url).to_owned(), url.to_owned())))
    }

    pub fn view(self) -> AnyView {
        if self.0.is_empty() {
            return ().into_any();
        }
        view! { <Facts>{self.0.into_iter().map(line_view).collect_view()}</Facts> }.into_any()
    }
}

/// "Nanning, Guangxi, China"
pub fn place(card: &Card) -> String {
    let region = card.region.clone().filter(|region| card.city.as_ref() != Some(region));
    let countries: Vec<String> = card.countries.iter().map(|code| words::country(code)).collect();
    let parts = [card.city.clone(), region].into_iter().flatten().chain(countries).collect::<Vec<_>>();
    listed(parts.iter().map(String::as_str))
}

/// "13.651° N, 100.495° E"
fn coordinates(latitude: f64, longitude: f64) -> String {
    let part = |degrees: f64, positive: &str, negative: &str| {
        let key = if degrees < 0.0 { negative } else { positive };
        t_with(key, &[("degrees", &words::degrees(degrees))])
    };
    let latitude = part(latitude, "record.north", "record.south");
    let longitude = part(longitude, "record.east", "record.west");
    t_with("record.point", &[("latitude", &latitude), ("longitude", &longitude)])
}

/// The name of the machine in a web address: "ror.org".
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

fn line_view(line: Line) -> AnyView {
    let term = line.term;
    match line.value {
        Value::Text(value, more) => view! { <FactText term value unknown=t("app.unknown") more/> }.into_any(),
        Value::List(entries) => {
            let entries = entries.into_iter().map(|entry| view! { <li>{entry}</li> }).collect_view();
            view! { <Fact term><ul class="fact-list">{entries}</ul></Fact> }.into_any()
        }
        Value::Link(text, href) => {
            let outside = href.starts_with("http").then_some("_blank");
            view! { <Fact term><a href=href target=outside rel="noopener noreferrer">{text}</a></Fact> }.into_any()
        }
    }
}
