//! What organisers do beside commands. `POST` with JSON; nobody keeps the answers. A list to take away is bytes.

use leptos::prelude::*;
use model::RecordId;
use serde_json::{Map, Value};
use server_fn::codec::{Json, Postcard};

use super::{ApiError, AuditPage, EventSaved, ExportFile, ExportKind, Role, RoleLine};

/// Saves an event, with what it says about taking part. `before` is the event as it was when the organiser began to
/// write; none: it is new, which is for an admin.
#[server(name = EventSaveRequest, prefix = "/api/v1", endpoint = "event_save", input = Json, output = Json)]
pub async fn event_save(before: Option<Value>, event: Map<String, Value>) -> Result<EventSaved, ApiError> {
    let (porter, actor) = answer::context().await?;
    answer::saved(crate::desk::save(&porter, &actor, before.as_ref(), event).await)
}

/// The registrations of an event as a file, with its heads in this language.
#[server(name = DeskExportRequest, prefix = "/api/v1", endpoint = "desk_export", input = Json, output = Postcard)]
pub async fn desk_export(event: RecordId, kind: ExportKind, language: String) -> Result<ExportFile, ApiError> {
    let (porter, actor) = answer::context().await?;
    answer::file(crate::desk::export(&porter, &actor, event, answer::form(kind), &language).await)
}

/// The audit trail of an event after a line.
#[server(name = AuditRequest, prefix = "/api/v1", endpoint = "audit", input = Json, output = Json)]
pub async fn audit(event: RecordId, after: u64) -> Result<AuditPage, ApiError> {
    let (porter, actor) = answer::context().await?;
    answer::trail(crate::desk::trail(&porter, &actor, event, after).await)
}

/// Who has a role at an event.
#[server(name = RolesRequest, prefix = "/api/v1", endpoint = "roles", input = Json, output = Json)]
pub async fn roles(event: RecordId) -> Result<Vec<RoleLine>, ApiError> {
    let (porter, actor) = answer::context().await?;
    answer::holders(crate::desk::holders(&porter, &actor, event).await)
}

/// Gives a role to who has this address. False if they had it.
#[server(name = RoleGiveRequest, prefix = "/api/v1", endpoint = "role_give", input = Json, output = Json)]
pub async fn role_give(email: String, role: Role) -> Result<bool, ApiError> {
    let (porter, actor) = answer::context().await?;
    let (email, role) = answer::wish(&email, &role)?;
    crate::desk::give(&porter, &actor, &email, &role).await.map_err(answer::refused)
}

/// Takes a role away. False if nobody of this address had it.
#[server(name = RoleTakeRequest, prefix = "/api/v1", endpoint = "role_take", input = Json, output = Json)]
pub async fn role_take(email: String, role: Role) -> Result<bool, ApiError> {
    let (porter, actor) = answer::context().await?;
    let (email, role) = answer::wish(&email, &role)?;
    crate::desk::take(&porter, &actor, &email, &role).await.map_err(answer::refused)
}

#[cfg(feature = "ssr")]
mod answer {
    use leptos::prelude::expect_context;

    use super::{ApiError, AuditPage, EventSaved, ExportFile, ExportKind, Role, RoleLine};
    use crate::api::act::actor;
    use crate::api::people::{as_role, refused as not_let_in};
    use crate::api::{AuditEntry, Chain};
    use crate::auth::{self, Caller, Email, Porter};
    use crate::commit::act::{Actor, ChainState};
    use crate::desk::{self, AUDIT_LINES, DeskError, Saved, TrailLine};
    use crate::store::RoleHolder;

    /// When to ask again after the database did not do its part.
    const LATER_MS: u32 = 2_000;

    pub async fn context() -> Result<(Porter, Actor), ApiError> {
        let (porter, caller) = (expect_context::<Porter>(), expect_context::<Caller>());
        let signed_in = porter.signed_in(&caller).await.map_err(not_let_in)?;
        let roles = porter.roles(signed_in.person).await.map_err(|error| refused(error.into()))?;
        let actor = actor(signed_in, &roles);
        Ok((porter, actor))
    }

    pub fn refused(error: DeskError) -> ApiError {
        match error {
            DeskError::NotAllowed => ApiError::NotAllowed,
            DeskError::NoSuchEvent => ApiError::Invalid,
            DeskError::Store(_) | DeskError::Act(_) | DeskError::Commit(_) | DeskError::Sheet(_) => {
                tracing::error!(%error, "the desk: the server could not do its part");
                ApiError::Later { retry_after_ms: LATER_MS }
            }
        }
    }

    pub fn saved(saved: Result<Saved, DeskError>) -> Result<EventSaved, ApiError> {
        Ok(match saved.map_err(refused)? {
            Saved::Saved { id, form } => EventSaved::Saved { id, form },
            Saved::Changed => EventSaved::Changed,
            Saved::Problems(problems) => EventSaved::Problems { problems },
        })
    }

    pub fn form(kind: ExportKind) -> desk::Form {
        match kind {
            ExportKind::Xlsx => desk::Form::Workbook,
            ExportKind::Csv => desk::Form::Csv,
        }
    }

    pub fn file(file: Result<desk::File, DeskError>) -> Result<ExportFile, ApiError> {
        let desk::File { name, bytes } = file.map_err(refused)?;
        Ok(ExportFile { name, bytes })
    }

    pub fn trail(trail: Result<(Vec<TrailLine>, Option<ChainState>), DeskError>) -> Result<AuditPage, ApiError> {
        let (lines, state) = trail.map_err(refused)?;
        let more = lines.len() == AUDIT_LINES as usize;
        let lines = lines.into_iter().map(|line| {
            let TrailLine { number, at_ms, by, act, content } = line;
            AuditEntry { number, at_ms, by, act, content }
        });
        let chain = state.map(|state| match state {
            ChainState::Whole { lines } => Chain::Whole { lines },
            ChainState::Broken { at } => Chain::Broken { at },
        });
        Ok(AuditPage { lines: lines.collect(), more, chain })
    }

    pub fn holders(holders: Result<Vec<(RoleHolder, auth::Role)>, DeskError>) -> Result<Vec<RoleLine>, ApiError> {
        let holders = holders.map_err(refused)?.into_iter();
        let line = |(holder, role): (RoleHolder, auth::Role)| {
            let RoleHolder { email, given_ms, .. } = holder;
            RoleLine { email, role: as_role(role), given_ms }
        };
        Ok(holders.map(line).collect())
    }

    pub fn wish(email: &str, role: &Role) -> Result<(Email, auth::Role), ApiError> {
        let role = match role {
            Role::Admin => auth::Role::Admin,
            Role::Organiser { event } => auth::Role::Organiser(*event),
            Role::Contact { country } => auth::Role::Contact(*country),
            Role::Door { event } => auth::Role::Door(*event),
            Role::Unknown => return Err(ApiError::Invalid),
        };
        Ok((Email::parse(email).map_err(|_| ApiError::Invalid)?, role))
    }
}
