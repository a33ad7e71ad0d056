//! A mail address, in any script. It is not shown by `Debug`, so that it does not get into a log by accident.

use std::fmt;

use model::Problem;
use unicode_normalization::UnicodeNormalization;

/// Bytes of an address, and of the part before the `@` (RFC 5321).
const BYTES: usize = 254;
const LOCAL_BYTES: usize = 64;
const WANTED: &str = "a mail address, such as ana@example.org";
/// What may stand in no part, but between quotes, which nobody uses.
const REFUSED: &str = "\"(),:;<>@[\\]";

/// One address, its domain in small letters.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text: String = raw.trim().nfc().take(BYTES + 1).collect();
        let (local, domain) = text.rsplit_once('@').ok_or_else(|| Problem::not(&text, WANTED))?;
        let domain = domain.to_lowercase();
        let fits = local.len() <= LOCAL_BYTES && text.len() <= BYTES;
        let dots = |part: &str| part.split('.').all(|piece| !piece.is_empty());
        let plain = |part: &str| !part.chars().any(|c| c.is_whitespace() || c.is_control() || REFUSED.contains(c));
        let host = |c: char| c.is_alphanumeric() || c == '-' || c == '.' || !c.is_ascii();
        let domain_fits = domain.contains('.') && dots(&domain) && plain(&domain) && domain.chars().all(host);
        if fits && dots(local) && plain(local) && domain_fits {
            Ok(Email(format!("{local}@{domain}")))
        } else {
            Err(Problem::not(&text, WANTED))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As two spellings are compared: nobody is two people by a capital.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_any_script_are_taken_and_what_is_none_is_not() {
        for good in ["ana@example.org", " Ana.Lim+camp@Sub.Example.ORG ", "ສົມ@ຕົວຢ່າງ.ລາວ", "a_b-c@x1.vn"]
        {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        let long = format!("{}@example.org", "a".repeat(65));
        let bad = ["", "ana", "@example.org", "ana@", "ana@host", "a b@example.org", "ana@@example.org", "a..b@x.org"];
        let more =
            ["ana@x..org", "ana@.org", "a\r\nBcc: b@x.org", "<ana@x.org>", "ana@[127.0.0.1]", "ana@x.org,b@x.org"];
        for bad in bad.into_iter().chain(more).chain([long.as_str()]) {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn capitals_make_no_second_person_and_nothing_shows_an_address_by_accident() {
        let (a, b) = (Email::parse("Ana@Example.org").unwrap(), Email::parse("ana@example.ORG").unwrap());
        assert_eq!(a.as_str(), "Ana@example.org");
        assert_eq!(a.key(), b.key());
        assert_eq!(format!("{a:?}"), "Email");
    }
}
