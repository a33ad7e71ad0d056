//! `mangrove invite`: gives a role to who has an address, or takes it away. The person signs in by mail as everybody.

use model::RecordId;
use server::auth::{self, Email, Role};
use server::store::Store;

use super::place::now_ms;
use super::{CommandError, Outcome, print};
use crate::config::{Invite, Place, RoleName};

pub async fn run(place: &Place, wishes: Invite) -> Result<Outcome, CommandError> {
    let email = Email::parse(&wishes.email).map_err(CommandError::Email)?;
    let role = role(&wishes)?;
    let store = place.store().await?;
    if wishes.withdraw {
        let had = auth::withdraw(&store, &email, &role).await?;
        print(if had { "The role is taken away." } else { "Nobody of this address has the role." });
        return Ok(if had { Outcome::Done } else { Outcome::Problems });
    }
    if let Role::Organiser(event) | Role::Door(event) = &role {
        check_event(&store, *event).await?;
    }
    let invited = auth::invite(&store, &email, &role, now_ms()).await?;
    print(if invited.role_is_new {
        "The role is given. The person signs in with this address; nothing was mailed."
    } else {
        "The person had the role already."
    });
    Ok(Outcome::Done)
}

fn role(wishes: &Invite) -> Result<Role, CommandError> {
    match (wishes.role, wishes.event, wishes.country) {
        (RoleName::Admin, None, None) => Ok(Role::Admin),
        (RoleName::Organiser, Some(event), None) => Ok(Role::Organiser(event)),
        (RoleName::Contact, None, Some(country)) => Ok(Role::Contact(country)),
        (RoleName::Door, Some(event), None) => Ok(Role::Door(event)),
        (RoleName::Admin | RoleName::Organiser | RoleName::Contact | RoleName::Door, _, _) => {
            Err(CommandError::RoleAbout)
        }
    }
}

/// A role for an event that is not there would be a slip of the hand.
async fn check_event(store: &Store, event: RecordId) -> Result<(), CommandError> {
    match store.row(event).await? {
        Some(row) if row.kind.as_str() == "event" => Ok(()),
        Some(_) | None => Err(CommandError::NoSuchRecord(event.to_string())),
    }
}
