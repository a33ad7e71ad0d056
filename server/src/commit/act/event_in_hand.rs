//! The event that an act is about, as far as acts need it.

use std::sync::Arc;

use catalogue::cells;
use model::record::Session;
use model::registration::Registration;
use model::{Detail, RecordId};

use super::ticket::When;
use crate::store::{StoreError, Tx};

#[derive(Clone)]
pub(super) struct EventInHand {
    pub id: RecordId,
    pub when: When,
    pub sessions: Arc<[Session]>,
    pub rules: Option<Arc<Registration>>,
}

impl EventInHand {
    /// A record of another kind, and one that is gone, takes no registrations.
    pub async fn load(tx: &mut Tx, id: RecordId) -> Result<Option<Self>, StoreError> {
        let Some(row) = tx.rows(&[id]).await?.remove(&id) else { return Ok(None) };
        let detail = if row.is_gone() { None } else { Some(cells::to_record(&row)?.detail) };
        let event = match detail {
            Some(Detail::Event(event)) => EventInHand {
                id,
                when: When { begins: event.begins, ends: event.ends, zone: event.zone },
                sessions: event.sessions.iter().cloned().collect(),
                rules: event.registration.map(|rules| Arc::new(*rules)),
            },
            Some(_) | None => EventInHand { id, when: When::default(), sessions: Arc::new([]), rules: None },
        };
        Ok(Some(event))
    }
}
