//! Who may do what. An admin gives and takes every role; an organiser those of their own event: organisers and doors.

use model::RecordId;

use super::{DeskError, allow, is_admin, noted};
use crate::auth::{self, Email, Porter, Role};
use crate::commit::act::Actor;
use crate::store::RoleHolder;

/// Who has a role at an event.
pub async fn holders(porter: &Porter, actor: &Actor, event: RecordId) -> Result<Vec<(RoleHolder, Role)>, DeskError> {
    allow(actor, event)?;
    Ok(auth::roles_at(porter.store(), event).await?)
}

/// Gives a role to who has this address, now or when they first sign in. False if they had it.
pub async fn give(porter: &Porter, actor: &Actor, email: &Email, role: &Role) -> Result<bool, DeskError> {
    let event = allow_role(actor, role)?;
    let invited = auth::invite(porter.store(), email, role, porter.now_ms()).await?;
    if invited.role_is_new {
        noted(porter, actor, event, "role_given", invited.person.as_bytes()).await?;
    }
    Ok(invited.role_is_new)
}

/// Takes a role away. False if nobody of this address had it.
pub async fn take(porter: &Porter, actor: &Actor, email: &Email, role: &Role) -> Result<bool, DeskError> {
    let event = allow_role(actor, role)?;
    let had = auth::withdraw(porter.store(), email, role).await?;
    if had {
        noted(porter, actor, event, "role_taken", format!("{role:?}").as_bytes()).await?;
    }
    Ok(had)
}

/// The event whose trail it belongs to.
fn allow_role(actor: &Actor, role: &Role) -> Result<Option<RecordId>, DeskError> {
    let event = match role {
        Role::Organiser(event) | Role::Door(event) => Some(*event),
        Role::Admin | Role::Contact(_) => None,
        // A phone is paired by its code, and is nobody's address.
        Role::DoorPhone(_) => return Err(DeskError::NotAllowed),
    };
    let is_allowed = is_admin(actor) || event.is_some_and(|event| actor.runs(event));
    if is_allowed { Ok(event) } else { Err(DeskError::NotAllowed) }
}
