//! Dates as people write them: `2021-09-27`, `2021/9/27`, `2021年9月27日`, `27 Sep 2021`, `27/9/2564`, a day of the
//! spreadsheet's own calendar. Years of the Buddhist era (543 ahead) are understood and said.

use model::{Day, Problem};

use super::super::table::Content;
use super::{Remarked, digits};

/// Years that can only be of the Buddhist era: 1857 to 2057.
const BUDDHIST_YEARS: std::ops::RangeInclusive<u16> = 2400..=2600;
const BUDDHIST_LEAD: u16 = 543;
/// Days of the spreadsheet's calendar that are taken for dates: 1954 to 2118.
const SERIAL_DAYS: std::ops::RangeInclusive<i64> = 20_000..=80_000;
const WANTED: &str = "a date such as 2021, 2021-09 or 2021-09-27";

/// A day of a cell.
pub fn day(text: &str, content: &Content, remarks: &mut Vec<Remarked>) -> Result<Day, Problem> {
    let plain = digits::plain(text);
    let wrong = || Problem::not(text, WANTED);
    let number = match content {
        Content::Number(number) => (number.fract() == 0.0).then_some(*number as i64),
        _ if plain.len() == 5 => plain.parse().ok(),
        _ => None,
    };
    if let Some(day) = number.filter(|number| SERIAL_DAYS.contains(number)).and_then(serial) {
        remarks.push(Remarked::SerialDate { found: text.to_owned(), read: day.to_string() });
        return Ok(day);
    }
    let (era, rest) = era(&plain);
    let (year, month, day) = parts(rest).ok_or_else(wrong)?;
    let is_buddhist = match era {
        Some(Era::Buddhist) => true,
        Some(Era::Common) => false,
        None => BUDDHIST_YEARS.contains(&year),
    };
    let gregorian = if is_buddhist { year.checked_sub(BUDDHIST_LEAD).ok_or_else(wrong)? } else { year };
    let read = Day::of(gregorian, month, day).ok_or_else(wrong)?;
    if is_buddhist {
        remarks.push(Remarked::BuddhistYear { found: text.to_owned(), read: read.to_string() });
    }
    Ok(read)
}

/// A day so that [`day`] reads the same.
pub fn show(day: &str) -> String {
    match day.get(..4).and_then(|year| year.parse().ok()) {
        Some(year) if BUDDHIST_YEARS.contains(&year) => format!("CE {day}"),
        _ => day.to_owned(),
    }
}

#[derive(Clone, Copy)]
enum Era {
    Buddhist,
    Common,
}

/// The era that is written beside the date, and the rest.
fn era(text: &str) -> (Option<Era>, &str) {
    const BUDDHIST: [&str; 6] = ["พ.ศ.", "พศ", "BE", "B.E.", "ພ.ສ.", "佛历"];
    const COMMON: [&str; 5] = ["CE", "AD", "ค.ศ.", "ຄ.ສ.", "公元"];
    let of = |marks: &[&str], era| {
        marks.iter().find_map(|mark| {
            let rest = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark))?;
            Some((Some(era), rest.trim()))
        })
    };
    of(&BUDDHIST, Era::Buddhist).or_else(|| of(&COMMON, Era::Common)).unwrap_or((None, text))
}

type Parts = (u16, Option<u8>, Option<u8>);

fn parts(text: &str) -> Option<Parts> {
    // A time of day behind the date says nothing about the day.
    let text = text.split_once('T').map_or(text, |(date, _)| date);
    let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
    let text = text.replace(['年', '月'], "-").replace(['日', '号'], "");
    let text = text.trim_matches(|c: char| c == '-' || c.is_whitespace());
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || "-/.,".contains(c)).filter(|w| !w.is_empty()).collect();
    match words[..] {
        [year] => Some((of_year(year)?, None, None)),
        [year, month] if year.len() == 4 => Some((of_year(year)?, Some(of_month(month)?), None)),
        [month, year] => Some((of_year(year)?, Some(of_month(month)?), None)),
        [year, month, day] if year.len() == 4 && is_number(year) => {
            Some((of_year(year)?, Some(of_month(month)?), Some(day.parse().ok()?)))
        }
        [first, second, year] => {
            let (day, month) = day_and_month(first, second, of_year(year)?)?;
            Some((of_year(year)?, Some(month), Some(day)))
        }
        _ => None,
    }
}

/// Which of two is the day: a month's name, a number over 12, or the year's era tells. Otherwise nobody can know.
fn day_and_month(first: &str, second: &str, year: u16) -> Option<(u8, u8)> {
    if !is_number(first) {
        return Some((second.parse().ok()?, of_month(first)?));
    }
    if !is_number(second) {
        return Some((first.parse().ok()?, of_month(second)?));
    }
    let (one, two): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    match (one > 12, two > 12) {
        (true, false) => Some((one, two)),
        (false, true) => Some((two, one)),
        // Whoever counts in the Buddhist era writes the day first.
        (false, false) if one == two || BUDDHIST_YEARS.contains(&year) => Some((one, two)),
        (false, false) | (true, true) => None,
    }
}

fn of_year(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.len() == 4 && is_number(text))
}

fn of_month(text: &str) -> Option<u8> {
    const THAI: [&str; 12] = [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ];
    const ENGLISH: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if is_number(text) {
        return text.parse().ok().filter(|_| text.len() <= 2);
    }
    let lower = text.to_lowercase();
    let english = ENGLISH.iter().position(|month| lower.is_ascii() && lower.starts_with(month));
    let at = english.or_else(|| THAI.iter().position(|month| *month == text))?;
    u8::try_from(at + 1).ok()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A day of the calendar in which 1900-01-01 is day 1 and 1900 is taken for a leap year.
fn serial(number: i64) -> Option<Day> {
    const DAY_OF_1970: i64 = 25_569;
    let (mut year, mut rest) = (1970, number - DAY_OF_1970);
    let length = |year: u16| Day::of(year, Some(2), Some(29)).map_or(365, |_| 366);
    while rest < 0 {
        year -= 1;
        rest += length(year);
    }
    while rest >= length(year) {
        rest -= length(year);
        year += 1;
    }
    for month in 1..=12 {
        let days = (28..=31).rev().find(|day| Day::of(year, Some(month), Some(*day)).is_some()).map_or(28, i64::from);
        if rest < days {
            return Day::of(year, Some(month), u8::try_from(rest + 1).ok());
        }
        rest -= days;
    }
    None
}
