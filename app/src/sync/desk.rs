//! What organisers do beside commands, over the network: answered at once, and nothing of it kept on the phone.

use thiserror::Error;

pub use server::api::{
    AuditEntry, AuditPage, Chain, DoorAsked, DoorPhoneLine, EventSaved, ExportFile, ExportKind, Role, RoleLine,
};

use server::api::ApiError;

/// Why it did not come to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DeskFault {
    #[error("no network")]
    NoNetwork,
    #[error("the server cannot answer now")]
    Later,
    #[error("nobody is signed in here")]
    SignIn,
    #[error("not for this person")]
    NotAllowed,
    #[error("the server does not understand this")]
    NotUnderstood,
}

impl From<ApiError> for DeskFault {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::NoNetwork => DeskFault::NoNetwork,
            ApiError::Later { .. } | ApiError::TooMany { .. } => DeskFault::Later,
            ApiError::SignIn | ApiError::OtherPerson | ApiError::Erased => DeskFault::SignIn,
            ApiError::NotAllowed => DeskFault::NotAllowed,
            ApiError::Invalid => DeskFault::NotUnderstood,
        }
    }
}

impl DeskFault {
    /// Names the text that says it.
    pub fn key(self) -> &'static str {
        match self {
            DeskFault::NoNetwork => "no_network",
            DeskFault::Later => "later",
            DeskFault::SignIn => "sign_in",
            DeskFault::NotAllowed => "not_allowed",
            DeskFault::NotUnderstood => "not_understood",
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod http {
    use model::{Line, PersonId, RecordId};
    use serde_json::{Map, Value};
    use server::api::{
        self, ApiError, AuditPage, DoorAsked, DoorPhoneLine, EventSaved, ExportFile, ExportKind, Role, RoleLine,
    };

    use super::DeskFault;
    use crate::sync::limit;
    use crate::wait::within;

    pub async fn save_event(before: Option<Value>, event: Map<String, Value>) -> Result<EventSaved, DeskFault> {
        in_time(api::event_save(before, event)).await
    }

    pub async fn export(event: RecordId, kind: ExportKind, language: String) -> Result<ExportFile, DeskFault> {
        in_time(api::desk_export(event, kind, language)).await
    }

    pub async fn audit(event: RecordId, after: u64) -> Result<AuditPage, DeskFault> {
        in_time(api::audit(event, after)).await
    }

    pub async fn pair(event: RecordId, gate: Line) -> Result<DoorAsked, DeskFault> {
        in_time(api::door_pair_ask(event, gate)).await
    }

    pub async fn phones(event: RecordId) -> Result<Vec<DoorPhoneLine>, DeskFault> {
        in_time(api::door_phones(event)).await
    }

    pub async fn end_phone(event: RecordId, phone: PersonId) -> Result<(), DeskFault> {
        in_time(api::door_phone_end(event, phone)).await
    }

    pub async fn roles(event: RecordId) -> Result<Vec<RoleLine>, DeskFault> {
        in_time(api::roles(event)).await
    }

    pub async fn give_role(email: String, role: Role) -> Result<bool, DeskFault> {
        in_time(api::role_give(email, role)).await
    }

    pub async fn take_role(email: String, role: Role) -> Result<bool, DeskFault> {
        in_time(api::role_take(email, role)).await
    }

    async fn in_time<T>(question: impl Future<Output = Result<T, ApiError>>) -> Result<T, DeskFault> {
        Ok(within(limit::CATCH_UP_MS, question).await.unwrap_or(Err(ApiError::NoNetwork))?)
    }
}

#[cfg(target_arch = "wasm32")]
pub use http::{audit, end_phone, export, give_role, pair, phones, roles, save_event, take_role};
