//! Dice that fall the same way for the same seed: SplitMix64, written out here so that no library's next version can
//! change the demo set.
//!
//! **Invariant:** no clock and no randomness of the system.

/// A source of numbers for one record. Two records never share their dice, so the set can be made in any order.
pub struct Dice(u64);

impl Dice {
    /// Dice for the record `index` of a kind (`salt`) under a seed.
    pub fn of(seed: u64, salt: u64, index: usize) -> Self {
        let mut mixer = Dice(seed ^ salt.rotate_left(24));
        let start = mixer.next() ^ (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Dice(start)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `below` − 1; 0 when there is nothing to choose from.
    pub fn below(&mut self, below: usize) -> usize {
        if below == 0 { 0 } else { (self.next() % below as u64) as usize }
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: u32, to: u32) -> u32 {
        from + self.below((to - from + 1) as usize) as u32
    }

    /// True in `percent` of 100 falls.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a table that is not empty.
    pub fn pick<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        &table[self.below(table.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_falls_the_same_way_for_ever() {
        let mut dice = Dice::of(7, 1, 3);
        let fallen: Vec<usize> = (0..5).map(|_| dice.below(1000)).collect();
        let mut again = Dice::of(7, 1, 3);
        assert_eq!(fallen, (0..5).map(|_| again.below(1000)).collect::<Vec<_>>());
        assert_ne!(fallen, {
            let mut other = Dice::of(7, 1, 4);
            (0..5).map(|_| other.below(1000)).collect::<Vec<_>>()
        });
    }
}
