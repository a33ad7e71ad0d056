//! Releases of the Research Organization Registry (ROR, CC0), schema 1.x and 2.x.
//!
//! Both schemas are read into one [`Organisation`], which becomes a record; [`merge`] says what a later release may
//! change. The same release always gives the same record: its dates come from the release, never from the clock.

mod merge;
mod one;
mod organisation;
mod release;
mod two;

pub use merge::merge;
pub use organisation::{Organisation, Upstream};
pub use release::{Release, order_key};

use serde::Deserialize;
use serde::de::IgnoredAny;

/// The web address that every ROR id begins with.
pub const ROR: &str = "https://ror.org/";

/// A ROR id in its full form: of `02c9qn167`, `ror.org/02c9qn167` or the address itself.
pub fn full_id(raw: &str) -> String {
    let tail = raw.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    format!("{ROR}{}", tail.to_ascii_lowercase())
}

/// Reads one organisation of either schema.
pub fn read(json: &str) -> Result<Organisation, serde_json::Error> {
    #[derive(Deserialize)]
    struct Schema {
        names: Option<IgnoredAny>,
    }
    match serde_json::from_str::<Schema>(json)?.names {
        Some(IgnoredAny) => serde_json::from_str::<two::Entry>(json).map(Organisation::from),
        None => serde_json::from_str::<one::Entry>(json).map(Organisation::from),
    }
}

/// Whether a JSON object is an organisation of ROR: its id says so.
pub fn is_entry(json: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        id: Option<String>,
        kind: Option<IgnoredAny>,
    }
    serde_json::from_str::<Probe>(json)
        .is_ok_and(|probe| probe.kind.is_none() && probe.id.is_some_and(|id| id.starts_with(ROR)))
}

#[cfg(test)]
mod tests;
