//! Who a record is: its own id, and the ids that others gave it.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::{Problem, limit};

/// A record's id: a UUID of version 7. Written as text in JSON, as 16 bytes in files and in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(Uuid);

/// A command's id, made on the phone. The same id is the same wish, however often it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommandId(Uuid);

/// One person's place at one event. It is the id of the command that asked for it, so the phone knows it offline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegistrationId(Uuid);

/// A person's id, given by the server. It says nothing about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(Uuid);

impl RecordId {
    /// The time that derived ids carry: 2019-01-01T00:00:00Z, when ROR began. All derived ids share it.
    const DERIVED_MS: u64 = 1_546_300_800_000;

    /// The id of a record that others have already named. The same foreign id gives the same record id everywhere,
    /// so a relation can point to a record that has not arrived yet, and links by itself when it does.
    pub fn derived(scheme: &str, value: &str) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("mangrove record id 2026");
        hasher.update(scheme.as_bytes()).update(&[0]).update(value.as_bytes());
        let mut random = [0; 10];
        random.copy_from_slice(&hasher.finalize().as_bytes()[..10]);
        Self::made_at(Self::DERIVED_MS, random)
    }
}

impl From<CommandId> for RegistrationId {
    fn from(registered: CommandId) -> Self {
        RegistrationId(registered.0)
    }
}

/// The command that asked for this place.
impl From<RegistrationId> for CommandId {
    fn from(registration: RegistrationId) -> Self {
        CommandId(registration.0)
    }
}

macro_rules! uuid_version_7 {
    ($($name:ident: $wanted:literal),*) => {$(
        impl $name {
            pub fn parse(raw: &str) -> Result<Self, Problem> {
                let id = Uuid::try_parse(raw.trim()).map_err(|_| Problem::not(raw, $wanted))?;
                Self::checked(id).ok_or_else(|| Problem::not(raw, $wanted))
            }

            pub fn from_bytes(bytes: [u8; 16]) -> Result<Self, Problem> {
                let id = Uuid::from_bytes(bytes);
                Self::checked(id).ok_or_else(|| Problem::not(&id.to_string(), $wanted))
            }

            /// A new id from a time and ten random bytes, both given by the caller.
            pub fn made_at(time_ms: u64, random: [u8; 10]) -> Self {
                $name(Builder::from_unix_timestamp_millis(time_ms, &random).into_uuid())
            }

            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            fn checked(id: Uuid) -> Option<Self> {
                (id.get_version_num() == 7).then_some($name(id))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Problem;
            fn try_from(raw: String) -> Result<Self, Problem> {
                Self::parse(&raw)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    )*};
}
uuid_version_7!(
    RecordId: "a record id (UUID version 7)",
    CommandId: "a command id (UUID version 7)",
    RegistrationId: "a registration id (UUID version 7)",
    PersonId: "a person id (UUID version 7)"
);

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
