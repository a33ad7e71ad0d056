//! Tables `attendance` and `certificate`: who was in which session, and what was signed for it.

use model::{RecordId, RegistrationId};
use sqlx::Row;

use super::statement::{id_at, uuid_at};
use super::{StoreError, Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceRow {
    pub registration: RegistrationId,
    /// The session's key.
    pub session: String,
    pub event: RecordId,
    /// The phone's clock.
    pub seen_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRow {
    pub registration: RegistrationId,
    pub event: RecordId,
    pub token: String,
    pub issued_ms: i64,
}

impl Tx {
    pub async fn insert_attendance(&mut self, row: &AttendanceRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO attendance (registration, session, event, seen_ms) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(row.registration.as_bytes().to_vec()).bind(row.session.clone());
        query.bind(row.event.as_bytes().to_vec()).bind(row.seen_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// The sessions that one registration's person was in.
    pub async fn attended(&mut self, registration: RegistrationId) -> Result<Vec<AttendanceRow>, StoreError> {
        let sql = "SELECT registration, session, event, seen_ms FROM attendance WHERE registration = $1 \
             ORDER BY session";
        let query = sqlx::query(sql).bind(registration.as_bytes().to_vec());
        let row = |row: &sqlx::any::AnyRow| {
            let registration = uuid_at(row, 0, RegistrationId::from_bytes)?;
            Ok(AttendanceRow {
                registration,
                session: row.try_get(1)?,
                event: id_at(row, 2)?,
                seen_ms: row.try_get(3)?,
            })
        };
        query.fetch_all(&mut *self.conn).await?.iter().map(row).collect()
    }

    /// The newest one counts.
    pub async fn put_certificate(&mut self, row: &CertificateRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO certificate (registration, event, token, issued_ms) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (registration) DO UPDATE SET token = excluded.token, issued_ms = excluded.issued_ms";
        let query = sqlx::query(sql).bind(row.registration.as_bytes().to_vec()).bind(row.event.as_bytes().to_vec());
        query.bind(row.token.clone()).bind(row.issued_ms).execute(&mut *self.conn).await?;
        Ok(())
    }

    pub async fn certificate(&mut self, id: RegistrationId) -> Result<Option<CertificateRow>, StoreError> {
        let sql = "SELECT registration, event, token, issued_ms FROM certificate WHERE registration = $1";
        let row = sqlx::query(sql).bind(id.as_bytes().to_vec()).fetch_optional(&mut *self.conn).await?;
        let Some(row) = row else { return Ok(None) };
        let (token, issued_ms) = (row.try_get(2)?, row.try_get(3)?);
        Ok(Some(CertificateRow { registration: id, event: id_at(&row, 1)?, token, issued_ms }))
    }
}
