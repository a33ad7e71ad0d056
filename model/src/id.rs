//! Who a record is: its own id, and the ids that others gave it.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::{Problem, limit};

/// A record's id: a UUID of version 7. Written as text in JSON, as 16 bytes in files and in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(Uuid);

impl RecordId {
    /// The time that derived ids carry: 2019-01-01T00:00:00Z, when ROR began. All derived ids share it.
    const DERIVED_MS: u64 = 1_546_300_800_000;

    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let id = Uuid::try_parse(raw.trim()).map_err(|_| Problem::not(raw, "a record id (UUID version 7)"))?;
        Self::checked(id).ok_or_else(|| Problem::not(raw, "a record id (UUID version 7)"))
    }

    pub fn from_bytes(bytes: [u8; 16]) -> Result<Self, Problem> {
        let id = Uuid::from_bytes(bytes);
        Self::checked(id).ok_or_else(|| Problem::not(&id.to_string(), "a record id (UUID version 7)"))
    }

    /// A new id from a time and ten random bytes, both given by the caller.
    pub fn made_at(time_ms: u64, random: [u8; 10]) -> Self {
        RecordId(Builder::from_unix_timestamp_millis(time_ms, &random).into_uuid())
    }

    /// The id of a record that others have already named. The same foreign id gives the same record id everywhere,
    /// so a relation can point to a record that has not arrived yet, and links by itself when it does.
    pub fn derived(scheme: &str, value: &str) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("mangrove record id 2026");
        hasher.update(scheme.as_bytes()).update(&[0]).update(value.as_bytes());
        let mut random = [0; 10];
        random.copy_from_slice(&hasher.finalize().as_bytes()[..10]);
        Self::made_at(Self::DERIVED_MS, random)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    fn checked(id: Uuid) -> Option<Self> {
        (id.get_version_num() == 7).then_some(RecordId(id))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl TryFrom<String> for RecordId {
    type Error = Problem;
    fn try_from(raw: String) -> Result<Self, Problem> {
        Self::parse(&raw)
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> String {
        id.to_string()
    }
}

/// An id given by somebody else: scheme (`ror`, `isni`, `wikidata`, `grid`, …) and value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawForeignId")]
pub struct ForeignId {
    scheme: String,
    value: String,
}

#[derive(Deserialize)]
struct RawForeignId {
    scheme: String,
    value: String,
}

impl ForeignId {
    pub fn parse(scheme: &str, value: &str) -> Result<Self, Problem> {
        let scheme = scheme.trim().to_ascii_lowercase();
        let value = value.trim();
        if scheme.is_empty() || value.is_empty() {
            return Err(Problem::Empty);
        }
        let have = value.chars().count().max(scheme.chars().count());
        if have > limit::FOREIGN_ID_CHARS {
            return Err(Problem::TooLong { have, most: limit::FOREIGN_ID_CHARS });
        }
        if value.chars().chain(scheme.chars()).any(char::is_control) {
            return Err(Problem::ControlCharacter);
        }
        Ok(ForeignId { scheme, value: value.to_owned() })
    }

    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    pub fn value(&self) -> &str {
        &self.value
    }

    /// The id of the record that this foreign id stands for, if it was first met under it.
    pub fn record_id(&self) -> RecordId {
        RecordId::derived(&self.scheme, &self.value)
    }
}

impl TryFrom<RawForeignId> for ForeignId {
    type Error = Problem;
    fn try_from(raw: RawForeignId) -> Result<Self, Problem> {
        Self::parse(&raw.scheme, &raw.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_foreign_id_gives_the_same_record_id() {
        let one = RecordId::derived("ror", "https://ror.org/02c9qn167");
        assert_eq!(one, RecordId::derived("ror", "https://ror.org/02c9qn167"));
        assert_ne!(one, RecordId::derived("isni", "https://ror.org/02c9qn167"));
        assert_eq!(RecordId::parse(&one.to_string()), Ok(one));
    }

    #[test]
    fn an_id_of_another_version_is_refused() {
        assert!(RecordId::parse("f47ac10b-58cc-4372-a567-0e02b2c3d479").is_err());
    }
}
