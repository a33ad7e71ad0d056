//! A person as they want to be known. Nothing of this may enter a record of the catalogue.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{CountryCode, LanguageTag, Line, Problem, RecordId, limit};

/// What a person is called. One full name, as they write it: not everybody has a surname, and order differs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonName {
    pub full: Line,
    /// The name in Latin letters, as in the passport.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latin: Option<Line>,
    /// How they want to be addressed: "Khun Somchai", "陈老师".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_as: Option<Line>,
}

impl PersonName {
    pub fn of(full: Line) -> Self {
        PersonName { full, latin: None, address_as: None }
    }

    /// What to call them in a greeting.
    pub fn greeting(&self) -> &str {
        self.address_as.as_ref().unwrap_or(&self.full).as_str()
    }
}

/// What a person has told about themselves. Only the person changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: PersonName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// The language for mail and for what is printed for them.
    pub language: LanguageTag,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<Affiliation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Line>,
}

/// Where a person works or studies: as they write it, and the record of the catalogue if they chose one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliation {
    pub name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
}

/// An address that mail can be sent to: one line, no display name, nothing that could open a second header.
/// The domain is in small letters; what stands before the `@` is kept as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    const WANTED: &'static str = "an e-mail address such as name@example.org";

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        let have = text.chars().count();
        if have > limit::EMAIL_CHARS {
            return Err(Problem::TooLong { have, most: limit::EMAIL_CHARS });
        }
        let (local, domain) = text.rsplit_once('@').ok_or_else(|| Problem::not(text, Self::WANTED))?;
        let domain = domain.to_lowercase();
        if !is_local(local) || !is_domain(&domain) {
            return Err(Problem::not(text, Self::WANTED));
        }
        Ok(Email(format!("{local}@{domain}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one address have in common. No provider in use tells `Lan@` from `lan@`.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// The bytes that RFC 6531 lets stand before the `@`, without the quoted form, which nobody has.
fn is_local(local: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.len() <= limit::EMAIL_LOCAL_BYTES && local.split('.').all(|part| !part.is_empty() && part.chars().all(plain))
}

fn is_domain(domain: &str) -> bool {
    let plain = |part: &str| {
        let edges = part.starts_with('-') || part.ends_with('-');
        !part.is_empty() && part.len() <= 63 && !edges && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.split('.').all(plain)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Email {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_written_but_for_its_domain() {
        let email = Email::parse(" Lan.Nguyen+camp@HUST.edu.VN ").unwrap();
        assert_eq!(email.as_str(), "Lan.Nguyen+camp@hust.edu.vn");
        assert_eq!(email.key(), "lan.nguyen+camp@hust.edu.vn");
        assert!(Email::parse("สมชาย@จุฬา.ไทย").is_ok());
        assert!(Email::parse("张伟@xn--fiqs8s.cn").is_ok());
    }

    #[test]
    fn what_could_open_a_second_header_or_name_two_people_is_refused() {
        for bad in [
            "",
            "a",
            "a@",
            "@b.c",
            "a@b",
            "a b@c.d",
            "a@b.c\r\nBcc: x@y.z",
            "a@b@c.d",
            "a,b@c.d",
            "<a@b.c>",
            "a..b@c.d",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert!(Email::parse(&format!("a@{}.org", "b".repeat(260))).is_err());
    }

    #[test]
    fn a_greeting_uses_the_chosen_address() {
        let mut name = PersonName::of(Line::parse("陈美玲").unwrap());
        assert_eq!(name.greeting(), "陈美玲");
        name.address_as = Line::parse("陈老师").ok();
        assert_eq!(name.greeting(), "陈老师");
    }
}
