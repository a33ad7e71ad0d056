//! Tiers: which deltas there are, and which of them close a gap.
//!
//! At every revision there is a delta of one revision; at every fourth one of four, and so on up to 256. Because a delta
//! may overlap what a reader holds, any gap is closed by a few files.

use crate::Delta;

pub const TIERS: [u64; 5] = [1, 4, 16, 64, 256];

/// How many of the newest deltas of each tier an edition lists. Older gaps are closed by a longer tier, or by segments.
pub const LISTED_OF_EACH: usize = 8;

/// What one more file costs, in bytes of delta: a name, a length, a request's share.
const FILE_COST_BYTES: u64 = 128;

/// The spans whose deltas are made when `revision` is published: `(from, to)`.
pub fn spans_ending_at(revision: u64) -> impl Iterator<Item = (u64, u64)> {
    TIERS
        .into_iter()
        .filter(move |tier| revision >= *tier && revision.is_multiple_of(*tier))
        .map(move |tier| (revision - tier, revision))
}

/// The cheapest deltas that bring a reader from `held` to `wanted`, in the order to apply them. None if there is no way.
pub fn close_gap(held: u64, wanted: u64, deltas: &[Delta]) -> Option<Vec<Delta>> {
    if held == wanted {
        return Some(Vec::new());
    }
    let mut useful: Vec<&Delta> = deltas.iter().filter(|delta| delta.to > held && delta.to <= wanted).collect();
    useful.sort_by_key(|delta| (delta.to, delta.from));
    // cheapest[i]: the cost to stand at useful[i].to with useful[i] as the last step, and the step before it.
    let mut cheapest: Vec<Option<(u64, Option<usize>)>> = Vec::with_capacity(useful.len());
    for (at, delta) in useful.iter().enumerate() {
        let cost = u64::from(delta.bytes) + FILE_COST_BYTES;
        let before = if delta.from <= held {
            Some((0, None))
        } else {
            let reaching = (0..at).filter(|step| useful[*step].to >= delta.from && useful[*step].to < delta.to);
            reaching.filter_map(|step| cheapest[step].map(|(cost, _)| (cost, Some(step)))).min()
        };
        cheapest.push(before.map(|(so_far, step)| (so_far + cost, step)));
    }
    let last =
        (0..useful.len()).filter(|at| useful[*at].to == wanted).filter_map(|at| Some((cheapest[at]?.0, at))).min()?.1;
    let mut steps = Vec::new();
    let mut next = Some(last);
    while let Some(at) = next {
        steps.push(useful[at].clone());
        next = cheapest[at].and_then(|(_, before)| before);
    }
    steps.reverse();
    Some(steps)
}

/// The deltas that an edition lists: the newest of each tier, and all of the longest.
pub fn listed(mut deltas: Vec<Delta>) -> Vec<Delta> {
    deltas.sort_by_key(|delta| (std::cmp::Reverse(delta.to), delta.from));
    let longest = TIERS[TIERS.len() - 1];
    let mut seen = [0usize; TIERS.len()];
    deltas.retain(|delta| {
        let span = delta.to - delta.from;
        let Some(tier) = TIERS.iter().position(|tier| *tier == span) else { return false };
        seen[tier] += 1;
        span == longest || seen[tier] <= LISTED_OF_EACH
    });
    deltas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileName;

    fn all(revision: u64) -> Vec<Delta> {
        let spans = (1..=revision).flat_map(spans_ending_at);
        spans
            .map(|(from, to)| Delta {
                from,
                to,
                file: FileName::of(&to.to_le_bytes()),
                bytes: (to - from) as u32 * 500,
            })
            .collect()
    }

    #[test]
    fn any_gap_is_closed_by_few_files_and_little_excess() {
        let deltas = all(700);
        for wanted in [1, 5, 64, 255, 256, 257, 699, 700] {
            for held in 0..wanted {
                let steps = close_gap(held, wanted, &deltas).expect("every gap can be closed");
                let mut at = held;
                for step in &steps {
                    assert!(step.from <= at && step.to > at, "{held}→{wanted}: {step:?}");
                    at = step.to;
                }
                assert_eq!(at, wanted);
                for tier in TIERS {
                    let used = steps.iter().filter(|step| step.to - step.from == tier).count();
                    assert!(used <= 6, "{held}→{wanted}: {used} of tier {tier}");
                }
                let bytes: u64 = steps.iter().map(|step| u64::from(step.bytes)).sum();
                assert!(bytes <= (wanted - held) * 500 + 2048, "{held}→{wanted}: {bytes}");
            }
        }
    }

    #[test]
    fn what_an_edition_lists_closes_every_gap_up_to_the_first_revision() {
        let deltas = listed(all(900));
        assert!(deltas.len() <= TIERS.len() * LISTED_OF_EACH);
        for held in 0..900 {
            assert!(close_gap(held, 900, &deltas).is_some(), "{held}");
        }
    }
}
