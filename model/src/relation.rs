//! Relations between records. One list for all kinds, read both ways: a project's partner is an institution's project.

use serde::{Deserialize, Serialize};

use crate::{ForeignId, Line, Problem, RecordId};

/// This record *is related as `kind`* to `target`: `kind: parent` means that the target is its parent.
///
/// The target may not be held (yet). Then `foreign` and `label` say who is meant; the target's id is derived from the
/// foreign id, so the relation links by itself when that record arrives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawRelation")]
pub struct Relation {
    pub kind: RelationKind,
    pub target: RecordId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreign: Option<ForeignId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Line>,
}

#[derive(Deserialize)]
struct RawRelation {
    kind: RelationKind,
    target: Option<RecordId>,
    side: Option<Side>,
    foreign: Option<ForeignId>,
    label: Option<Line>,
}

impl TryFrom<RawRelation> for Relation {
    type Error = Problem;
    fn try_from(raw: RawRelation) -> Result<Self, Problem> {
        let target = match (raw.target, &raw.foreign, &raw.label) {
            (Some(target), _, _) => target,
            (None, Some(foreign), Some(_)) => foreign.record_id(),
            (None, _, _) => return Err(Problem::PointsNowhere),
        };
        Ok(Relation { kind: raw.kind, target, side: raw.side, foreign: raw.foreign, label: raw.label })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    Parent,
    Child,
    Related,
    Predecessor,
    Successor,
    /// Takes part in a project, on the side that `side` says.
    Partner,
    /// Offers or needs a technology; keeps a policy or a programme.
    Owner,
    Employer,
    Organiser,
    Host,
    /// Signed an agreement.
    Party,
    /// Belongs to a series, a programme, an expo, a project.
    PartOf,
}

impl RelationKind {
    pub const ALL: [RelationKind; 12] = [
        RelationKind::Parent,
        RelationKind::Child,
        RelationKind::Related,
        RelationKind::Predecessor,
        RelationKind::Successor,
        RelationKind::Partner,
        RelationKind::Owner,
        RelationKind::Employer,
        RelationKind::Organiser,
        RelationKind::Host,
        RelationKind::Party,
        RelationKind::PartOf,
    ];
}

/// On whose side a partner stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    China,
    Asean,
    Other,
}
