//! Table `consent`: what each person agreed to, for each purpose, and whether it still stands.

use model::feed::ConsentView;
use model::{Line, PersonId, RecordId};
use sqlx::Row;

use super::statement::{json, json_at};
use super::{StoreError, Tx};

impl Tx {
    /// The newest word of a person about a purpose.
    pub async fn consent(
        &mut self,
        person: PersonId,
        event: Option<RecordId>,
        purpose: &Line,
    ) -> Result<Option<ConsentView>, StoreError> {
        let sql = "SELECT bytes FROM consent WHERE person = $1 AND event = $2 AND purpose = $3";
        let query = sqlx::query(sql).bind(person.as_bytes().to_vec()).bind(event_bytes(event));
        let row = query.bind(purpose.as_str().to_owned()).fetch_optional(&mut *self.conn).await?;
        row.map(|row| json_at(row.try_get(0)?)).transpose()
    }

    pub async fn put_consent(&mut self, person: PersonId, view: &ConsentView) -> Result<(), StoreError> {
        let sql = "INSERT INTO consent (person, event, purpose, bytes, given, changed_ms) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person, event, purpose) DO UPDATE \
             SET bytes = excluded.bytes, given = excluded.given, changed_ms = excluded.changed_ms";
        let query = sqlx::query(sql).bind(person.as_bytes().to_vec()).bind(event_bytes(view.event));
        let query = query.bind(view.consent.purpose.as_str().to_owned()).bind(json(view));
        query.bind(i64::from(view.given)).bind(view.changed_ms).execute(&mut *self.conn).await?;
        Ok(())
    }
}

fn event_bytes(event: Option<RecordId>) -> Vec<u8> {
    event.map_or(Vec::new(), |event| event.as_bytes().to_vec())
}
