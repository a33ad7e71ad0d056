//! Sessions: who a cookie belongs to, when that ends, and the list that a person sees.

use model::PersonId;

use super::{AuthError, Caller, Porter, Purpose, Role, SESSION_COOKIE, Step, cookie, limit};
use crate::store::{DoorPhone, Person, Session, SessionId, StoreError};

/// A session that nobody used for so long is over.
pub const IDLE_TIME_MS: i64 = 30 * limit::DAY_MS;
/// A session is over after so long, however much it is used.
pub const ABSOLUTE_TIME_MS: i64 = 180 * limit::DAY_MS;
/// That a session was used is written down at most this often: most requests write nothing.
const SEEN_EVERY_MS: i64 = limit::HOUR_MS;

/// A person in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedIn {
    pub person: PersonId,
    pub session: SessionId,
    /// When the session is over, whoever uses it.
    pub ends_ms: Option<i64>,
}

/// What a signed-in person is told of themselves.
#[derive(Clone)]
pub struct Known {
    pub person: Person,
    pub roles: Vec<Role>,
    pub session: SessionId,
    /// The door that this phone minds, and until when.
    pub door: Option<Box<(DoorPhone, i64)>>,
}

impl Porter {
    /// Who sent a request; `None` if nobody is signed in, or no longer.
    pub async fn who(&self, caller: &Caller) -> Result<Option<SignedIn>, StoreError> {
        let Some(token) = &caller.session else { return Ok(None) };
        let hash = self.hash(Purpose::SessionCookie, &[token.as_bytes()]);
        let now_ms = self.now_ms();
        let found = self.store().session_of(&hash).await?;
        let Some(session) = found.filter(|session| runs(session, now_ms)) else { return Ok(None) };
        if now_ms - session.seen_ms >= SEEN_EVERY_MS {
            self.store().see_session(session.id, now_ms).await?;
        }
        Ok(Some(SignedIn { person: session.person, session: session.id, ends_ms: session.ends_ms }))
    }

    /// The same for who must be signed in.
    pub async fn signed_in(&self, caller: &Caller) -> Result<SignedIn, AuthError> {
        self.who(caller).await?.ok_or(AuthError::NotSignedIn)
    }

    pub async fn roles(&self, person: PersonId) -> Result<Vec<Role>, StoreError> {
        Ok(self.store().roles(person).await?.iter().filter_map(Role::read).collect())
    }

    /// The caller, with address and roles.
    pub async fn me(&self, caller: &Caller) -> Result<Known, AuthError> {
        let signed_in = self.signed_in(caller).await?;
        let person = self.store().person(signed_in.person).await?.ok_or(AuthError::NotSignedIn)?;
        Ok(self.known(person, signed_in).await?)
    }

    pub(super) async fn known(&self, person: Person, signed_in: SignedIn) -> Result<Known, StoreError> {
        let door = match signed_in.ends_ms {
            Some(ends_ms) => self.store().door_phone(person.id).await?.map(|phone| Box::new((phone, ends_ms))),
            None => None,
        };
        Ok(Known { roles: self.roles(person.id).await?, person, session: signed_in.session, door })
    }

    /// The sessions of the caller that have not ended, seen last first; and which of them is the caller's.
    pub async fn sessions(&self, caller: &Caller) -> Result<(Vec<Session>, SessionId), AuthError> {
        let signed_in = self.signed_in(caller).await?;
        let now_ms = self.now_ms();
        let mut sessions = self.store().sessions(signed_in.person).await?;
        sessions.retain(|session| runs(session, now_ms));
        Ok((sessions, signed_in.session))
    }

    /// Ends a session of the caller; one that is not theirs stays. Returns the cookie to set if it was this one.
    pub async fn end_session(&self, caller: &Caller, id: SessionId) -> Result<Option<String>, AuthError> {
        let signed_in = self.signed_in(caller).await?;
        let mut tx = self.store().write().await?;
        let ended = tx.end_session(signed_in.person, id).await?;
        tx.commit().await?;
        if ended {
            self.count(Step::SessionEnded);
        }
        Ok((id == signed_in.session).then(|| cookie::clear(SESSION_COOKIE)))
    }

    /// Ends the caller's session, if there is one, and returns the cookie to set.
    pub async fn sign_out(&self, caller: &Caller) -> Result<String, StoreError> {
        if let Some(token) = &caller.session {
            let mut tx = self.store().write().await?;
            let ended = tx.end_session_of(&self.hash(Purpose::SessionCookie, &[token.as_bytes()])).await?;
            tx.commit().await?;
            if ended {
                self.count(Step::SessionEnded);
            }
        }
        Ok(cookie::clear(SESSION_COOKIE))
    }
}

pub(super) fn runs(session: &Session, now_ms: i64) -> bool {
    let own_end = session.ends_ms.unwrap_or(i64::MAX);
    now_ms < session.seen_ms + IDLE_TIME_MS && now_ms < session.made_ms + ABSOLUTE_TIME_MS && now_ms < own_end
}
