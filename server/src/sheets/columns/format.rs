//! How one value stands in a cell: read into the JSON of the record's part, and written so that it reads the same.

use std::collections::HashMap;

use model::amount::{Currency, Decimal};
use model::{CountryCode, LanguageTag, Line, Moment, Problem, Prose, RecordId, TermKey, TimeZone, Url};
use serde_json::{Map, Value, json};

use super::super::table::Content;
use super::notation::{self, Level};
use super::words::{self, Choice};
use super::{Remarked, dates, digits};

/// What a cell's text stands for.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    Line,
    Prose,
    Url,
    Day,
    Moment,
    Zone,
    /// A whole number, at most that.
    Whole(u64),
    Decimal,
    /// From that far on one side of zero to as far on the other.
    Degrees(i64),
    Country,
    /// A term of the taxonomy of fields, by key or label.
    Field,
    Key,
    Language,
    Id,
    YesNo,
    Choice(&'static [Choice]),
    /// `4` or `4-6`.
    Maturity,
    /// `12500 CNY per month`.
    Amount,
    List(&'static Format, Level),
    Parts(&'static [Part]),
}

/// One part of an entry of several.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub key: &'static str,
    pub format: Format,
}

/// What words the cells may use beside codes, taken from the records that are held.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Folded names of countries, to codes.
    pub countries: HashMap<String, String>,
    /// Folded labels of fields, to keys.
    pub fields: HashMap<String, String>,
}

type Read = Result<Value, Vec<Problem>>;

impl Format {
    pub fn read(&self, text: &str, content: &Content, words: &Words, remarks: &mut Vec<Remarked>) -> Read {
        let one = |result: Result<Value, Problem>| result.map_err(|problem| vec![problem]);
        match self {
            Format::List(entry, level) => list(entry, *level, text, words, remarks),
            Format::Parts(format) => parts(format, text, words, remarks),
            Format::Line => one(Line::parse(text).map(|line| json!(line))),
            Format::Prose => one(Prose::parse(text).map(|prose| json!(prose))),
            Format::Url => one(url(text)),
            Format::Day => one(dates::day(text, content, remarks).map(|day| json!(day))),
            Format::Moment => one(Moment::parse(&digits::plain(text)).map(|moment| json!(moment))),
            Format::Zone => one(TimeZone::parse(text).map(|zone| json!(zone))),
            Format::Whole(most) => one(whole(text, *most)),
            Format::Decimal => one(Decimal::parse(&digits::plain(text)).map(|number| json!(number))),
            Format::Degrees(most) => one(degrees(text, *most)),
            Format::Country => one(country(text, words)),
            Format::Field => one(field(text, words)),
            Format::Key => one(TermKey::parse(text).map(|key| json!(key))),
            Format::Language => one(LanguageTag::parse(text).map(|tag| json!(tag))),
            Format::Id => one(RecordId::parse(text).map(|id| json!(id))),
            Format::YesNo => {
                one(choice(words::YES, text).map(|yes| if yes == "yes" { json!(true) } else { Value::Null }))
            }
            Format::Choice(choices) => one(choice(choices, text).map(Value::from)),
            Format::Maturity => one(maturity(text)),
            Format::Amount => one(amount(text)),
        }
    }

    /// The text of a value that is there.
    pub fn show(&self, value: &Value) -> String {
        match self {
            Format::List(entry, level) => {
                let entries = value.as_array().map(Vec::as_slice).unwrap_or_default();
                notation::join(entries.iter().map(|value| entry.show(value)), *level)
            }
            Format::Parts(parts) => {
                let texts =
                    parts.iter().map(|part| value.get(part.key).map_or(String::new(), |value| part.format.show(value)));
                let mut texts: Vec<String> = texts.collect();
                while texts.last().is_some_and(String::is_empty) {
                    texts.pop();
                }
                notation::join(texts, Level::Parts)
            }
            Format::Day => dates::show(value.as_str().unwrap_or_default()),
            Format::YesNo => {
                if value.as_bool() == Some(true) {
                    "yes".to_owned()
                } else {
                    String::new()
                }
            }
            Format::Choice(_) => value.as_str().unwrap_or_default().replace('_', " "),
            Format::Maturity => match (value.get(0), value.get(1)) {
                (Some(from), Some(to)) if from == to => from.to_string(),
                (Some(from), Some(to)) => format!("{from}-{to}"),
                _ => String::new(),
            },
            Format::Amount => show_amount(value),
            Format::Line
            | Format::Prose
            | Format::Url
            | Format::Moment
            | Format::Zone
            | Format::Whole(_)
            | Format::Decimal
            | Format::Degrees(_)
            | Format::Country
            | Format::Field
            | Format::Key
            | Format::Language
            | Format::Id => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        }
    }

    /// The values that alone are allowed, in English.
    pub fn choices(&self) -> &'static [Choice] {
        match self {
            Format::Choice(choices) => choices,
            Format::YesNo => words::YES,
            Format::List(entry, _) => entry.choices(),
            _ => &[],
        }
    }
}

