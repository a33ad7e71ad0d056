//! The kinds of record.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Problem;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Country,
    Institution,
    Project,
    Technology,
    Agreement,
    Event,
    Programme,
    Position,
    Policy,
    Figure,
    Term,
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::Country,
        Kind::Institution,
        Kind::Project,
        Kind::Technology,
        Kind::Agreement,
        Kind::Event,
        Kind::Programme,
        Kind::Position,
        Kind::Policy,
        Kind::Figure,
        Kind::Term,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Institution => "institution",
            Kind::Project => "project",
            Kind::Technology => "technology",
            Kind::Agreement => "agreement",
            Kind::Event => "event",
            Kind::Programme => "programme",
            Kind::Position => "position",
            Kind::Policy => "policy",
            Kind::Figure => "figure",
            Kind::Term => "term",
        }
    }

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let wanted = raw.trim();
        let found = Kind::ALL.into_iter().find(|kind| kind.as_str() == wanted);
        found.ok_or_else(|| Problem::not_one_of(wanted, Kind::ALL.map(Kind::as_str)))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
