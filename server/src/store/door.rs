//! Tables `door_pairing` and `door_phone`: codes that make a phone a door's, and the phones that are.

use model::{Line, PersonId, RecordId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::code::Hash;
use super::statement::{id_at, uuid_at};
use super::{Store, StoreError, Tx};
use catalogue::Malformed;

/// A code that an organiser asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorPairing {
    pub event: RecordId,
    pub gate: Line,
    pub asked_by: PersonId,
    pub made_ms: i64,
    pub ends_ms: i64,
}

/// A phone that minds a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorPhone {
    pub person: PersonId,
    pub event: RecordId,
    pub gate: Line,
    pub paired_by: PersonId,
    pub made_ms: i64,
}

const PAIRING: &str = "event, gate, asked_by, made_ms, ends_ms";
const PHONE: &str = "person, event, gate, paired_by, made_ms";

impl Tx {
    pub async fn insert_pairing(&mut self, token: &Hash, pairing: &DoorPairing) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO door_pairing (token, {PAIRING}) VALUES ($1, $2, $3, $4, $5, $6)");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(token.to_vec());
        let query = query.bind(pairing.event.as_bytes().to_vec()).bind(pairing.gate.as_str().to_owned());
        let query = query.bind(pairing.asked_by.as_bytes().to_vec()).bind(pairing.made_ms).bind(pairing.ends_ms);
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Codes that somebody asked for and nobody has used.
    pub async fn open_pairings(&mut self, asked_by: PersonId, now_ms: i64) -> Result<u64, StoreError> {
        let query = sqlx::query("SELECT COUNT(*) FROM door_pairing WHERE asked_by = $1 AND ends_ms > $2");
        let row = query.bind(asked_by.as_bytes().to_vec()).bind(now_ms).fetch_one(&mut *self.conn).await?;
        Ok(row.try_get::<i64, _>(0)?.max(0) as u64)
    }

    /// Takes a code out, so that it can be used once. None: it was used, it is over, or it never was.
    pub async fn use_pairing(&mut self, token: &Hash, now_ms: i64) -> Result<Option<DoorPairing>, StoreError> {
        let sql = format!("DELETE FROM door_pairing WHERE token = $1 AND ends_ms > $2 RETURNING {PAIRING}");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(token.to_vec()).bind(now_ms);
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(pairing).transpose()
    }

    pub async fn drop_ended_pairings(&mut self, now_ms: i64) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM door_pairing WHERE ends_ms <= $1");
        query.bind(now_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    pub async fn put_door_phone(&mut self, phone: &DoorPhone) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO door_phone ({PHONE}) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person) DO UPDATE SET \
             event = excluded.event, gate = excluded.gate, paired_by = excluded.paired_by, made_ms = excluded.made_ms"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(phone.person.as_bytes().to_vec());
        let query = query.bind(phone.event.as_bytes().to_vec()).bind(phone.gate.as_str().to_owned());
        query.bind(phone.paired_by.as_bytes().to_vec()).bind(phone.made_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// A phone of an event, while this transaction lasts.
    pub async fn door_phone_of(&mut self, person: PersonId) -> Result<Option<DoorPhone>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {PHONE} FROM door_phone WHERE person = $1"));
        let query = sqlx::query(sql).bind(person.as_bytes().to_vec());
        query.fetch_optional(&mut *self.conn).await?.as_ref().map(phone).transpose()
    }

    /// The phone minds no door any more; its sessions end.
    pub async fn drop_door_phone(&mut self, person: PersonId) -> Result<(), StoreError> {
        for sql in ["DELETE FROM door_phone WHERE person = $1", "DELETE FROM session WHERE person = $1"] {
            sqlx::query(sql).bind(person.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        }
        Ok(())
    }
}

impl Store {
    pub async fn door_phone(&self, person: PersonId) -> Result<Option<DoorPhone>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {PHONE} FROM door_phone WHERE person = $1"));
        let query = sqlx::query(sql).bind(person.as_bytes().to_vec());
        query.fetch_optional(&self.0.pool).await?.as_ref().map(phone).transpose()
    }

    /// The phones of an event, in the order in which they came.
    pub async fn door_phones(&self, event: RecordId) -> Result<Vec<DoorPhone>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {PHONE} FROM door_phone WHERE event = $1 ORDER BY person"));
        let rows = sqlx::query(sql).bind(event.as_bytes().to_vec()).fetch_all(&self.0.pool).await?;
        rows.iter().map(phone).collect()
    }
}

fn pairing(row: &AnyRow) -> Result<DoorPairing, StoreError> {
    Ok(DoorPairing {
        event: id_at(row, 0)?,
        gate: gate(row, 1)?,
        asked_by: uuid_at(row, 2, PersonId::from_bytes)?,
        made_ms: row.try_get(3)?,
        ends_ms: row.try_get(4)?,
    })
}

fn phone(row: &AnyRow) -> Result<DoorPhone, StoreError> {
    Ok(DoorPhone {
        person: uuid_at(row, 0, PersonId::from_bytes)?,
        event: id_at(row, 1)?,
        gate: gate(row, 2)?,
        paired_by: uuid_at(row, 3, PersonId::from_bytes)?,
        made_ms: row.try_get(4)?,
    })
}

fn gate(row: &AnyRow, column: usize) -> Result<Line, StoreError> {
    let text: &str = row.try_get(column)?;
    Line::parse(text).map_err(|_| Malformed::Cell("gate".to_owned()).into())
}
