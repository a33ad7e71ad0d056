//! Whose something is on this phone. What was made before anybody signed in is nobody's, until a person says that it is
//! theirs. Nobody sees or sends what is another's.

use std::fmt;

use model::PersonId;

/// The first part of the keys in the rooms of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    Nobody,
    Person(PersonId),
}

impl Owner {
    /// What the keys of all their things begin with.
    pub fn prefix(self) -> String {
        format!("{self}/")
    }

    pub fn key(self, rest: impl fmt::Display) -> String {
        format!("{self}/{rest}")
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Owner::Nobody => f.write_str("nobody"),
            Owner::Person(person) => write!(f, "{person}"),
        }
    }
}
