//! What a person may do beside taking part: for the whole server, for one event, or for one country.

use model::{CountryCode, PersonId, RecordId};

use super::Email;
use crate::store::{Person, RoleHolder, RoleWords, Store, StoreError};

/// A role, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Everything, and who may do what.
    Admin,
    /// Makes and runs one event.
    Organiser(RecordId),
    /// Sees those of one country.
    Contact(CountryCode),
    /// Lets people in at one event.
    Door(RecordId),
    /// The same, of a phone that was paired for it, and nothing else.
    DoorPhone(RecordId),
}

impl Role {
    /// `None`: a role of a later version of this program, which gives nothing here.
    pub(super) fn read(words: &RoleWords) -> Option<Self> {
        let event = || RecordId::parse(&words.about).ok();
        match words.name.as_str() {
            "admin" => Some(Role::Admin),
            "organiser" => event().map(Role::Organiser),
            "contact" => CountryCode::parse(&words.about).ok().map(Role::Contact),
            "door" => event().map(Role::Door),
            "door_phone" => event().map(Role::DoorPhone),
            _ => None,
        }
    }

    pub(super) fn words(&self) -> RoleWords {
        let (name, about) = match self {
            Role::Admin => ("admin", String::new()),
            Role::Organiser(event) => ("organiser", event.to_string()),
            Role::Contact(country) => ("contact", country.to_string()),
            Role::Door(event) => ("door", event.to_string()),
            Role::DoorPhone(event) => ("door_phone", event.to_string()),
        };
        RoleWords { name: name.to_owned(), about }
    }
}

/// Who has a role at an event.
pub async fn roles_at(store: &Store, event: RecordId) -> Result<Vec<(RoleHolder, Role)>, StoreError> {
    let holders = store.holders_of(&event.to_string()).await?;
    Ok(holders.into_iter().filter_map(|holder| Role::read(&holder.role).map(|role| (holder, role))).collect())
}

/// What an invitation changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    pub person: PersonId,
    /// False: the person had the role already.
    pub role_is_new: bool,
}

/// Gives a role to who has this address, now or when they first sign in.
pub async fn invite(store: &Store, email: &Email, role: &Role, now_ms: i64) -> Result<Invited, StoreError> {
    let id = PersonId::made_at(now_ms.max(0) as u64, rand::random());
    let invited = Person { id, email: email.as_str().to_owned(), email_key: email.key(), created_ms: now_ms };
    let mut tx = store.write().await?;
    let person = tx.ensure_person(&invited).await?;
    let role_is_new = tx.give_role(person.id, &role.words(), now_ms).await?;
    tx.commit().await?;
    Ok(Invited { person: person.id, role_is_new })
}

/// Gives a role to a person. False if they had it.
pub async fn give(store: &Store, person: PersonId, role: &Role, now_ms: i64) -> Result<bool, StoreError> {
    let mut tx = store.write().await?;
    let is_new = tx.give_role(person, &role.words(), now_ms).await?;
    tx.commit().await?;
    Ok(is_new)
}

/// Takes a role away. False if nobody of this address had it.
pub async fn withdraw(store: &Store, email: &Email, role: &Role) -> Result<bool, StoreError> {
    let Some(person) = store.person_of(&email.key()).await? else { return Ok(false) };
    let mut tx = store.write().await?;
    let had = tx.take_role(person.id, &role.words()).await?;
    tx.commit().await?;
    Ok(had)
}
