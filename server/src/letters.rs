//! What organisers wrote goes out by mail, after it was committed.
//!
//! ```text
//! look ─ take those that are due{due again in a quarter of an hour} ─ send ─ settle{never due again} | put off
//! ```
//! A server that dies on the way leaves its copies due, so none is lost; a copy that the mail server took before the
//! death goes out again with the same Message-ID, which is as far as SMTP lets anybody know.
//!
//! **Invariant:** no address and no text is logged. Nothing is held open in the database while mail is sent.

use std::collections::BTreeMap;

use catalogue::cells;
use futures::future::join_all;
use model::RecordId;
use tokio::sync::oneshot;

use crate::mail::{Letter, MailError, Message, Post, Tongue};
use crate::store::{DueLetter, Store, StoreError};

/// Copies that are taken at a time: signing in must not wait behind a message to thousands.
const AT_A_TIME: u32 = 20;
/// Longer than sending so many can take.
const TAKEN_FOR_MS: i64 = 15 * MINUTE_MS;
/// Pauses before a copy is tried again; after the last it is given up.
const PAUSES_MS: [i64; 6] =
    [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * 60 * MINUTE_MS, 8 * 60 * MINUTE_MS, 24 * 60 * MINUTE_MS];
const MINUTE_MS: i64 = 60 * 1000;

/// Sends what is due, at most one hand full; gives how many copies it took.
pub async fn send_due(store: &Store, post: &Post, now_ms: i64) -> Result<usize, StoreError> {
    if !store.has_due_letters(now_ms).await? {
        return Ok(0);
    }
    let mut tx = store.write().await?;
    let due = tx.take_due_letters(now_ms, now_ms + TAKEN_FOR_MS, AT_A_TIME).await?;
    tx.commit().await?;
    let titles = titles(store, &due).await?;
    let sent = join_all(due.iter().map(|copy| send(post, copy, &titles))).await;
    let mut tx = store.write().await?;
    for (copy, sent) in due.iter().zip(sent) {
        let (letter, registration) = (copy.letter.id, copy.registration);
        match next(&sent, copy.tries) {
            Next::Sent => tx.settle_letter(letter, registration, Some(now_ms)).await?,
            Next::GivenUp => {
                tracing::error!(%letter, tries = copy.tries, "a copy of a message is given up");
                tx.settle_letter(letter, registration, None).await?;
            }
            Next::Again { pause_ms } => tx.put_letter_off(letter, registration, now_ms + pause_ms).await?,
        }
    }
    tx.commit().await?;
    Ok(due.len())
}

/// What is to be done about a copy that was tried so often.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Sent,
    GivenUp,
    Again { pause_ms: i64 },
}

fn next(sent: &Result<(), MailError>, tries: u32) -> Next {
    match sent {
        Ok(()) => Next::Sent,
        // It is no better the next time.
        Err(MailError::Letter | MailError::From | MailError::Server) => Next::GivenUp,
        Err(MailError::Full | MailError::NotTaken | MailError::Folder { .. }) => {
            let pause_ms = PAUSES_MS.get(tries.saturating_sub(1) as usize);
            pause_ms.map_or(Next::GivenUp, |pause_ms| Next::Again { pause_ms: *pause_ms })
        }
    }
}

async fn send(post: &Post, copy: &DueLetter, titles: &BTreeMap<RecordId, String>) -> Result<(), MailError> {
    let tongue = Tongue::of(copy.language.as_deref().unwrap_or_default());
    let message = Message {
        name: &format!("{}.{}", copy.letter.id, copy.registration),
        event: titles.get(&copy.letter.event).map_or("", String::as_str),
        subject: copy.letter.subject.as_str(),
        text: copy.letter.text.as_str(),
    };
    let (done, sent) = oneshot::channel();
    let letter = Letter::message(copy.email.as_str(), tongue, message);
    post.send(&letter, move |result| drop(done.send(result))).await?;
    sent.await.unwrap_or(Err(MailError::NotTaken))
}

async fn titles(store: &Store, due: &[DueLetter]) -> Result<BTreeMap<RecordId, String>, StoreError> {
    let mut titles = BTreeMap::new();
    for event in due.iter().map(|copy| copy.letter.event) {
        if !titles.contains_key(&event)
            && let Some(row) = store.row(event).await?.filter(|row| !row.is_gone())
        {
            titles.insert(event, cells::to_record(&row)?.title().to_owned());
        }
    }
    Ok(titles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_tried_again_ever_later_and_then_given_up() {
        let mut waited_ms = 0;
        for tries in 1..=6 {
            let Next::Again { pause_ms } = next(&Err(MailError::NotTaken), tries) else { panic!("{tries}") };
            assert!(pause_ms > waited_ms);
            waited_ms = pause_ms;
        }
        assert_eq!(next(&Err(MailError::NotTaken), 7), Next::GivenUp);
        assert_eq!(next(&Err(MailError::Letter), 1), Next::GivenUp);
        assert_eq!(next(&Ok(()), 7), Next::Sent);
    }
}
