//! What travels about people: to the one person whom it is about, and to nobody else.

use model::{CountryCode, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use super::DoorPost;

/// The answer to who asks for a code: always the same, whoever has the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeAsked {
    /// How long the code may be entered, and only in the browser that asked.
    pub ends_in_ms: u32,
}

/// What came of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entered", rename_all = "snake_case")]
pub enum Entered {
    /// Signed in: the browser holds the session's cookie.
    In {
        me: Me,
    },
    Wrong {
        tries_left: u32,
    },
    /// There is no code to enter in this browser: ask for another.
    Over,
}

/// A person, as they see themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Random; names what the phone keeps for this person.
    pub person: PersonId,
    /// Empty for a door phone, which is nobody.
    pub email: String,
    pub roles: Vec<Role>,
    /// Of a door phone: the door that it minds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door: Option<DoorPost>,
}

/// What a person may do beside taking part. A role that this phone does not know is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Role {
    Admin,
    Organiser {
        event: RecordId,
    },
    Contact {
        country: CountryCode,
    },
    Door {
        event: RecordId,
    },
    /// One that came after this version.
    #[serde(other)]
    Unknown,
}

/// A browser in which the person is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    /// Names it, to end it; opens nothing.
    pub id: RecordId,
    /// Browser and system in their own names, such as `Chrome, Android`; empty where unknown.
    pub device: String,
    pub made_ms: i64,
    /// Within an hour.
    pub seen_ms: i64,
    /// The one that asks.
    pub this: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_is_as_installed_phones_read_it() {
        let id = RecordId::parse("016806b5-bc00-703c-802f-052ef0193272").unwrap();
        let roles = vec![Role::Admin, Role::Contact { country: CountryCode::parse("LA").unwrap() }];
        let person = PersonId::parse(&id.to_string()).unwrap();
        let me = Me { person, email: "ana@example.org".to_owned(), roles, door: None };
        let wire = r#"{"entered":"in","me":{"person":"016806b5-bc00-703c-802f-052ef0193272","email":"ana@example.org","roles":[{"role":"admin"},{"role":"contact","country":"LA"}]}}"#;
        assert_eq!(serde_json::to_string(&Entered::In { me }).unwrap(), wire);
        let wire = serde_json::to_string(&Entered::Wrong { tries_left: 4 }).unwrap();
        assert_eq!(wire, r#"{"entered":"wrong","tries_left":4}"#);
        assert_eq!(serde_json::to_string(&Entered::Over).unwrap(), r#"{"entered":"over"}"#);
        assert_eq!(serde_json::to_string(&CodeAsked { ends_in_ms: 600_000 }).unwrap(), r#"{"ends_in_ms":600000}"#);
        let line = SessionLine { id, device: "Chrome, Android".to_owned(), made_ms: 1, seen_ms: 2, this: true };
        let wire = r#"{"id":"016806b5-bc00-703c-802f-052ef0193272","device":"Chrome, Android","made_ms":1,"seen_ms":2,"this":true}"#;
        assert_eq!(serde_json::to_string(&line).unwrap(), wire);
    }

    #[test]
    fn a_role_of_a_later_version_does_not_cost_the_answer() {
        let roles: Vec<Role> = serde_json::from_str(r#"[{"role":"judge","event":"x"},{"role":"admin"}]"#).unwrap();
        assert_eq!(roles, [Role::Unknown, Role::Admin]);
    }
}
