//! The pieces of a long list that have been answered, and which to ask for next. Pure, so that it is tested everywhere.

use std::collections::BTreeMap;
use std::ops::Range;

/// Rows of one piece: about six screens.
pub const PIECE_ROWS: u32 = 60;
/// Pieces kept. Those farthest from the screen are let go, so that a long scroll does not fill the memory.
pub const PIECES: usize = 12;

#[derive(Debug, Clone)]
pub struct Pieces<T> {
    pieces: BTreeMap<u32, Piece<T>>,
}

#[derive(Debug, Clone)]
enum Piece<T> {
    Asked,
    Here(Vec<T>),
}

impl<T> Pieces<T> {
    pub fn none() -> Self {
        Pieces { pieces: BTreeMap::new() }
    }

    pub fn get(&self, row: usize) -> Option<&T> {
        match self.pieces.get(&(row as u32 / PIECE_ROWS))? {
            Piece::Asked => None,
            Piece::Here(rows) => rows.get(row % PIECE_ROWS as usize),
        }
    }

    /// The pieces that these rows need and that nobody asked for yet. They count as asked from now on.
    pub fn want(&mut self, rows: Range<usize>) -> Vec<u32> {
        if rows.is_empty() {
            return Vec::new();
        }
        let first = rows.start as u32 / PIECE_ROWS;
        let last = (rows.end as u32 - 1) / PIECE_ROWS;
        let wanted: Vec<u32> = (first..=last).filter(|piece| !self.pieces.contains_key(piece)).collect();
        for piece in &wanted {
            self.pieces.insert(*piece, Piece::Asked);
        }
        self.let_go(first);
        wanted
    }

    pub fn take(&mut self, piece: u32, rows: Vec<T>) {
        self.pieces.insert(piece, Piece::Here(rows));
    }

    fn let_go(&mut self, near: u32) {
        while self.pieces.len() > PIECES {
            let farthest = self.pieces.keys().copied().max_by_key(|piece| piece.abs_diff(near));
            farthest.map(|piece| self.pieces.remove(&piece));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_asked_for_once_and_then_found_by_row() {
        let mut pieces = Pieces::none();
        assert_eq!(pieces.want(50..70), [0, 1]);
        assert_eq!(pieces.want(50..70), [] as [u32; 0]);
        pieces.take(1, (60..120).collect());
        assert_eq!(pieces.get(61), Some(&61));
        assert_eq!(pieces.get(59), None);
    }

    #[test]
    fn a_long_scroll_keeps_what_is_near() {
        let mut pieces = Pieces::none();
        for row in (0..20_000).step_by(PIECE_ROWS as usize) {
            for piece in pieces.want(row..row + 1) {
                pieces.take(piece, vec![piece; PIECE_ROWS as usize]);
            }
        }
        assert!(pieces.get(0).is_none());
        assert!(pieces.get(19_980).is_some());
        assert!(pieces.pieces.len() <= PIECES);
    }
}
