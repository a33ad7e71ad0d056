//! The name of a file: the BLAKE3 hash of its uncompressed bytes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;

/// A file's name: 32 bytes, written as 64 hexadecimal digits. What is kept under it can be nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName([u8; 32]);

impl FileName {
    pub const BYTES: usize = 32;

    pub fn of(bytes: &[u8]) -> Self {
        FileName(*blake3::hash(bytes).as_bytes())
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        FileName(bytes)
    }

    pub fn parse(hex: &str) -> Result<Self, Malformed> {
        let hash = blake3::Hash::from_hex(hex).map_err(|_| Malformed::FileName)?;
        Ok(FileName(*hash.as_bytes()))
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileName({self})")
    }
}

impl TryFrom<String> for FileName {
    type Error = Malformed;
    fn try_from(hex: String) -> Result<Self, Malformed> {
        Self::parse(&hex)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> String {
        name.to_string()
    }
}
