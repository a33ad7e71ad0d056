//! Table `check_in`: who came in, when, and through which gate. Rows are only ever added.
//!
//! **Invariant:** read and written only by who holds the event's lock (`seat.rs`).

use catalogue::Malformed;
use model::command::Way;
use model::feed::CheckInView;
use model::{CommandId, Line, PersonId, RegistrationId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::statement::{id_at, uuid_at};
use super::{StoreError, Tx};

const COLUMNS: &str = "SELECT id, event, registration, way, gate, seen_ms, undone FROM check_in";

impl Tx {
    pub async fn insert_check_in(
        &mut self,
        entry: &CheckInView,
        minded_by: PersonId,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO check_in (id, event, registration, person, way, gate, seen_ms, at_ms, undone) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)";
        let query = sqlx::query(sql).bind(entry.check_in.as_bytes().to_vec()).bind(entry.event.as_bytes().to_vec());
        let query = query.bind(entry.registration.as_bytes().to_vec()).bind(minded_by.as_bytes().to_vec());
        let query = query.bind(way_key(entry.way)).bind(entry.gate.as_str().to_owned());
        query.bind(entry.seen_ms).bind(now_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    pub async fn check_in(&mut self, id: CommandId) -> Result<Option<CheckInView>, StoreError> {
        let query = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1"))).bind(id.as_bytes().to_vec());
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(entry).transpose()
    }

    /// Everything that was ever written down of this registration.
    pub async fn check_ins(&mut self, registration: RegistrationId) -> Result<Vec<CheckInView>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE registration = $1 ORDER BY at_ms, id"));
        let rows = sqlx::query(sql).bind(registration.as_bytes().to_vec()).fetch_all(&mut *self.conn).await?;
        rows.iter().map(entry).collect()
    }

    pub async fn undo_check_in(&mut self, id: CommandId) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE check_in SET undone = 1 WHERE id = $1").bind(id.as_bytes().to_vec());
        query.execute(&mut *self.conn).await?;
        Ok(())
    }
}

fn entry(row: &AnyRow) -> Result<CheckInView, StoreError> {
    let malformed = |column: &str| Malformed::Cell(column.to_owned());
    let (way, gate): (&str, &str) = (row.try_get(3)?, row.try_get(4)?);
    Ok(CheckInView {
        check_in: uuid_at(row, 0, CommandId::from_bytes)?,
        event: id_at(row, 1)?,
        registration: uuid_at(row, 2, RegistrationId::from_bytes)?,
        way: way_of(way).ok_or_else(|| malformed("way"))?,
        gate: Line::parse(gate).map_err(|_| malformed("gate"))?,
        seen_ms: row.try_get(5)?,
        undone: row.try_get::<i64, _>(6)? != 0,
    })
}

const WAYS: [(Way, &str); 3] = [(Way::Scan, "scan"), (Way::Name, "name"), (Way::WalkIn, "walk_in")];

fn way_key(way: Way) -> &'static str {
    WAYS.iter().find(|(known, _)| *known == way).map_or("", |(_, key)| key)
}

fn way_of(key: &str) -> Option<Way> {
    WAYS.iter().find(|(_, known)| *known == key).map(|(way, _)| *way)
}
