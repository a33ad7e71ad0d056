//! Table `registration`: each person's part in an event, and the waiting line in order of arrival.
//!
//! **Invariant:** read and written only by who holds the event's lock (`seat.rs`).

use std::collections::BTreeSet;

use model::{PersonId, Reason, RecordId, RegistrationId};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::statement::{ROWS_A_STATEMENT, id_at, list, uuid_at};
use super::{Store, StoreError, Tx};
use catalogue::Malformed;
use model::feed::RegistrationState;

/// One person's part in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationRow {
    pub id: RegistrationId,
    pub event: RecordId,
    /// None: it was given to an address that nobody has signed in with.
    pub person: Option<PersonId>,
    /// The key of that address.
    pub address: Option<String>,
    /// Who asked for it, if that is somebody else.
    pub leader: Option<PersonId>,
    pub state: RegistrationState,
    /// The order of arrival at the server, within the event.
    pub arrival: u64,
    /// The counters that a place is taken from.
    pub seats: BTreeSet<String>,
    /// Everything else, as `commit` writes it.
    pub bytes: Vec<u8>,
    pub changed_ms: i64,
}

const COLUMNS: &str = "id, event, person, address, state, place, until_ms, reason, arrival, seats, bytes, changed_ms, \
     leader";
/// States in which somebody takes part or wants to.
pub(super) const LIVING: &str = "state IN ('asked', 'accepted', 'waiting', 'offered')";

/// A person's, or given to their address.
const THEIRS: &str = "(person = $1 OR (person IS NULL AND address = (SELECT email_key FROM person WHERE id = $1)))";

impl Tx {
    /// A person's part in an event: the living one, else the one that changed last.
    pub async fn registration_of(
        &mut self,
        event: RecordId,
        person: PersonId,
    ) -> Result<Option<RegistrationRow>, StoreError> {
        let then = format!(
            "event = $1 AND person = $2 ORDER BY CASE WHEN {LIVING} THEN 0 ELSE 1 END, changed_ms DESC, id DESC LIMIT 1"
        );
        let query = sqlx::query(select(&then)).bind(event.as_bytes().to_vec()).bind(person.as_bytes().to_vec());
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(row).transpose()
    }

    pub async fn registration(&mut self, id: RegistrationId) -> Result<Option<RegistrationRow>, StoreError> {
        let query = sqlx::query(select("id = $1")).bind(id.as_bytes().to_vec());
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(row).transpose()
    }

    /// Those of the registrations that there are.
    pub async fn registrations(&mut self, ids: &[RegistrationId]) -> Result<Vec<RegistrationRow>, StoreError> {
        let mut found = Vec::new();
        for ids in ids.chunks(ROWS_A_STATEMENT) {
            let mut query = sqlx::query(select(&format!("id IN ({})", list(ids.len()))));
            for id in ids {
                query = query.bind(id.as_bytes().to_vec());
            }
            for line in query.fetch_all(&mut *self.conn).await? {
                found.push(row(&line)?);
            }
        }
        Ok(found)
    }

    /// What was asked for an address that nobody has signed in with: the living one, else the one that changed last.
    pub async fn registration_given(
        &mut self,
        event: RecordId,
        address: &str,
    ) -> Result<Option<RegistrationRow>, StoreError> {
        let then = format!(
            "event = $1 AND address = $2 AND person IS NULL \
             ORDER BY CASE WHEN {LIVING} THEN 0 ELSE 1 END, changed_ms DESC, id DESC LIMIT 1"
        );
        let query = sqlx::query(select(&then)).bind(event.as_bytes().to_vec()).bind(address.to_owned());
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(row).transpose()
    }

    /// How many take part, or want to, because this person asked for them.
    pub async fn count_led(&mut self, event: RecordId, leader: PersonId) -> Result<u32, StoreError> {
        let sql = format!("SELECT COUNT(*) FROM registration WHERE event = $1 AND leader = $2 AND {LIVING}");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(event.as_bytes().to_vec()).bind(leader.as_bytes().to_vec());
        let count: i64 = query.fetch_one(&mut *self.conn).await?.try_get(0)?;
        Ok(u32::try_from(count.max(0)).unwrap_or(u32::MAX))
    }

    /// The living ones of an event that were given to an address, and have no person yet.
    pub async fn registrations_given(
        &mut self,
        event: RecordId,
        address: &str,
    ) -> Result<Vec<RegistrationRow>, StoreError> {
        let then = format!("event = $1 AND address = $2 AND person IS NULL AND {LIVING} ORDER BY arrival, id");
        let query = sqlx::query(select(&then)).bind(event.as_bytes().to_vec()).bind(address.to_owned());
        query.fetch_all(&mut *self.conn).await?.iter().map(row).collect()
    }

    /// The events that a person has any part in, or asked for a place at for others.
    pub async fn events_of(&mut self, person: PersonId) -> Result<Vec<RecordId>, StoreError> {
        let sql = format!("SELECT DISTINCT event FROM registration WHERE leader = $1 OR {THEIRS} ORDER BY event");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(person.as_bytes().to_vec());
        let rows = query.fetch_all(&mut *self.conn).await?;
        rows.iter().map(|row| id_at(row, 0)).collect()
    }

