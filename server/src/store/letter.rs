//! Tables `letter` and `letter_to`: what organisers wrote, and the copies that go out by mail.
//!
//! A copy is due until it went out. Who sends it first moves its time ahead, so that no other server sends it meanwhile,
//! and so that it is due again if this server dies on the way.

use model::feed::LetterView;
use model::{CommandId, Email, Profile, RegistrationId};
use sqlx::Row;

use super::statement::{ROWS_A_STATEMENT, insert, json, json_at, uuid_at};
use super::{Store, StoreError, Tx};

/// A copy of a letter that is to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLetter {
    pub letter: LetterView,
    pub registration: RegistrationId,
    pub email: Email,
    /// The language of the reader, if they said.
    pub language: Option<String>,
    /// How often it was tried, this time counted.
    pub tries: u32,
}

impl Tx {
    /// Keeps a letter, with a copy for each address.
    pub async fn put_letter(&mut self, letter: &LetterView, to: &[(RegistrationId, Email)]) -> Result<(), StoreError> {
        let query = sqlx::query("INSERT INTO letter (id, bytes) VALUES ($1, $2)");
        query.bind(letter.id.as_bytes().to_vec()).bind(json(letter)).execute(&mut *self.conn).await?;
        for copies in to.chunks(ROWS_A_STATEMENT) {
            let into = "letter_to (letter, registration, email, tries, due_ms)";
            let mut query = sqlx::query(insert(into, 5, copies.len(), ""));
            for (registration, email) in copies {
                query = query.bind(letter.id.as_bytes().to_vec()).bind(registration.as_bytes().to_vec());
                query = query.bind(email.as_str().to_owned()).bind(0_i64).bind(letter.sent_ms);
            }
            query.execute(&mut *self.conn).await?;
        }
        Ok(())
    }

    /// Whoever this was for gets no copy any more.
    pub async fn forget_letters_to(&mut self, registration: RegistrationId) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM letter_to WHERE registration = $1");
        query.bind(registration.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// Takes the copies that are due, the longest first, and makes them due again at `again_ms`.
    pub async fn take_due_letters(
        &mut self,
        now_ms: i64,
        again_ms: i64,
        most: u32,
    ) -> Result<Vec<DueLetter>, StoreError> {
        let sql = "SELECT c.letter, c.registration, c.email, c.tries, l.bytes, p.bytes, c.due_ms FROM letter_to c \
             JOIN letter l ON l.id = c.letter LEFT JOIN registration r ON r.id = c.registration \
             LEFT JOIN profile p ON p.person = r.person WHERE c.due_ms <= $1 \
             ORDER BY c.due_ms, c.letter, c.registration LIMIT $2";
        let rows = sqlx::query(sql).bind(now_ms).bind(i64::from(most)).fetch_all(&mut *self.conn).await?;
        let mut taken = Vec::new();
        for row in rows {
            let letter = uuid_at(&row, 0, CommandId::from_bytes)?;
            let registration = uuid_at(&row, 1, RegistrationId::from_bytes)?;
            let sql = "UPDATE letter_to SET due_ms = $1, tries = tries + 1 \
                 WHERE letter = $2 AND registration = $3 AND due_ms = $4";
            let query = sqlx::query(sql).bind(again_ms).bind(letter.as_bytes().to_vec());
            let query = query.bind(registration.as_bytes().to_vec()).bind(row.try_get::<i64, _>(6)?);
            if query.execute(&mut *self.conn).await?.rows_affected() == 0 {
                // Another server has it.
                continue;
            }
            let Ok(email) = Email::parse(row.try_get(2)?) else { continue };
            let profile: Option<&[u8]> = row.try_get(5)?;
            let profile: Option<Profile> = profile.map(json_at).transpose()?;
            let tries = u32::try_from(row.try_get::<i64, _>(3)?.max(0)).unwrap_or(u32::MAX).saturating_add(1);
            let language = profile.map(|profile| profile.language.to_string());
            taken.push(DueLetter { letter: json_at(row.try_get(4)?)?, registration, email, language, tries });
        }
        Ok(taken)
    }

    /// A copy is never due again: it went out at this time, or never will. Its address is forgotten.
    pub async fn settle_letter(
        &mut self,
        letter: CommandId,
        registration: RegistrationId,
        sent_ms: Option<i64>,
    ) -> Result<(), StoreError> {
        let sql =
            "UPDATE letter_to SET email = '', due_ms = NULL, sent_ms = $1 WHERE letter = $2 AND registration = $3";
        let query = sqlx::query(sql).bind(sent_ms).bind(letter.as_bytes().to_vec());
        query.bind(registration.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }

    /// A copy is tried again at this time.
    pub async fn put_letter_off(
        &mut self,
        letter: CommandId,
        registration: RegistrationId,
        due_ms: i64,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE letter_to SET due_ms = $1 WHERE letter = $2 AND registration = $3 AND due_ms IS NOT NULL";
        let query = sqlx::query(sql).bind(due_ms).bind(letter.as_bytes().to_vec());
        query.bind(registration.as_bytes().to_vec()).execute(&mut *self.conn).await?;
        Ok(())
    }
}

impl Store {
    /// Whether a copy is due. Most of the time none is, and nobody has to wait for a transaction.
    pub async fn has_due_letters(&self, now_ms: i64) -> Result<bool, StoreError> {
        let query = sqlx::query("SELECT 1 FROM letter_to WHERE due_ms <= $1 LIMIT 1").bind(now_ms);
        Ok(query.fetch_optional(&self.0.pool).await?.is_some())
    }
}
