//! Who acts, and with which phone: handed in by who knows the session.

use model::{CountryCode, PersonId, RecordId, Scope};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub person: PersonId,
    pub client: ClientId,
    pub roles: Vec<Role>,
}

/// One app on one phone. With what a command is about, it is the command's lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId([u8; 16]);

/// What somebody may do beyond their own affairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Admin,
    Organiser(RecordId),
    Door(RecordId),
    /// A phone that was paired for it: nobody's own affairs.
    DoorPhone(RecordId),
    Contact(CountryCode),
}

impl Actor {
    /// Whether they may decide about who takes part in an event.
    pub fn runs(&self, event: RecordId) -> bool {
        self.roles.iter().any(|role| match role {
            Role::Admin => true,
            Role::Organiser(theirs) => *theirs == event,
            Role::Door(_) | Role::DoorPhone(_) | Role::Contact(_) => false,
        })
    }

    /// Whether they may let people in at an event.
    pub fn minds_door(&self, event: RecordId) -> bool {
        self.roles.iter().any(|role| match role {
            Role::Admin => true,
            Role::Organiser(theirs) | Role::Door(theirs) | Role::DoorPhone(theirs) => *theirs == event,
            Role::Contact(_) => false,
        })
    }

    /// Whether this is a phone and no person: it minds its door, and has no affairs of its own.
    pub fn is_door_phone(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::DoorPhone(_)))
    }

    /// Whether their phone keeps this feed without asking for it; a receipt names only such.
    pub fn keeps(&self, scope: Scope) -> bool {
        match scope {
            Scope::Person(person) => person == self.person,
            Scope::Desk(event) => self.roles.contains(&Role::Organiser(event)),
            Scope::Door(event) => {
                self.roles.contains(&Role::Door(event)) || self.roles.contains(&Role::DoorPhone(event))
            }
            Scope::Country(country) => self.roles.contains(&Role::Contact(country)),
        }
    }
}

impl ClientId {
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        ClientId(bytes)
    }

    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}
