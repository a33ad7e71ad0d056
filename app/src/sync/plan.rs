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

#[cfg(test)]
mod tests {
    use catalogue::StateRoot;
    use model::RecordId;

    use super::*;

    fn head(revision: u64) -> Head {
        let from = revision.saturating_sub(8);
        Head {
            epoch: [1; 16],
            revision,
            root: root(revision),
            horizon: 1,
            published_ms: revision as i64,
            edition: FileName::of(b"edition"),
            edition_bytes: 100,
            keys: Vec::new(),
            handovers: Vec::new(),
            newest: (from..revision).map(delta).collect(),
            inline: None,
        }
    }

    fn root(revision: u64) -> StateRoot {
        StateRoot::from_bytes([revision as u8; 32])
    }

    fn delta(from: u64) -> Delta {
        Delta { from, to: from + 1, file: FileName::of(&from.to_le_bytes()), bytes: 100 }
    }

    fn segment(name: &str, bytes: u32) -> Segment {
        let id = RecordId::derived("test", name);
        let file = |part: &str| FileName::of(format!("{part} {name}").as_bytes());
        Segment {
            kind: "policy".to_owned(),
            rows: 1,
            first: id,
            last: id,
            cards: file("cards"),
            cards_bytes: bytes,
            bodies: file("bodies"),
            bodies_bytes: bytes,
        }
    }

    fn edition(revision: u64, segments: Vec<Segment>) -> Edition {
        Edition {
            revision,
            base_revision: 1,
            root: root(revision),
            segments,
            deltas: (1..revision).map(delta).collect(),
        }
    }

    fn held(revision: u64) -> Held {
        Held {
            head: Vec::new(),
            key: [0; 32],
            epoch: [1; 16],
            revision,
            root: root(revision),
            published_ms: revision as i64,
            base_revision: 1,
            segments: vec![segment("held", 1000)],
            deltas: Vec::new(),
            bodies_complete: true,
            updated_ms: 0,
            log: Vec::new(),
        }
    }

    fn newest(held: &Held, head: &Head, edition: Option<&Edition>) -> Plan {
        plan(Some(held), head, edition, Aim::Newest)
    }

    #[test]
    fn a_head_that_is_not_newer_changes_nothing() {
        assert_eq!(newest(&held(9), &head(9), None), Plan::Nothing);
        assert_eq!(newest(&held(9), &head(8), None), Plan::Nothing);
        assert_eq!(plan(Some(&held(9)), &head(8), None, Aim::Edition), Plan::Nothing);
    }

    #[test]
    fn a_small_gap_is_closed_by_the_head_alone() {
        assert_eq!(newest(&held(18), &head(20), None), Plan::Add { deltas: vec![delta(18), delta(19)] });
    }

    #[test]
    fn a_wide_gap_needs_the_edition_and_takes_what_is_cheaper() {
        assert_eq!(newest(&held(5), &head(20), None), Plan::ReadEdition);
        let dear = edition(20, vec![segment("new", 1_000_000)]);
        assert!(matches!(newest(&held(5), &head(20), Some(&dear)), Plan::Add { deltas } if deltas.len() == 15));
        let cheap = Edition { base_revision: 20, ..edition(20, vec![segment("new", 10)]) };
        assert!(matches!(newest(&held(5), &head(20), Some(&cheap)), Plan::Replace { deltas, .. } if deltas.is_empty()));
    }

    #[test]
    fn a_phone_behind_the_horizon_or_of_another_epoch_takes_the_edition() {
        let whole = edition(20, vec![segment("new", 1_000_000)]);
        let purged = Head { horizon: 20, ..head(20) };
        assert!(matches!(newest(&held(19), &purged, Some(&whole)), Plan::Replace { .. }));
        let restored = Head { epoch: [2; 16], published_ms: 99, ..head(4) };
        assert_eq!(newest(&held(19), &restored, None), Plan::ReadEdition);
        assert!(matches!(newest(&held(19), &restored, Some(&edition(4, Vec::new()))), Plan::Replace { .. }));
        let mirror_from_before = Head { epoch: [2; 16], published_ms: 3, ..head(40) };
        assert_eq!(newest(&held(19), &mirror_from_before, None), Plan::Nothing);
    }

    #[test]
    fn a_different_state_at_one_revision_is_replaced_and_a_wrong_edition_refused() {
        let other = Head { root: root(99), ..head(9) };
        assert_eq!(newest(&held(9), &other, None), Plan::ReadEdition);
        assert_eq!(newest(&held(9), &other, Some(&edition(9, Vec::new()))), Plan::Refuse);
        assert_eq!(plan(None, &head(9), Some(&edition(8, Vec::new())), Aim::Newest), Plan::Refuse);
    }

    #[test]
    fn a_phone_that_holds_nothing_takes_the_edition() {
        assert_eq!(plan(None, &head(20), None, Aim::Newest), Plan::ReadEdition);
        let whole = edition(20, vec![segment("new", 10)]);
        let Plan::Replace { segments, deltas, .. } = plan(None, &head(20), Some(&whole), Aim::Newest) else {
            panic!("an edition is taken");
        };
        assert_eq!((segments.len(), deltas.len()), (1, 19));
    }
}
