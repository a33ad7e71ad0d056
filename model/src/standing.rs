//! Whether a thing still exists, and who came after it.

use serde::{Deserialize, Serialize};

use crate::RecordId;

/// A withdrawn record stays findable by its former names and leads to its successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    Active,
    Inactive,
    Withdrawn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        successor: Option<RecordId>,
    },
}

impl Standing {
    pub fn is_withdrawn(&self) -> bool {
        matches!(self, Standing::Withdrawn { .. })
    }

    pub fn successor(&self) -> Option<RecordId> {
        match self {
            Standing::Withdrawn { successor } => *successor,
            Standing::Active | Standing::Inactive => None,
        }
    }
}
