//! Door phones: an organiser shows a code, a phone reads it and minds the door, and the organiser sees and ends each.
//! `POST` with JSON; nobody keeps the answers.

use leptos::prelude::*;
use model::{Line, PersonId, RecordId};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use super::people::{as_me, refused, set_cookie};
use super::{ApiError, DoorAsked, DoorEntered, DoorPhoneLine};

/// A code for one phone at one gate, to be shown as a picture of `https://{host}/door/pair#{token}`. For organisers of
/// the event; [`ApiError::Invalid`] if there is no such event, or it is over.
#[server(name = DoorPairAskRequest, prefix = "/api/v1", endpoint = "door_pair_ask", input = Json, output = Json)]
pub async fn door_pair_ask(event: RecordId, gate: Line) -> Result<DoorAsked, ApiError> {
    let (porter, caller) = super::people::context();
    answer::ask(&porter, &caller, event, gate).await
}

/// Makes the phone that read the code a door's. Whoever was signed in there no longer is.
#[server(name = DoorPairEnterRequest, prefix = "/api/v1", endpoint = "door_pair_enter", input = Json, output = Json)]
pub async fn door_pair_enter(token: String) -> Result<DoorEntered, ApiError> {
    let (porter, caller) = super::people::context();
    answer::enter(&porter, &caller, &token).await
}

/// The phones that mind the doors of an event now. For its organisers.
#[server(name = DoorPhonesRequest, prefix = "/api/v1", endpoint = "door_phones", input = Json, output = Json)]
pub async fn door_phones(event: RecordId) -> Result<Vec<DoorPhoneLine>, ApiError> {
    let (porter, caller) = super::people::context();
    answer::phones(&porter, &caller, event).await
}

/// Ends one of them. No error if there is none of this name.
#[server(name = DoorPhoneEndRequest, prefix = "/api/v1", endpoint = "door_phone_end", input = Json, output = Json)]
pub async fn door_phone_end(event: RecordId, phone: PersonId) -> Result<(), ApiError> {
    let (porter, caller) = super::people::context();
    porter.end_door_phone(&caller, event, phone).await.map(drop).map_err(super::people::refused)
}

#[cfg(feature = "ssr")]
mod answer {
    use model::{Line, RecordId};

    use super::{ApiError, DoorAsked, DoorEntered, DoorPhoneLine, as_me, refused, set_cookie};
    use crate::auth::{Caller, DoorEntry, MindedDoor, PAIRING_TIME_MS, Porter};

    pub async fn ask(porter: &Porter, caller: &Caller, event: RecordId, gate: Line) -> Result<DoorAsked, ApiError> {
        let token = porter.ask_door(caller, event, gate).await.map_err(refused)?.ok_or(ApiError::Invalid)?;
        Ok(DoorAsked { token, ends_in_ms: PAIRING_TIME_MS as u32 })
    }

    pub async fn enter(porter: &Porter, caller: &Caller, token: &str) -> Result<DoorEntered, ApiError> {
        match porter.enter_door(caller, token).await.map_err(refused)? {
            DoorEntry::In { known, cookie } => {
                set_cookie(&cookie);
                Ok(DoorEntered::In { me: as_me(known) })
            }
            DoorEntry::Over => Ok(DoorEntered::Over),
        }
    }

    pub async fn phones(porter: &Porter, caller: &Caller, event: RecordId) -> Result<Vec<DoorPhoneLine>, ApiError> {
        let phones = porter.door_phones(caller, event).await.map_err(refused)?;
        let line = |minded: MindedDoor| DoorPhoneLine {
            phone: minded.phone.person,
            gate: minded.phone.gate,
            device: minded.device,
            made_ms: minded.phone.made_ms,
            seen_ms: minded.seen_ms,
            ends_ms: minded.ends_ms,
        };
        Ok(phones.into_iter().map(line).collect())
    }
}
