//! What travels of commands and feeds: to the one phone that asks, and to nobody else.

use model::{FeedRow, Line, Receipt, Scope, TermKey};
use serde::{Deserialize, Serialize};

use super::Me;

/// Commands of one push, and the bytes of all of them together. The phone keeps to both; the server insists.
pub const PUSH_COMMANDS: usize = 20;
pub const PUSH_BYTES: usize = 200 * 1024;

/// What became of the commands of one push, in their order. One without a receipt was not looked at: send it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    pub receipts: Vec<Receipt>,
    /// The server stopped before the end: not before this time again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u32>,
    /// The server's clock.
    pub now_ms: i64,
}

/// How far a phone has read a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub scope: Scope,
    pub after: u64,
}

/// The next rows of every scope that this session may keep on a phone. What is not among them is to be wiped there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fed {
    pub me: Me,
    /// 32 hex digits. Another one than before: the database was restored, and these rows begin at the first.
    pub epoch: String,
    pub now_ms: i64,
    pub pages: Vec<FeedPage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedPage {
    pub scope: Scope,
    pub rows: Vec<FeedRow>,
    /// There are more: ask again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// A room's code, for its organisers alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomCodeLine {
    /// The session's key.
    pub session: TermKey,
    pub title: Line,
    /// To be typed where no camera reads it.
    pub code: String,
    /// `/here/{event}/{session}#{code}`
    pub path: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_is_as_installed_phones_read_it() {
        let person = "person/0192a000-0000-7000-8000-00000000000a";
        let wire = format!(
            r#"{{"me":{{"person":"0192a000-0000-7000-8000-00000000000a","email":"ana@example.org","roles":[]}},"epoch":"00ff","now_ms":5,"pages":[{{"scope":"{person}","rows":[{{"cursor":1,"entry":"erased"}}],"more":true}}]}}"#
        );
        let fed: Fed = serde_json::from_str(&wire).unwrap();
        assert_eq!(serde_json::to_string(&fed).unwrap(), wire);
        let wire = format!(
            r#"{{"receipts":[{{"command":"0192a000-0000-7000-8000-000000000002","outcome":"accepted","at_ms":4,"feeds":[["{person}",1]]}}],"retry_after_ms":2000,"now_ms":5}}"#
        );
        let pushed: Pushed = serde_json::from_str(&wire).unwrap();
        assert_eq!(serde_json::to_string(&pushed).unwrap(), wire);
        let wire = format!(r#"{{"scope":"{person}","after":7}}"#);
        let cursor: Cursor = serde_json::from_str(&wire).unwrap();
        assert_eq!(serde_json::to_string(&cursor).unwrap(), wire);
    }
}
