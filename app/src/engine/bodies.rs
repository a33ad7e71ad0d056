//! Bodies files that stay open, up to a limit; the one unused for longest goes first.

use std::collections::VecDeque;

use catalogue::{Block, FileName};

use super::limit;

#[derive(Default)]
pub struct Bodies {
    /// The most recently used one last.
    open: VecDeque<(FileName, Block, usize)>,
    bytes: usize,
}

impl Bodies {
    pub fn get(&mut self, name: &FileName) -> Option<Block> {
        let at = self.open.iter().position(|(have, _, _)| have == name)?;
        let entry = self.open.remove(at)?;
        let block = entry.1.clone();
        self.open.push_back(entry);
        Some(block)
    }

    /// Keeps a block whose file has this many bytes. The newest stays even if it is alone over the limit.
    pub fn put(&mut self, name: FileName, block: Block, length_bytes: usize) {
        if self.open.iter().any(|(have, _, _)| *have == name) {
            return;
        }
        self.open.push_back((name, block, length_bytes));
        self.bytes += length_bytes;
        while self.bytes > limit::BODIES_OPEN_BYTES && self.open.len() > 1 {
            let gone = self.open.pop_front().map_or(0, |(_, _, length_bytes)| length_bytes);
            self.bytes -= gone;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_unused_for_longest_goes_first() {
        let block = || {
            let mut bytes = catalogue::block::begin_file();
            catalogue::block::write(&mut bytes, "policy", None, &[], |_| true);
            catalogue::segment::read(bytes).unwrap()
        };
        let name = |n: u8| FileName::of(&[n]);
        let mut bodies = Bodies::default();
        (0..4).for_each(|n| bodies.put(name(n), block(), limit::BODIES_OPEN_BYTES / 4));
        assert!(bodies.get(&name(0)).is_some());
        bodies.put(name(4), block(), 1);
        assert!(bodies.get(&name(1)).is_none());
        assert!(bodies.get(&name(0)).is_some());
        bodies.put(name(5), block(), limit::BODIES_OPEN_BYTES * 2);
        assert!(bodies.get(&name(5)).is_some() && bodies.get(&name(0)).is_none());
    }
}
