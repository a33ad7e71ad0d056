//! Numbers with what they mean: money, readiness levels, ranges.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// A decimal number kept exactly as it was written: `9900`, `4.5`. At most 15 digits, at most 6 after the point.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal(String);

impl Decimal {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim().replace([',', '\u{a0}', '\u{202f}'], "");
        let unsigned = text.strip_prefix('-').unwrap_or(&text);
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || whole.len() > 15 || part.len() > 6 {
            return Err(Problem::not(raw, "a number such as 2600 or 4.5"));
        }
        Ok(Decimal(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn value(&self) -> f64 {
        self.0.parse().expect("digits with at most one point by parse")
    }

    /// The exact number in millionths, for comparing.
    pub fn millionths(&self) -> i128 {
        let unsigned = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = format!("{whole}{part:0<6}");
        let number: i128 = digits.parse().expect("at most 21 digits by parse");
        if self.0.starts_with('-') { -number } else { number }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Decimal {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> String {
        number.0
    }
}

/// A technology readiness level, 1 to 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Trl(u8);

impl Trl {
    pub fn parse(level: u8) -> Result<Self, Problem> {
        if (1..=9).contains(&level) {
            return Ok(Trl(level));
        }
        Err(Problem::OutOfRange { found: level.to_string(), from: 1, to: 9 })
    }

    pub fn level(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Trl {
    type Error = Problem;
    fn try_from(level: u8) -> Result<Self, Problem> {
        Self::parse(level)
    }
}

impl From<Trl> for u8 {
    fn from(trl: Trl) -> u8 {
        trl.0
    }
}

/// A currency, by ISO 4217: `CNY`, `USD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Problem::not(raw, "a currency code of three letters, such as CNY"));
        }
        Ok(Currency(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Currency {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.0
    }
}

/// A sum of money, and for what span of time it is paid.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    pub value: Decimal,
    pub currency: Currency,
    pub per: Per,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    Once,
    Month,
    Year,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millionths_are_exact() {
        for (text, wanted) in [("4.5", 4_500_000), ("-0.000001", -1), ("999999999999999", 999_999_999_999_999_000_000)]
        {
            assert_eq!(Decimal::parse(text).unwrap().millionths(), wanted, "{text}");
        }
    }
}
