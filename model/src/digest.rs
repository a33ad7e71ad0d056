//! A BLAKE3 hash of something that is kept elsewhere: a consent's text, a file, a ticket.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// 32 bytes, written as 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    const WANTED: &'static str = "a hash of 64 hexadecimal digits";

    pub fn of(bytes: &[u8]) -> Self {
        Digest(*blake3::hash(bytes).as_bytes())
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Digest(bytes)
    }

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let hash = blake3::Hash::from_hex(raw.trim()).map_err(|_| Problem::not(raw, Self::WANTED))?;
        Ok(Digest(*hash.as_bytes()))
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl TryFrom<String> for Digest {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_comes_back_from_its_text_and_nothing_else_does() {
        let digest = Digest::of("同意".as_bytes());
        assert_eq!(Digest::parse(&digest.to_string()), Ok(digest));
        for bad in ["", "00", &"g".repeat(64), &"0".repeat(65), &"é".repeat(32)] {
            assert!(Digest::parse(bad).is_err(), "{bad}");
        }
    }
}
