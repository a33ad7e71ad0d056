//! The registrations of an event, as its organisers see them.

use model::RecordId;
use model::feed::RegistrationView;

use super::ActError;
use super::held::Held;
use crate::store::Store;

/// In order of arrival, those that are over too.
pub async fn listed(store: &Store, event: RecordId) -> Result<Vec<RegistrationView>, ActError> {
    let rows = store.registrations_of(event).await?;
    Ok(rows.into_iter().map(|row| Held::read(row).map(|held| held.view_for_desk())).collect::<Result<_, _>>()?)
}
