//! Entering a code: a try is spent, then the code compared; the right one makes a session.

use model::PersonId;

use super::code::{Code, TRIES};
use super::limit::{ACCOUNT, DAY_MS};
use super::{ABSOLUTE_TIME_MS, ASKING_COOKIE, AuthError, Caller, Email, Limit, Porter, Purpose, SESSION_COOKIE};
use super::{Known, SignedIn, Step, Token, cookie};
use crate::store::{Hash, Person, Session, SessionId, StoreError, Tx};

/// Sessions of one person. The one that was not seen for longest gives way.
const SESSIONS: u32 = 40;
/// How often a transaction is done again that met another one.
const ATTEMPTS: usize = 4;

/// What came of a code.
pub enum Entry {
    /// Signed in. The cookies are to be set.
    In {
        known: Known,
        cookies: [String; 2],
    },
    Wrong {
        tries_left: u32,
    },
    /// There is no code to enter in this browser: it ended, it was used, its tries are spent, or another browser asked.
    Over,
}

impl Porter {
    /// Tries a code that a person typed. A text that is no code costs no try.
    pub async fn enter(&self, caller: &Caller, typed: &str) -> Result<Entry, AuthError> {
        let (Some(asking), Some(code)) = (&caller.asking, Code::parse(typed)) else {
            return Ok(self.no_try(caller).await?);
        };
        let browser = self.hash(Purpose::AskingCookie, &[asking.as_bytes()]);
        let typed = self.hash(Purpose::Code, &[&browser, code.as_bytes()]);
        for _ in 1..ATTEMPTS {
            match self.enter_once(caller, &browser, &typed).await {
                Err(AuthError::Store(error)) if error.is_retryable() => {}
                done => return done,
            }
        }
        self.enter_once(caller, &browser, &typed).await
    }

    async fn enter_once(&self, caller: &Caller, browser: &Hash, typed: &Hash) -> Result<Entry, AuthError> {
        let now_ms = self.now_ms();
        let mut tx = self.store().write().await?;
        let Some(tried) = tx.spend_try(browser, TRIES, now_ms).await? else {
            tx.roll_back().await?;
            self.refuse(Step::Over);
            return Ok(Entry::Over);
        };
        // The try just spent is among them.
        if tx.wrong_tries(&tried.address, now_ms - DAY_MS).await? > ACCOUNT {
            tx.roll_back().await?;
            self.refuse(Step::Limited(Limit::Account));
            return Err(AuthError::Limited(Limit::Account));
        }
        // Compared in constant time, as this type does.
        if blake3::Hash::from_bytes(tried.code) != blake3::Hash::from_bytes(*typed) {
            tx.commit().await?;
            self.refuse(Step::Wrong);
            let tries_left = TRIES.saturating_sub(tried.wrong);
            return Ok(if tries_left == 0 { Entry::Over } else { Entry::Wrong { tries_left } });
        }
        tx.use_code(browser).await?;
        let email_key = Email::parse(&tried.email).map_or_else(|_| tried.email.clone(), |email| email.key());
        let id = PersonId::made_at(now_ms.max(0) as u64, rand::random());
        let asked = Person { id, email: tried.email.clone(), email_key, created_ms: now_ms };
        let person = tx.ensure_person(&asked).await?;
        let (session, cookie) = self.begin_session(&mut tx, caller, person.id, None, now_ms).await?;
        tx.commit().await?;
        self.count(Step::Entered);
        let signed_in = SignedIn { person: session.person, session: session.id, ends_ms: None };
        let known = self.known(person, signed_in).await?;
        let cookies = [cookie, cookie::clear(ASKING_COOKIE)];
        Ok(Entry::In { known, cookies })
    }

    /// A new session with a new token, and the cookie that holds it; the session that the browser had is over.
    pub(super) async fn begin_session(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: PersonId,
        ends_ms: Option<i64>,
        now_ms: i64,
    ) -> Result<(Session, String), StoreError> {
        if let Some(earlier) = &caller.session {
            tx.end_session_of(&self.hash(Purpose::SessionCookie, &[earlier.as_bytes()])).await?;
        }
        let token = Token::made();
        let id = SessionId::made_at(now_ms, rand::random());
        let session = Session { id, person, device: caller.device.clone(), made_ms: now_ms, seen_ms: now_ms, ends_ms };
        tx.insert_session(&session, &self.hash(Purpose::SessionCookie, &[token.as_bytes()])).await?;
        tx.keep_newest_sessions(person, SESSIONS).await?;
        let time_ms = ends_ms.map_or(ABSOLUTE_TIME_MS, |ends_ms| (ends_ms - now_ms).min(ABSOLUTE_TIME_MS));
        Ok((session, cookie::set(SESSION_COOKIE, &token, time_ms)))
    }

    /// The answer where nothing could be compared: a slip of the thumb, if this browser has a code to enter.
    async fn no_try(&self, caller: &Caller) -> Result<Entry, StoreError> {
        let tries_left = match &caller.asking {
            Some(asking) => {
                let browser = self.hash(Purpose::AskingCookie, &[asking.as_bytes()]);
                self.store().tries_left(&browser, TRIES, self.now_ms()).await?
            }
            None => 0,
        };
        if tries_left == 0 {
            self.refuse(Step::Over);
            return Ok(Entry::Over);
        }
        Ok(Entry::Wrong { tries_left })
    }
}
