//! The state root: the sum, modulo 2²⁵⁶, of the hashes of all rows. Order does not matter, and a change costs one
//! subtraction and one addition, so both sides can tell whether they hold the same without comparing what they hold.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;

/// 256 bits, least significant limb first in memory; written as bytes in little-endian order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StateRoot([u64; 4]);

impl StateRoot {
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut limbs = [0; 4];
        for (limb, part) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
            *limb = u64::from_le_bytes(part.try_into().expect("chunks of eight"));
        }
        StateRoot(limbs)
    }

    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (part, limb) in bytes.chunks_exact_mut(8).zip(self.0) {
            part.copy_from_slice(&limb.to_le_bytes());
        }
        bytes
    }

    pub fn add(&mut self, row_hash: [u8; 32]) {
        let other = StateRoot::from_bytes(row_hash);
        let mut carry = false;
        for (limb, add) in self.0.iter_mut().zip(other.0) {
            let (sum, first) = limb.overflowing_add(add);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = first || second;
        }
    }

    pub fn subtract(&mut self, row_hash: [u8; 32]) {
        let other = StateRoot::from_bytes(row_hash);
        let mut borrow = false;
        for (limb, take) in self.0.iter_mut().zip(other.0) {
            let (rest, first) = limb.overflowing_sub(take);
            let (rest, second) = rest.overflowing_sub(u64::from(borrow));
            *limb = rest;
            borrow = first || second;
        }
    }
}

impl fmt::Display for StateRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.to_bytes()).to_hex().as_str())
    }
}

impl fmt::Debug for StateRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StateRoot({self})")
    }
}

impl TryFrom<String> for StateRoot {
    type Error = Malformed;
    fn try_from(hex: String) -> Result<Self, Malformed> {
        let hash = blake3::Hash::from_hex(hex).map_err(|_| Malformed::FileName)?;
        Ok(Self::from_bytes(*hash.as_bytes()))
    }
}

impl From<StateRoot> for String {
    fn from(root: StateRoot) -> String {
        root.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn taking_away_undoes_adding_in_any_order(mut hashes in proptest::collection::vec(any::<[u8; 32]>(), 0..20)) {
            let mut root = StateRoot::default();
            hashes.iter().for_each(|hash| root.add(*hash));
            let whole = root;
            hashes.reverse();
            let mut other = StateRoot::default();
            hashes.iter().for_each(|hash| other.add(*hash));
            prop_assert_eq!(whole, other);
            hashes.iter().for_each(|hash| root.subtract(*hash));
            prop_assert_eq!(root, StateRoot::default());
        }
    }

    #[test]
    fn the_sum_carries_through_all_limbs() {
        let mut root = StateRoot::from_bytes([0xFF; 32]);
        let mut one = [0; 32];
        one[0] = 1;
        root.add(one);
        assert_eq!(root, StateRoot::default());
        root.subtract(one);
        assert_eq!(root.to_bytes(), [0xFF; 32]);
    }
}
