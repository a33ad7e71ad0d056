//! Where one segment ends and the next begins. The cut follows the ids alone, never history: server and phone cut the
//! same rows into the same files, and a new record moves no boundary but its own.

use std::ops::Range;

use model::RecordId;

use crate::segment::{self, SegmentFiles};
use crate::{Row, limit};

/// Cuts ids, ascending, into ranges of some thousand.
pub fn ranges(ids: &[RecordId]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, id) in ids.iter().enumerate() {
        let length = at + 1 - start;
        let full = length == limit::SEGMENT_ROWS_MOST;
        if full || (length >= limit::SEGMENT_ROWS_LEAST && ends_segment(id)) {
            ranges.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < ids.len() {
        ranges.push(start..ids.len());
    }
    ranges
}

/// Cuts rows, ascending by kind and id, into segments.
pub fn segments(rows: &[&Row]) -> Vec<SegmentFiles> {
    let mut files = Vec::new();
    for rows in rows.chunk_by(|a, b| a.kind == b.kind) {
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        files.extend(ranges(&ids).into_iter().map(|range| segment::encode(&rows[0].kind, &rows[range])));
    }
    files
}

/// One id in `SEGMENT_ROWS` ends a segment. The last bytes of an id are random in every UUID of version 7.
fn ends_segment(id: &RecordId) -> bool {
    let bytes = id.as_bytes();
    let tail = u32::from_le_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]);
    (tail as usize).is_multiple_of(limit::SEGMENT_ROWS - limit::SEGMENT_ROWS_LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: u64) -> Vec<RecordId> {
        let mut ids: Vec<_> = (0..count).map(|n| RecordId::derived("test", &n.to_string())).collect();
        ids.sort();
        ids
    }

    #[test]
    fn an_insert_moves_only_the_boundaries_beside_it() {
        let mut all = ids(60_000);
        let cut = |ids: &[RecordId]| ranges(ids).into_iter().map(|range| ids[range].to_vec()).collect::<Vec<_>>();
        let before = cut(&all);
        assert!((8..=30).contains(&before.len()), "{}", before.len());
        let new = RecordId::derived("test", "new");
        all.insert(all.partition_point(|id| *id < new), new);
        let after = cut(&all);
        let kept = after.iter().filter(|segment| before.contains(segment)).count();
        assert!(kept + 2 >= before.len(), "{kept} of {} kept", before.len());
    }

    #[test]
    fn every_id_is_in_exactly_one_range() {
        let all = ids(20_000);
        let ranges = ranges(&all);
        assert_eq!(ranges.iter().map(ExactSizeIterator::len).sum::<usize>(), all.len());
        assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(ranges.iter().all(|range| range.len() <= limit::SEGMENT_ROWS_MOST));
    }
}
