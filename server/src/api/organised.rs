//! What travels to and from those who run an event.

use model::record::DraftProblem;
use model::{Digest, RecordId};
use serde::{Deserialize, Serialize};

use super::Role;

/// What came of an event that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "saved", rename_all = "snake_case")]
pub enum EventSaved {
    Saved {
        id: RecordId,
        /// The version of its form; 0 where it takes no registrations.
        form: u32,
    },
    /// Somebody else changed it meanwhile.
    Changed,
    Problems {
        problems: Vec<DraftProblem>,
    },
}

/// A list to take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    Xlsx,
    Csv,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Lines of an event's audit trail, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub lines: Vec<AuditEntry>,
    /// There are more.
    pub more: bool,
    /// With the first lines: whether the whole chain is as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    pub number: u64,
    pub at_ms: i64,
    /// None: the server by itself, or somebody whose account is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub act: String,
    pub content: Digest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "chain", rename_all = "snake_case")]
pub enum Chain {
    Whole { lines: u64 },
    Broken { at: u64 },
}

/// Somebody who has a role at an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleLine {
    pub email: String,
    #[serde(flatten)]
    pub role: Role,
    pub given_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_is_as_installed_phones_read_it() {
        let saved = r#"{"saved":"problems","problems":[{"place":"begins","reason":"is missing"}]}"#;
        let read: EventSaved = serde_json::from_str(saved).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), saved);
        let page = r#"{"lines":[{"number":1,"at_ms":5,"act":"exported","content":"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"}],"more":false,"chain":{"chain":"broken","at":3}}"#;
        let read: AuditPage = serde_json::from_str(page).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), page);
        let line =
            r#"{"email":"ana@example.org","role":"door","event":"016806b5-bc00-703c-802f-052ef0193272","given_ms":5}"#;
        let read: RoleLine = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), line);
    }
}