    /// All parts of a person, in all events; also what was given to their address and not taken.
    pub async fn registrations_of(&mut self, person: PersonId) -> Result<Vec<RegistrationRow>, StoreError> {
        let query =
            sqlx::query(select(&format!("{THEIRS} ORDER BY event, arrival, id"))).bind(person.as_bytes().to_vec());
        query.fetch_all(&mut *self.conn).await?.iter().map(row).collect()
    }

    /// Some parts in an event, whoever's.
    pub async fn some_registrations(&mut self, event: RecordId, most: u32) -> Result<Vec<RegistrationRow>, StoreError> {
        let query = sqlx::query(select("event = $1 ORDER BY arrival, id LIMIT $2")).bind(event.as_bytes().to_vec());
        query.bind(i64::from(most)).fetch_all(&mut *self.conn).await?.iter().map(row).collect()
    }

    pub async fn put_registration(&mut self, row: &RegistrationRow) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO registration ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
             ON CONFLICT (id) DO UPDATE SET person = excluded.person, address = excluded.address, \
             state = excluded.state, place = excluded.place, until_ms = excluded.until_ms, \
             reason = excluded.reason, arrival = excluded.arrival, seats = excluded.seats, \
             bytes = excluded.bytes, changed_ms = excluded.changed_ms, leader = excluded.leader"
        );
        let (state, place, until_ms, reason) = state_columns(row.state);
        let seats = row.seats.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(row.id.as_bytes().to_vec());
        let query = query.bind(row.event.as_bytes().to_vec()).bind(row.person.map(|id| id.as_bytes().to_vec()));
        let query = query.bind(row.address.clone()).bind(state).bind(place).bind(until_ms).bind(reason);
        let query = query.bind(row.arrival as i64).bind(seats).bind(row.bytes.clone()).bind(row.changed_ms);
        let query = query.bind(row.leader.map(|id| id.as_bytes().to_vec()));
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// The number of the next arrival.
    pub async fn next_arrival(&mut self, event: RecordId) -> Result<u64, StoreError> {
        let query =
            sqlx::query("SELECT CAST(COALESCE(MAX(arrival), 0) + 1 AS BIGINT) FROM registration WHERE event = $1");
        let next: i64 = query.bind(event.as_bytes().to_vec()).fetch_one(&mut *self.conn).await?.try_get(0)?;
        Ok(next.max(1) as u64)
    }

    /// How many wait.
    pub async fn count_waiting(&mut self, event: RecordId) -> Result<u32, StoreError> {
        let query = sqlx::query("SELECT COUNT(*) FROM registration WHERE event = $1 AND state = 'waiting'");
        let count: i64 = query.bind(event.as_bytes().to_vec()).fetch_one(&mut *self.conn).await?.try_get(0)?;
        Ok(u32::try_from(count.max(0)).unwrap_or(u32::MAX))
    }

    /// For each set of counters that somebody waits for, the first who does; in order of arrival.
    pub async fn first_waiting(&mut self, event: RecordId) -> Result<Vec<(BTreeSet<String>, u64)>, StoreError> {
        let sql = "SELECT seats, MIN(arrival) FROM registration WHERE event = $1 AND state = 'waiting' \
             GROUP BY seats ORDER BY MIN(arrival)";
        let rows = sqlx::query(sql).bind(event.as_bytes().to_vec()).fetch_all(&mut *self.conn).await?;
        rows.iter().map(|row| Ok((seats(row.try_get(0)?), row.try_get::<i64, _>(1)?.max(0) as u64))).collect()
    }

    pub async fn waiting_at(&mut self, event: RecordId, arrival: u64) -> Result<Option<RegistrationRow>, StoreError> {
        let query = sqlx::query(select("event = $1 AND state = 'waiting' AND arrival = $2"));
        let query = query.bind(event.as_bytes().to_vec()).bind(arrival as i64);
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(row).transpose()
    }

    /// Somebody left the line: everybody behind moves up by one.
    pub async fn move_line_up(&mut self, event: RecordId, behind: u64) -> Result<(), StoreError> {
        let sql = "UPDATE registration SET place = place - 1 WHERE event = $1 AND state = 'waiting' AND arrival > $2";
        let query = sqlx::query(sql).bind(event.as_bytes().to_vec()).bind(behind as i64);
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Those who wait behind an arrival, up to a place, in their order.
    pub async fn waiting_behind(
        &mut self,
        event: RecordId,
        behind: u64,
        up_to_place: u32,
    ) -> Result<Vec<RegistrationRow>, StoreError> {
        let then = "event = $1 AND state = 'waiting' AND arrival > $2 AND place <= $3 ORDER BY arrival";
        let query = sqlx::query(select(then)).bind(event.as_bytes().to_vec()).bind(behind as i64);
        let rows = query.bind(i64::from(up_to_place)).fetch_all(&mut *self.conn).await?;
        rows.iter().map(row).collect()
    }

    /// Offers of an event that are over, in order of arrival.
    pub async fn offers_over(&mut self, event: RecordId, now_ms: i64) -> Result<Vec<RegistrationRow>, StoreError> {
        let then = "event = $1 AND state = 'offered' AND until_ms <= $2 ORDER BY arrival";
        let query = sqlx::query(select(then)).bind(event.as_bytes().to_vec()).bind(now_ms);
        query.fetch_all(&mut *self.conn).await?.iter().map(row).collect()
    }
}

