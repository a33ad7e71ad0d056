//! The codes of an event's rooms, for its organisers to print.

use leptos::prelude::*;
use model::RecordId;
use server_fn::codec::Json;

use super::{ApiError, RoomCodeLine};

/// One for each session that counts attendance. `path` goes behind the address that people use, and into a QR code.
#[server(name = RoomCodesRequest, prefix = "/api/v1", endpoint = "room_codes", input = Json, output = Json)]
pub async fn room_codes(event: RecordId) -> Result<Vec<RoomCodeLine>, ApiError> {
    answer::room_codes(event).await
}

#[cfg(feature = "ssr")]
mod answer {
    use leptos::prelude::expect_context;
    use model::RecordId;

    use super::{ApiError, RoomCodeLine};
    use crate::api::act::{actor_of, later_act};
    use crate::api::people::refused;
    use crate::auth::{Caller, Porter};
    use crate::commit::act;

    pub async fn room_codes(event: RecordId) -> Result<Vec<RoomCodeLine>, ApiError> {
        let (porter, caller) = (expect_context::<Porter>(), expect_context::<Caller>());
        let signed_in = porter.signed_in(&caller).await.map_err(refused)?;
        let actor = actor_of(&porter, signed_in).await?;
        let codes = act::room_codes(porter.store(), porter.seals(), &actor, event, porter.now_ms()).await;
        let line = |room: act::RoomCode| RoomCodeLine {
            path: format!("/here/{event}/{}#{}", room.session, room.code),
            session: room.session,
            title: room.title,
            code: room.code,
        };
        Ok(codes.map_err(later_act)?.into_iter().map(line).collect())
    }
}
