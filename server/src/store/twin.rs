//! Tables `likeness` and `twin`: what a registration can be like another one in, and which pairs an organiser was told of.
//!
//! **Invariant:** read and written only by who holds the event's lock (`seat.rs`). Marks are hashes; what they are made
//! of is for `commit` to say.

use model::feed::{Likeness, TwinView};
use model::{Digest, RecordId, RegistrationId};
use sqlx::{AssertSqlSafe, Row};

use super::registration::LIVING;
use super::statement::{id_at, insert, list, uuid_at};
use super::{StoreError, Tx};

/// One thing in which a registration can be like another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub hash: Digest,
    pub kind: Likeness,
}

/// A living registration that has a mark in common with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    pub registration: RegistrationId,
    pub arrival: u64,
    pub because: Likeness,
}

impl Tx {
    /// The living registrations of an event with one of these marks, the first to arrive first; at most so many.
    pub async fn alike(
        &mut self,
        event: RecordId,
        own: RegistrationId,
        marks: &[Mark],
        most: u32,
    ) -> Result<Vec<Alike>, StoreError> {
        let sql = format!(
            "SELECT l.registration, r.arrival, l.kind FROM likeness l JOIN registration r ON r.id = l.registration \
             WHERE l.mark IN ({}) AND l.event = ${} AND l.registration <> ${} AND r.{LIVING} \
             ORDER BY r.arrival, l.kind LIMIT ${}",
            list(marks.len()),
            marks.len() + 1,
            marks.len() + 2,
            marks.len() + 3
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for mark in marks {
            query = query.bind(mark.hash.as_bytes().to_vec());
        }
        let query = query.bind(event.as_bytes().to_vec()).bind(own.as_bytes().to_vec()).bind(i64::from(most));
        let rows = query.fetch_all(&mut *self.conn).await?;
        let alike = |row: &sqlx::any::AnyRow| {
            let registration = uuid_at(row, 0, RegistrationId::from_bytes)?;
            let arrival = row.try_get::<i64, _>(1)?.max(0) as u64;
            Ok(Alike { registration, arrival, because: likeness(row.try_get(2)?) })
        };
        rows.iter().map(alike).collect()
    }

    /// The marks of a registration from now on.
    pub async fn put_marks(&mut self, event: RecordId, own: RegistrationId, marks: &[Mark]) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM likeness WHERE registration = $1").bind(own.as_bytes().to_vec());
        query.execute(&mut *self.conn).await?;
        if marks.is_empty() {
            return Ok(());
        }
        let into = "likeness (event, mark, registration, kind)";
        let mut query = sqlx::query(insert(into, 4, marks.len(), "ON CONFLICT DO NOTHING"));
        for mark in marks {
            query = query.bind(event.as_bytes().to_vec()).bind(mark.hash.as_bytes().to_vec());
            query = query.bind(own.as_bytes().to_vec()).bind(mark.kind.key());
        }
        query.execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Notes a pair. True if the organiser has to be told of it: it is new, or was over.
    pub async fn put_twin(&mut self, twin: &TwinView) -> Result<bool, StoreError> {
        let sql = "INSERT INTO twin (event, earlier, later, because, over) VALUES ($1, $2, $3, $4, 0) \
             ON CONFLICT (earlier, later) DO UPDATE SET over = 0, because = excluded.because WHERE twin.over = 1";
        let [earlier, later] = twin.pair;
        let query = sqlx::query(sql).bind(twin.event.as_bytes().to_vec()).bind(earlier.as_bytes().to_vec());
        let query = query.bind(later.as_bytes().to_vec()).bind(twin.because.key());
        Ok(query.execute(&mut *self.conn).await?.rows_affected() > 0)
    }

    /// Ends the pairs that a registration is of; gives them.
    pub async fn end_twins(&mut self, registration: RegistrationId) -> Result<Vec<TwinView>, StoreError> {
        let sql = "SELECT event, earlier, later, because FROM twin \
             WHERE (earlier = $1 OR later = $1) AND over = 0 ORDER BY earlier, later";
        let query = sqlx::query(sql).bind(registration.as_bytes().to_vec());
        let mut ended = Vec::new();
        for row in query.fetch_all(&mut *self.conn).await? {
            let pair = [uuid_at(&row, 1, RegistrationId::from_bytes)?, uuid_at(&row, 2, RegistrationId::from_bytes)?];
            let because = likeness(row.try_get(3)?);
            ended.push(TwinView { event: id_at(&row, 0)?, pair, because, over: true });
        }
        if !ended.is_empty() {
            let query = sqlx::query("UPDATE twin SET over = 1 WHERE earlier = $1 OR later = $1");
            query.bind(registration.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        }
        Ok(ended)
    }

    /// Forgets what a registration was compared by.
    pub async fn forget_marks(&mut self, registration: RegistrationId) -> Result<(), StoreError> {
        for sql in ["DELETE FROM likeness WHERE registration = $1", "DELETE FROM twin WHERE earlier = $1 OR later = $1"]
        {
            sqlx::query(sql).bind(registration.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        }
        Ok(())
    }
}

fn likeness(word: &str) -> Likeness {
    Likeness::ALL.into_iter().find(|known| known.key() == word).unwrap_or(Likeness::Other)
}
