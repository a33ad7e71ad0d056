//! From the text of an argument or a variable to its value, or to what is wrong with it.

use std::convert::Infallible;
use std::path::PathBuf;
use std::time::Duration;

use model::{CountryCode, Day, Kind, Line, RecordId};

/// The data folder where none is named.
pub(super) const DATA: &str = "data";
/// Records of the largest demo: some minutes, and some gigabytes.
const MOST_RECORDS: usize = 1_000_000;

/// An empty text, as of an empty variable, names the usual folder.
pub(super) fn folder(text: &str) -> Result<PathBuf, Infallible> {
    Ok(PathBuf::from(if text.is_empty() { DATA } else { text }))
}

/// May be empty, as a variable may.
pub(super) fn path(text: &str) -> Result<PathBuf, Infallible> {
    Ok(PathBuf::from(text))
}

/// `https://host`, with a port if need be: what a browser sends as its origin.
pub(super) fn public_url(text: &str) -> Result<String, model::Problem> {
    let wrong = || model::Problem::not(text, "an address of a site, such as https://mangrove.example");
    let url = model::Url::parse(text).map_err(|_| wrong())?;
    let site = url.as_str().trim_end_matches('/');
    let host = site.split_once("://").map_or("", |(_, host)| host);
    if host.contains(['/', '?', '#', '@']) { Err(wrong()) } else { Ok(site.to_owned()) }
}

/// Something before one `@` and a host behind it, and nothing that means something else in a `mailto:`.
pub(super) fn mail(text: &str) -> Result<String, model::Problem> {
    let plain = |part: &str| part.chars().all(|letter| letter.is_alphanumeric() || ".-_+".contains(letter));
    let is_mail = |(name, host): (&str, &str)| {
        let hosts = host.split('.').all(|part| !part.is_empty());
        !name.is_empty() && plain(name) && plain(host) && hosts
    };
    let text = text.trim();
    let found = text.split_once('@').is_some_and(is_mail);
    if found {
        Ok(text.to_owned())
    } else {
        Err(model::Problem::not(text, "a mail address, such as desk@mangrove.example"))
    }
}

pub(super) fn demo_records(text: &str) -> Result<usize, model::Problem> {
    let count: usize = text.parse().map_err(|_| model::Problem::not(text, "a whole number"))?;
    if count <= MOST_RECORDS {
        return Ok(count);
    }
    Err(model::Problem::OutOfRange { found: text.to_owned(), from: 0, to: MOST_RECORDS as i64 })
}

pub(super) fn country(text: &str) -> Result<CountryCode, model::Problem> {
    CountryCode::parse(text)
}

pub(super) fn kind(text: &str) -> Result<Kind, model::Problem> {
    Kind::parse(text)
}

pub(super) fn line(text: &str) -> Result<Line, model::Problem> {
    Line::parse(text)
}

pub(super) fn day(text: &str) -> Result<Day, model::Problem> {
    Day::parse(text)
}

pub(super) fn record_id(text: &str) -> Result<RecordId, model::Problem> {
    RecordId::parse(text)
}

/// Seconds, with a fraction if need be.
pub(super) fn seconds(text: &str) -> Result<Duration, model::Problem> {
    let seconds: Option<f64> = text.parse().ok();
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| model::Problem::not(text, "a number of seconds, such as 2 or 0.5"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use clap::Parser;

    use crate::config::Config;

    fn parsed(arguments: &[&str]) -> Result<Config, clap::Error> {
        Config::try_parse_from([&["mangrove"], arguments].concat())
    }

    #[test]
    fn an_empty_variable_is_as_none() {
        let config = parsed(&["key", "--data", "", "--database", ""]).unwrap();
        assert_eq!(config.place.data, PathBuf::from("data"));
        assert!(parsed(&["serve", "--shell", ""]).is_ok());
    }

    #[test]
    fn a_contact_is_a_mail_address_and_nothing_more() {
        for mail in ["desk@mangrove.test", "desk.asean+catalogue@mail.gxu.edu.cn"] {
            assert!(parsed(&["serve", "--contact", mail]).is_ok(), "{mail}");
        }
        for wrong in ["not mail", "a@b?bcc=evil@x", "a@b@c", "@x.test", "a@", "a@b..c", "a@b&c", "<a@b.c>"] {
            assert!(parsed(&["serve", "--contact", wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_public_address_is_an_origin() {
        for url in ["https://mangrove.example", "http://10.0.0.7:8080/"] {
            assert!(parsed(&["serve", "--public-url", url]).is_ok(), "{url}");
        }
        for wrong in ["ftp://x", "mangrove.example", "https://", "https://a/b", "https://a?b", "https://u:p@a"] {
            assert!(parsed(&["serve", "--public-url", wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_demo_has_an_end() {
        assert!(parsed(&["demo", "--records", "1000000"]).is_ok());
        let error = parsed(&["demo", "--records", "999999999"]).unwrap_err().to_string();
        assert!(error.contains("outside 0 to 1000000"), "{error}");
    }

    #[test]
    fn a_successor_is_named_only_for_a_record_that_leaves() {
        assert!(parsed(&["edit", "x", "--successor", "y"]).is_err());
        assert!(parsed(&["edit", "x", "--successor", "y", "--set", "a=b"]).is_err());
        assert!(parsed(&["edit", "x", "--successor", "y", "--remove"]).is_ok());
        assert!(parsed(&["edit", "x", "--successor", "y", "--withdraw"]).is_ok());
        assert!(parsed(&["edit", "x", "--withdraw", "--remove"]).is_err());
    }
}