impl Store {
    /// Events that somebody takes part in, or did.
    pub async fn events_with_registrations(&self) -> Result<Vec<RecordId>, StoreError> {
        let sql = "SELECT DISTINCT event FROM registration ORDER BY event";
        sqlx::query(sql).fetch_all(&self.0.pool).await?.iter().map(|row| id_at(row, 0)).collect()
    }

    /// Events with an offer that is over, or with people who wait.
    pub async fn events_to_settle(&self, now_ms: i64) -> Result<Vec<RecordId>, StoreError> {
        let sql = "SELECT DISTINCT event FROM registration \
             WHERE state = 'waiting' OR (state = 'offered' AND until_ms <= $1) ORDER BY event";
        let rows = sqlx::query(sql).bind(now_ms).fetch_all(&self.0.pool).await?;
        rows.iter().map(|row| id_at(row, 0)).collect()
    }

    /// All of an event, in order of arrival.
    pub async fn registrations_of(&self, event: RecordId) -> Result<Vec<RegistrationRow>, StoreError> {
        let query = sqlx::query(select("event = $1 ORDER BY arrival, id")).bind(event.as_bytes().to_vec());
        query.fetch_all(&self.0.pool).await?.iter().map(row).collect()
    }

    /// Events in which a place was given to this address, and nobody has it yet.
    pub async fn events_given(&self, address: &str) -> Result<Vec<RecordId>, StoreError> {
        let sql = "SELECT DISTINCT event FROM registration WHERE address = $1 AND person IS NULL ORDER BY event";
        let rows = sqlx::query(sql).bind(address.to_owned()).fetch_all(&self.0.pool).await?;
        rows.iter().map(|row| id_at(row, 0)).collect()
    }
}

fn select(which: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("SELECT {COLUMNS} FROM registration WHERE {which}"))
}

type StateColumns = (&'static str, Option<i64>, Option<i64>, Option<&'static str>);

fn state_columns(state: RegistrationState) -> StateColumns {
    match state {
        RegistrationState::Asked => ("asked", None, None, None),
        RegistrationState::Accepted => ("accepted", None, None, None),
        RegistrationState::Waiting { place } => ("waiting", Some(place.into()), None, None),
        RegistrationState::Offered { until_ms } => ("offered", None, Some(until_ms), None),
        RegistrationState::Withdrawn => ("withdrawn", None, None, None),
        RegistrationState::Refused { reason } => ("refused", None, None, Some(reason.key())),
    }
}

fn state_at(row: &AnyRow) -> Result<RegistrationState, StoreError> {
    let wrong = || StoreError::from(Malformed::Cell("state".to_owned()));
    let place: Option<i64> = row.try_get(5)?;
    let until_ms: Option<i64> = row.try_get(6)?;
    let reason: Option<&str> = row.try_get(7)?;
    match row.try_get(4)? {
        "asked" => Ok(RegistrationState::Asked),
        "accepted" => Ok(RegistrationState::Accepted),
        "waiting" => {
            let place = place.and_then(|place| u32::try_from(place).ok()).ok_or_else(wrong)?;
            Ok(RegistrationState::Waiting { place })
        }
        "offered" => Ok(RegistrationState::Offered { until_ms: until_ms.ok_or_else(wrong)? }),
        "withdrawn" => Ok(RegistrationState::Withdrawn),
        "refused" => {
            let known = Reason::ALL.into_iter().find(|known| Some(known.key()) == reason);
            Ok(RegistrationState::Refused { reason: known.unwrap_or(Reason::Other) })
        }
        _ => Err(wrong()),
    }
}

fn seats(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

fn row(row: &AnyRow) -> Result<RegistrationRow, StoreError> {
    Ok(RegistrationRow {
        id: uuid_at(row, 0, RegistrationId::from_bytes)?,
        event: id_at(row, 1)?,
        person: person_at(row, 2)?,
        address: row.try_get(3)?,
        state: state_at(row)?,
        arrival: row.try_get::<i64, _>(8)?.max(0) as u64,
        seats: seats(row.try_get(9)?),
        bytes: row.try_get(10)?,
        changed_ms: row.try_get(11)?,
        leader: person_at(row, 12)?,
    })
}

fn person_at(row: &AnyRow, column: usize) -> Result<Option<PersonId>, StoreError> {
    let bytes: Option<&[u8]> = row.try_get(column)?;
    bytes.is_some().then(|| uuid_at(row, column, PersonId::from_bytes)).transpose()
}
