//! A technology offered, or one that is needed. Who offers or needs it is the `owner` relation.

use serde::{Deserialize, Serialize};

use crate::amount::Trl;
use crate::text::List;
use crate::{CountryCode, Day, Line, Problem, Prose, limit};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Technology {
    pub side: OfferOrNeed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trl: Option<Maturity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<IpStatus>,
    #[serde(default, skip_serializing_if = "<[Terms]>::is_empty")]
    pub terms: List<Terms, { limit::SMALL_LIST }>,
    #[serde(default, skip_serializing_if = "<[CountryCode]>::is_empty")]
    pub targets: List<CountryCode, { limit::COUNTRIES }>,
    /// A dated collection that it was chosen into, such as the 1,000 of the special action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<Line>,
    /// What is better, by how much, at what cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benefit: Option<Prose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferOrNeed {
    Offer,
    Need,
}

/// One level, or a range: an offer has a level, a need wants one of several. Written as `[from, to]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(Trl, Trl)", into = "(Trl, Trl)")]
pub struct Maturity {
    from: Trl,
    to: Trl,
}

impl Maturity {
    pub fn parse(from: Trl, to: Trl) -> Result<Self, Problem> {
        if from > to {
            return Err(Problem::EndsBeforeItBegins);
        }
        Ok(Maturity { from, to })
    }

    pub fn from(&self) -> Trl {
        self.from
    }

    pub fn to(&self) -> Trl {
        self.to
    }
}

impl TryFrom<(Trl, Trl)> for Maturity {
    type Error = Problem;
    fn try_from((from, to): (Trl, Trl)) -> Result<Self, Problem> {
        Self::parse(from, to)
    }
}

impl From<Maturity> for (Trl, Trl) {
    fn from(maturity: Maturity) -> (Trl, Trl) {
        (maturity.from, maturity.to)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IpStatus {
    PatentGranted,
    PatentFiled,
    KnowHow,
    Copyright,
    PlantVariety,
    OpenSource,
    None,
}

/// On what terms it may pass on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    Licence,
    Sale,
    Assignment,
    JointDevelopment,
    Service,
    Investment,
    Training,
}
