//! What travels about door phones: to the organisers of the event, and to the phone itself.

use model::{Line, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use super::Me;

/// What a door phone reads from the organiser's screen, behind the `#` of `/door/pair`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorAsked {
    pub token: String,
    /// How long it can be read, and only once.
    pub ends_in_ms: u32,
}

/// What came of reading a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entered", rename_all = "snake_case")]
pub enum DoorEntered {
    /// The phone minds the door: the browser holds the session's cookie.
    In { me: Me },
    /// The code was used, is over, or is none: ask the organiser for another.
    Over,
}

/// The door that a phone minds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorPost {
    pub event: RecordId,
    pub gate: Line,
    /// By the server's clock; then the phone forgets what it knows of the people.
    pub ends_ms: i64,
}

/// A phone that minds a door, as the organiser sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorPhoneLine {
    /// Names it, to end it; opens nothing.
    pub phone: PersonId,
    pub gate: Line,
    /// Browser and system in their own names, such as `Chrome, Android`; empty where unknown.
    pub device: String,
    pub made_ms: i64,
    /// Within an hour.
    pub seen_ms: i64,
    pub ends_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_is_as_installed_phones_read_it() {
        let event = RecordId::parse("016806b5-bc00-703c-802f-052ef0193272").unwrap();
        let person = PersonId::parse("016806b5-bc00-703c-802f-052ef0193273").unwrap();
        let gate = Line::parse("North").unwrap();
        let asked = DoorAsked { token: "7KQ2".to_owned(), ends_in_ms: 600_000 };
        assert_eq!(serde_json::to_string(&asked).unwrap(), r#"{"token":"7KQ2","ends_in_ms":600000}"#);
        assert_eq!(serde_json::to_string(&DoorEntered::Over).unwrap(), r#"{"entered":"over"}"#);
        let door = Some(DoorPost { event, gate: gate.clone(), ends_ms: 9 });
        let me = Me { person, email: String::new(), roles: Vec::new(), door };
        let wire = r#"{"entered":"in","me":{"person":"016806b5-bc00-703c-802f-052ef0193273","email":"","roles":[],"door":{"event":"016806b5-bc00-703c-802f-052ef0193272","gate":"North","ends_ms":9}}}"#;
        assert_eq!(serde_json::to_string(&DoorEntered::In { me }).unwrap(), wire);
        let line = DoorPhoneLine {
            phone: person,
            gate,
            device: "Chrome, Android".to_owned(),
            made_ms: 1,
            seen_ms: 2,
            ends_ms: 3,
        };
        let wire = r#"{"phone":"016806b5-bc00-703c-802f-052ef0193273","gate":"North","device":"Chrome, Android","made_ms":1,"seen_ms":2,"ends_ms":3}"#;
        assert_eq!(serde_json::to_string(&line).unwrap(), wire);
    }
}
