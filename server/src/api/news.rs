//! The answer to "what is new?", as it travels.

use serde::{Deserialize, Serialize};

/// Postcard on the wire: bytes travel as they are, after their length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CatchUp {
    /// The phone holds the newest revision. Says nothing that a phone has to believe: no state changes by it.
    Unchanged { revision: u64 },
    /// What a phone needs to come to the newest revision, to be checked as if each had come as a file.
    Changed {
        /// The signed head, byte for byte as `GET /v1/head` gives it.
        head: Vec<u8>,
        /// Files, uncompressed, each known by its own hash: the deltas that close the gap and are not inside the head,
        /// oldest first; before them the edition, where the head does not name them all. Only the edition,
        /// where deltas cannot close the gap or would be too large. A phone fetches what is missing by name.
        files: Vec<Vec<u8>>,
    },
}

impl CatchUp {
    /// Reads an answer; `None` is a body that is not one, and counts as no network.
    pub fn read(body: &[u8]) -> Option<Self> {
        postcard::take_from_bytes(body).ok().filter(|(_, rest)| rest.is_empty()).map(|(news, _)| news)
    }

    pub fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("bytes and numbers always encode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_on_the_wire_stay_as_phones_know_them() {
        let unchanged = CatchUp::Unchanged { revision: 300 };
        assert_eq!(unchanged.encode(), [0, 0xac, 2]);
        let changed = CatchUp::Changed { head: vec![1, 200], files: vec![vec![7], vec![]] };
        assert_eq!(changed.encode(), [1, 2, 1, 200, 2, 1, 7, 0]);
        for news in [unchanged, changed] {
            assert_eq!(CatchUp::read(&news.encode()), Some(news));
        }
    }

    #[test]
    fn a_page_or_a_torn_answer_is_no_answer() {
        let whole = CatchUp::Changed { head: vec![9; 700], files: vec![vec![3; 900]] }.encode();
        for length in 0..whole.len() {
            assert_eq!(CatchUp::read(&whole[..length]), None);
        }
        for page in ["<!doctype html><p>Sign in to the network", "{\"error\":1}", "\n<html>", ""] {
            assert_eq!(CatchUp::read(page.as_bytes()), None);
        }
        assert_eq!(CatchUp::read(&[&whole[..], b"!"].concat()), None);
    }
}