fn list(entry: &Format, level: Level, text: &str, words: &Words, remarks: &mut Vec<Remarked>) -> Read {
    // Codes and chosen words hold no `、` and no comma of their own, so these may stand between them.
    let takes_commas =
        matches!(entry, Format::Country | Format::Field | Format::Choice(_) | Format::Language | Format::Whole(_));
    let text = if takes_commas { text.replace(['、', ',', '，'], ";") } else { text.to_owned() };
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for text in notation::split(&text, level).iter().filter(|text| !text.is_empty()) {
        match entry.read(text, &Content::Text, words, remarks) {
            Ok(value) if takes_commas && found.contains(&value) => {}
            Ok(value) => found.push(value),
            Err(mut wrong) => problems.append(&mut wrong),
        }
    }
    match (problems.is_empty(), found.is_empty()) {
        (true, true) => Ok(Value::Null),
        (true, false) => Ok(Value::Array(found)),
        (false, _) => Err(problems),
    }
}

/// Parts stand in their order; an absent one in the middle is left empty.
fn parts(parts: &[Part], text: &str, words: &Words, remarks: &mut Vec<Remarked>) -> Read {
    let texts = notation::split(text, Level::Parts);
    let (mut found, mut problems) = (Map::new(), Vec::new());
    if texts.len() > parts.len() {
        problems.push(Problem::TooMany { have: texts.len(), most: parts.len() });
    }
    for (part, text) in parts.iter().zip(&texts).filter(|(_, text)| !text.is_empty()) {
        match part.format.read(text, &Content::Text, words, remarks) {
            Ok(Value::Null) => {}
            Ok(value) => drop(found.insert(part.key.to_owned(), value)),
            Err(mut wrong) => problems.append(&mut wrong),
        }
    }
    if problems.is_empty() { Ok(Value::Object(found)) } else { Err(problems) }
}

fn url(text: &str) -> Result<Value, Problem> {
    Url::parse(text).map(|url| json!(url))
}

fn whole(text: &str, most: u64) -> Result<Value, Problem> {
    let plain = digits::plain(text).replace([',', ' '], "");
    let number: u64 = plain.parse().map_err(|_| Problem::not(text, "a whole number"))?;
    if number > most {
        return Err(Problem::OutOfRange { found: plain, from: 0, to: i64::try_from(most).unwrap_or(i64::MAX) });
    }
    Ok(json!(number))
}

fn degrees(text: &str, most: i64) -> Result<Value, Problem> {
    let degrees: Option<f64> = digits::plain(text).trim_end_matches('°').parse().ok();
    match degrees.filter(|degrees| degrees.is_finite()) {
        Some(degrees) if degrees.abs() <= most as f64 => Ok(json!(degrees)),
        Some(_) => Err(Problem::OutOfRange { found: text.to_owned(), from: -most, to: most }),
        None => Err(Problem::not(text, "degrees, such as 22.84")),
    }
}

fn country(text: &str, words: &Words) -> Result<Value, Problem> {
    let by_name = words.countries.get(&super::folded(text)).map(|code| json!(code));
    by_name.map_or_else(|| CountryCode::parse(text).map(|code| json!(code)), Ok)
}

fn field(text: &str, words: &Words) -> Result<Value, Problem> {
    let by_label = words.fields.get(&super::folded(text)).map(|key| json!(key));
    by_label.map_or_else(|| TermKey::parse(text).map(|key| json!(key)), Ok)
}

fn choice(choices: &'static [Choice], text: &str) -> Result<&'static str, Problem> {
    words::find(choices, text).map(|choice| choice.value).ok_or_else(|| {
        let allowed: Vec<String> = choices.iter().map(Choice::en).collect();
        Problem::not_one_of(text, allowed.iter().map(String::as_str))
    })
}

fn maturity(text: &str) -> Result<Value, Problem> {
    let plain = digits::plain(text).to_uppercase().replace("TRL", "");
    let (from, to) = plain.split_once(['-', '~', '–', '至']).unwrap_or((&plain, &plain));
    let level = |text: &str| {
        let level: u8 =
            text.trim().parse().map_err(|_| Problem::not(text, "a level from 1 to 9, or two such as 4-6"))?;
        model::amount::Trl::parse(level)
    };
    model::record::Maturity::parse(level(from)?, level(to)?).map(|maturity| json!(maturity))
}

fn amount(text: &str) -> Result<Value, Problem> {
    let wrong = || Problem::not(text, "an amount such as 12500 CNY per month");
    let plain = digits::plain(text);
    let mut words = plain.split_whitespace();
    let value = Decimal::parse(words.next().ok_or_else(wrong)?)?;
    let currency = Currency::parse(&words.next().ok_or_else(wrong)?.to_uppercase())?;
    let per = match words.collect::<Vec<_>>()[..] {
        [] => "once",
        ["per", span] | [span] => choice(words::PER, span)?,
        _ => return Err(wrong()),
    };
    Ok(json!({"value": value, "currency": currency, "per": per}))
}

fn show_amount(value: &Value) -> String {
    let part = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let sum = format!("{} {}", part("value"), part("currency"));
    if part("per") == "once" { sum } else { format!("{sum} per {}", part("per")) }
}
