//! Days and moments. Sources say "2021", "September 2021" or a full date, so a day knows how exact it is.
//! Moments carry their offset: no device clock and no time zone table is needed to put them in order.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// A year, a month of a year, or a day: `2021`, `2021-09`, `2021-09-27`. Gregorian; years 1000 to 2999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u16,
    /// 0 when only the year is known.
    month: u8,
    /// 0 when only the month is known.
    day: u8,
}

impl Day {
    pub const FIRST_YEAR: u16 = 1000;
    pub const LAST_YEAR: u16 = 2999;
    const WANTED: &'static str = "a date such as 2021, 2021-09 or 2021-09-27";

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        let wrong = || Problem::not(text, Self::WANTED);
        let parts: Vec<&str> = text.split('-').collect();
        let lengths_fit = parts.iter().zip([4, 2, 2]).all(|(part, length)| part.len() == length);
        let digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if parts.len() > 3 || !lengths_fit || !digits {
            return Err(wrong());
        }
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u16>().ok());
        let year = number(0).ok_or_else(wrong)?;
        let part = |at: usize| number(at).map(|n| n as u8);
        Self::of(year, part(1), part(2)).ok_or_else(wrong)
    }

    /// The day that is so many days after 1970-01-01. None before the year 1 and after 9999.
    pub fn of_number(days: i64) -> Option<Self> {
        // Counted in eras of 400 years that begin in March, so that the leap day is the last of its year.
        let days = days + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let (year, month, day) = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        Self::of(year, Some(month), Some(day))
    }

    /// A day of its parts, if the calendar has it.
    pub fn of(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let year_fits = (Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year);
        let month_fits = month.is_none_or(|month| (1..=12).contains(&month));
        let day_fits = match (month, day) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(month), Some(day)) => day >= 1 && day <= days_in(year, month),
        };
        (year_fits && month_fits && day_fits).then_some(Day { year, month: month.unwrap_or(0), day: day.unwrap_or(0) })
    }

    pub fn year(&self) -> u16 {
        self.year
    }

    pub fn month(&self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    pub fn day(&self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Days since 1970-01-01 of the first day that this may be.
    pub fn first_day_number(&self) -> i64 {
        days_from_epoch(self.year, self.month.max(1), self.day.max(1))
    }

    /// The day of a moment, by UTC. Before 1970 and after the last year that the calendar has, the first and the last.
    pub fn of_unix_ms(unix_ms: i64) -> Self {
        const DAY_MS: i64 = 24 * 60 * 60 * 1000;
        let first = |year: u16| days_from_epoch(year, 1, 1);
        let number = unix_ms.div_euclid(DAY_MS).clamp(first(1970), first(Self::LAST_YEAR + 1) - 1);
        let year = (1970..Self::LAST_YEAR).find(|year| first(year + 1) > number).unwrap_or(Self::LAST_YEAR);
        let month = (1..12).find(|month| days_from_epoch(year, month + 1, 1) > number).unwrap_or(12);
        let day = u8::try_from(number - days_from_epoch(year, month, 1) + 1).unwrap_or(1);
        Day { year, month, day }
    }

    /// Days since 1970-01-01 of the last day that this may be.
    pub fn last_day_number(&self) -> i64 {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in(self.year, month) } else { self.day };
        days_from_epoch(self.year, month, day)
    }
}

fn leap(year: u16) -> bool {
    (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_from_epoch(year: u16, month: u8, day: u8) -> i64 {
    let before = |year: i64| year * 365 + year / 4 - year / 100 + year / 400;
    let years = before(i64::from(year) - 1) - before(1969);
    let months: i64 = (1..month).map(|month| i64::from(days_in(year, month))).sum();
    years + months + i64::from(day) - 1
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// A minute with its offset from UTC: `2026-09-17T09:00+08:00` (or `Z`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    day: Day,
    minute_of_day: u16,
    offset_minutes: i16,
}

impl Moment {
    const WANTED: &'static str = "a time with its offset, such as 2026-09-17T09:00+08:00";

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        Self::read(text).ok_or_else(|| Problem::not(text, Self::WANTED))
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub fn unix_ms(&self) -> i64 {
        let minutes =
            self.day.first_day_number() * 1440 + i64::from(self.minute_of_day) - i64::from(self.offset_minutes);
        minutes * 60_000
    }

    /// The day on the wall at that place.
    pub fn day(&self) -> Day {
        self.day
    }

    /// Minutes that the clock on the wall there is before UTC.
    pub fn offset_minutes(&self) -> i16 {
        self.offset_minutes
    }

    fn read(text: &str) -> Option<Self> {
        let (day, rest) = text.split_once(['T', ' '])?;
        let day = Day::parse(day).ok().filter(|day| day.day().is_some())?;
        let (time, offset_minutes) = match rest.strip_suffix('Z') {
            Some(time) => (time, 0),
            None => {
                let at = rest.rfind(['+', '-'])?;
                let sign = if rest[at..].starts_with('-') { -1 } else { 1 };
                (&rest[..at], sign * i16::try_from(minutes(&rest[at + 1..], 14)?).ok()?)
            }
        };
        let time = time.get(..5).filter(|_| matches!(time.get(5..), Some("" | ":00" | ":00.000")))?;
        Some(Moment { day, minute_of_day: minutes(time, 23)?, offset_minutes })
    }
}

/// `HH:MM` as minutes.
fn minutes(text: &str, most_hours: u16) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two =
        |part: &str| part.parse::<u16>().ok().filter(|_| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours <= most_hours && minutes <= 59).then_some(hours * 60 + minutes)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.day, self.minute_of_day / 60, self.minute_of_day % 60)?;
        let (sign, offset) =
            if self.offset_minutes < 0 { ('-', -self.offset_minutes) } else { ('+', self.offset_minutes) };
        write!(f, "{sign}{:02}:{:02}", offset / 60, offset % 60)
    }
}

/// An IANA time zone name, such as `Asia/Shanghai`. The phone's `Intl` knows the rules behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZone(String);

impl TimeZone {
    const LONGEST: usize = 64;

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'));
        let known_form = text == "UTC" || text.split('/').count() >= 2 && text.split('/').all(|part| !part.is_empty());
        if !plain || !known_form || text.len() > Self::LONGEST {
            return Err(Problem::not(text, "a time zone such as Asia/Shanghai"));
        }
        Ok(TimeZone(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! string_traits {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = Problem;
            fn try_from(raw: String) -> Result<Self, Problem> {
                Self::parse(&raw)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
    )*};
}
string_traits!(Day, Moment, TimeZone);

#[cfg(test)]
mod tests;
