//! What to do about a head: a pure decision. The pull carries it out.

use std::collections::BTreeSet;

use catalogue::{Delta, Edition, FileName, Head, Segment, tier};

use crate::store::Held;

/// What a pull is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The newest revision, by the least bytes.
    Newest,
    /// The newest revision by the edition's own segments: what was held before could not be completed, or differs.
    Edition,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// The head is of what is held, or older (a mirror that is behind is no error).
    Nothing,
    /// The head does not say enough: read the edition it names, and plan again.
    ReadEdition,
    /// Put these over what is held.
    Add { deltas: Vec<Delta> },
    /// Hold these instead. Files already on the phone are not fetched again.
    Replace { base_revision: u64, segments: Vec<Segment>, deltas: Vec<Delta> },
    /// The edition does not fit the head that names it.
    Refuse,
}

/// What one more file costs, in bytes: a request's share.
const FILE_COST_BYTES: u64 = 512;

pub fn plan(held: Option<&Held>, head: &Head, edition: Option<&Edition>, aim: Aim) -> Plan {
    let Some(held) = held else { return replace(head, edition) };
    if is_older(held, head) {
        return Plan::Nothing;
    }
    if held.epoch != head.epoch || aim == Aim::Edition || held.revision < head.horizon {
        return replace(head, edition);
    }
    if held.revision == head.revision {
        return if held.root == head.root { Plan::Nothing } else { replace(head, edition) };
    }
    if let Some(deltas) = tier::close_gap(held.revision, head.revision, &head.newest) {
        return Plan::Add { deltas };
    }
    let whole = replace(head, edition);
    let Some(deltas) = edition.and_then(|edition| tier::close_gap(held.revision, head.revision, &edition.deltas))
    else {
        return whole;
    };
    if delta_cost(&deltas) <= replace_cost(held, &whole) { Plan::Add { deltas } } else { whole }
}

/// Whether a head is behind what is held. After a restore revisions start over; then the time tells.
fn is_older(held: &Held, head: &Head) -> bool {
    match held.epoch == head.epoch {
        true => head.revision < held.revision,
        false => head.published_ms < held.published_ms,
    }
}

fn replace(head: &Head, edition: Option<&Edition>) -> Plan {
    let Some(edition) = edition else { return Plan::ReadEdition };
    if edition.revision != head.revision || edition.root != head.root {
        return Plan::Refuse;
    }
    let Some(deltas) = tier::close_gap(edition.base_revision, edition.revision, &edition.deltas) else {
        return Plan::Refuse;
    };
    Plan::Replace { base_revision: edition.base_revision, segments: edition.segments.clone(), deltas }
}

fn delta_cost(deltas: &[Delta]) -> u64 {
    deltas.iter().map(|delta| u64::from(delta.bytes) + FILE_COST_BYTES).sum()
}

/// What replacing would fetch.
fn replace_cost(held: &Held, plan: &Plan) -> u64 {
    let Plan::Replace { segments, deltas, .. } = plan else { return u64::MAX };
    let have: BTreeSet<FileName> = held.names();
    let files = segments
        .iter()
        .flat_map(|segment| [(segment.cards, segment.cards_bytes), (segment.bodies, segment.bodies_bytes)]);
    let new = files.chain(deltas.iter().map(|delta| (delta.file, delta.bytes)));
    new.filter(|(name, _)| !have.contains(name)).map(|(_, bytes)| u64::from(bytes) + FILE_COST_BYTES).sum()
}
