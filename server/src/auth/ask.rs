//! Asking for a code: the limits, a row with its hash, and the letter.

use super::code::Code;
use super::limit::{DAY_MS, HOUR_MS};
use super::{AuthError, Caller, Email, Limit, Porter, Purpose, Step, Token, cookie};
use crate::mail::{Letter, Tongue};
use crate::store::SentCode;

/// How long a code may be entered.
pub const CODE_TIME_MS: i64 = 10 * 60 * 1000;

impl Porter {
    /// Sends a code to an address and returns the cookie that binds it to the asking browser. A code that the browser
    /// asked for before is over. It is the same for an address that is known and for one that is not.
    pub async fn ask(&self, caller: &Caller, email: &Email, language: &str) -> Result<String, AuthError> {
        let now_ms = self.now_ms();
        self.tidy(now_ms).await;
        let (token, code) = (Token::made(), Code::made());
        let browser = self.hash(Purpose::AskingCookie, &[token.as_bytes()]);
        let sent = SentCode {
            browser,
            code: self.hash(Purpose::Code, &[&browser, code.as_bytes()]),
            email: email.as_str().to_owned(),
            address: self.hash(Purpose::Address, &[email.key().as_bytes()]),
            network: self.hash(Purpose::Network, &[&caller.network]),
            made_ms: now_ms,
            ends_ms: now_ms + CODE_TIME_MS,
        };
        if let Some(limit) = self.keep_code(caller, &sent).await? {
            self.refuse(Step::Limited(limit));
            return Err(AuthError::Limited(limit));
        }
        // An address that was once confirmed is the one to write to, however it is spelled now.
        let known = self.store().person_of(&email.key()).await?;
        let to = known.as_ref().map_or(email.as_str(), |person| person.email.as_str());
        self.post(&Letter::sign_in(to, Tongue::of(language), &code.to_text())).await?;
        self.count(Step::Asked);
        Ok(cookie::set(super::ASKING_COOKIE, &token, CODE_TIME_MS))
    }

    /// Puts the row in, or says which limit forbids it.
    async fn keep_code(&self, caller: &Caller, sent: &SentCode) -> Result<Option<Limit>, AuthError> {
        let mut tx = self.store().write().await?;
        let before = tx.asked_before(&sent.address, &sent.network, sent.made_ms - HOUR_MS).await?;
        let wrong = tx.wrong_tries(&sent.address, sent.made_ms - DAY_MS).await?;
        if let Some(limit) = Limit::met(&before, wrong) {
            tx.roll_back().await?;
            return Ok(Some(limit));
        }
        if let Some(earlier) = &caller.asking {
            tx.close_code(&self.hash(Purpose::AskingCookie, &[earlier.as_bytes()])).await?;
        }
        tx.insert_code(sent).await?;
        tx.commit().await?;
        Ok(None)
    }

    async fn post(&self, letter: &Letter) -> Result<(), AuthError> {
        let porter = self.clone();
        let count =
            move |done: Result<(), _>| porter.count(if done.is_ok() { Step::LetterSent } else { Step::LetterLost });
        Ok(self.0.means.post.send(letter, count).await?)
    }
}
