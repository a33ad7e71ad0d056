//! Which release a file is, read off its name, and the order of releases.

use model::Day;

/// The release that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// As the file's name has it, `v1.9` or `v1.45-2024-04-11`; none where the name tells nothing.
    pub version: Option<String>,
    /// The day in the file's name, else the year in which that version came out.
    pub day: Option<Day>,
}

/// Until which minor version of 1.x a year's releases went. Only releases of schema 1.x need it: the entries of 2.x
/// carry their own dates. (v1.0 came out on 2022-03-17, v1.44 on 2024-03-28; see ror.readme.io/docs/data-dump.)
const LAST_MINOR_OF_YEAR: [(u32, &str); 3] = [(17, "2022"), (39, "2023"), (56, "2024")];

impl Release {
    pub fn of_file_name(name: &str) -> Self {
        let version = version_text(name);
        let day = day_text(name).and_then(|text| Day::parse(text).ok());
        let year = version.and_then(|text| match numbers(text)[..] {
            [1, minor, ..] => LAST_MINOR_OF_YEAR.iter().find(|(last, _)| minor <= *last).map(|(_, year)| *year),
            _ => None,
        });
        let day = day.or_else(|| year.and_then(|year| Day::parse(year).ok()));
        Release { version: version.map(str::to_owned), day }
    }

    /// What a record that came with this release says about its source.
    pub fn source_title(&self) -> String {
        match &self.version {
            Some(version) => format!("{SOURCE}, release {version}"),
            None => SOURCE.to_owned(),
        }
    }
}

/// How the source line of every record of ROR begins.
pub const SOURCE: &str = "Research Organization Registry (ROR)";

/// The first `v` with a number behind it: `v1.10.0` of `10-v1.10.0.jsonl`.
fn version_text(name: &str) -> Option<&str> {
    let starts = name.char_indices().filter(|(at, c)| {
        let before = name[..*at].chars().next_back();
        *c == 'v' && before.is_none_or(|c| !c.is_alphanumeric())
    });
    starts.map(|(at, _)| &name[at..]).find_map(|rest| {
        let length = rest[1..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |at| at + 1);
        let text = rest[..length].trim_end_matches('.');
        text[1..].starts_with(|c: char| c.is_ascii_digit()).then_some(text)
    })
}

/// A day such as `2024-04-11` in the name.
fn day_text(name: &str) -> Option<&str> {
    const LENGTH: usize = 10;
    let starts = (0..name.len()).filter(|at| name.is_char_boundary(*at));
    starts.filter_map(|at| name.get(at..at + LENGTH)).find(|text| {
        text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    })
}

fn numbers(version: &str) -> Vec<u32> {
    version.trim_start_matches('v').split('.').filter_map(|part| part.parse().ok()).collect()
}

/// A name's place in natural order: runs of digits count as numbers, so that `v1.10` comes after `v1.9`.
pub fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = vec![(0, String::new())];
    let mut in_number = false;
    for c in name.chars() {
        let part = parts.last_mut().expect("never empty");
        match c.to_digit(10) {
            Some(digit) if in_number => part.0 = part.0.saturating_mul(10).saturating_add(u64::from(digit)),
            Some(digit) => parts.push((u64::from(digit), String::new())),
            None => part.1.push(c),
        }
        in_number = c.is_ascii_digit();
    }
    parts
}

/// Files in the order in which their releases came out; files that are no release in natural order before them.
pub fn order_key(name: &str) -> (Vec<u32>, Vec<(u64, String)>) {
    (version_text(name).map(numbers).unwrap_or_default(), natural(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_1_10_comes_after_1_9() {
        let mut names = ["v1.10.jsonl", "v2.0.json", "v1.9.jsonl", "v1.9.1-2022-09-01-ror-data.json"];
        names.sort_by_key(|name| order_key(name));
        assert_eq!(names, ["v1.9.jsonl", "v1.9.1-2022-09-01-ror-data.json", "v1.10.jsonl", "v2.0.json"]);
    }

    #[test]
    fn a_release_is_read_off_the_file_name() {
        let release = Release::of_file_name("v1.45-2024-04-11-ror-data_schema_v2.json");
        assert_eq!(release.version.as_deref(), Some("v1.45"));
        assert_eq!(release.day, Day::parse("2024-04-11").ok());
        let release = Release::of_file_name("02-v1.0.1.jsonl");
        assert_eq!(release.source_title(), "Research Organization Registry (ROR), release v1.0.1");
        assert_eq!(release.day, Day::parse("2022").ok());
        assert_eq!(Release::of_file_name("server.jsonl"), Release { version: None, day: None });
    }
}
