//! One look at a desk. Pure but for reading the store, so that it is tested everywhere.

use model::view::{Desk, DeskView, fold_desk};
use model::{RecordId, Scope};

use crate::state::channel::Role;
use crate::state::mine::pending;
use crate::store::me::{self, Known};
use crate::store::{Outbox, Owner, Store, StoreError, feed};

/// The desk of an event, as far as this phone holds it.
pub async fn look(store: &dyn Store, event: RecordId) -> Result<Desk, StoreError> {
    let owner = me::known(store).await?.map_or(Owner::Nobody, |known| known.owner());
    let mut told = DeskView::default();
    for row in feed::rows(store, Scope::Desk(event)).await? {
        told.take(row);
    }
    let outbox = Outbox::load(store, owner).await?;
    let waiting: Vec<_> = outbox.items.iter().map(pending).collect();
    Ok(fold_desk(&told, event, &waiting))
}

/// The events that somebody runs, and whether they may make others.
pub fn events_of(known: Option<&Known>) -> (Vec<RecordId>, bool) {
    let roles = known.map_or(&[][..], Known::roles);
    let events = roles.iter().filter_map(|role| match role {
        Role::Organiser { event } => Some(*event),
        Role::Admin | Role::Contact { .. } | Role::Door { .. } | Role::Unknown => None,
    });
    (events.collect(), roles.contains(&Role::Admin))
}
