//! The codes of rooms: what is printed at a session's door, and says that who typed it was there, or knows somebody who
//! was. Each is derived from the server's secret, so nothing is kept and nobody guesses one.

use model::record::Session;
use model::{Line, RecordId, TermKey, crockford};

use super::work::Work;
use super::{ActError, Actor};
use crate::keys::Seals;
use crate::store::Store;

/// Letters of a code: 50 bits.
const LETTERS: usize = 10;

/// One room's session, for organisers to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomCode {
    pub session: TermKey,
    pub title: Line,
    pub code: String,
}

/// The codes of an event's sessions that count attendance; none for who does not run it, or where there is no such event.
pub async fn room_codes(
    store: &Store,
    seals: &Seals,
    actor: &Actor,
    event: RecordId,
    now_ms: i64,
) -> Result<Vec<RoomCode>, ActError> {
    if !actor.runs(event) {
        return Ok(Vec::new());
    }
    let work = Work::open(store, seals, Some(event), actor.person, now_ms).await?;
    let sessions = work.sessions();
    let with_key = sessions.iter().filter_map(|session| Some((session, session.key.clone()?)));
    let codes = with_key.map(|(session, key)| RoomCode {
        code: code_of(seals, event, &key),
        session: key,
        title: session.title.clone(),
    });
    let codes = codes.collect();
    work.tx.roll_back().await?;
    Ok(codes)
}

/// The session that a code was made for, if it is right. In the letters of a person who typed it.
pub(super) fn open<'s>(
    seals: &Seals,
    event: RecordId,
    sessions: &'s [Session],
    named: &Line,
    code: &Line,
) -> Result<(&'s Session, &'s TermKey), model::Reason> {
    let known = sessions
        .iter()
        .find_map(|session| Some((session, session.key.as_ref()?)).filter(|(_, key)| key.as_str() == named.as_str()));
    let (session, key) = known.ok_or(model::Reason::UnknownSession)?;
    // Compared by hashes, in constant time.
    let typed = blake3::hash(crockford::from_typed(code.as_str()).as_bytes());
    let is_right = typed == blake3::hash(code_of(seals, event, key).as_bytes());
    is_right.then_some((session, key)).ok_or(model::Reason::WrongCode)
}

fn code_of(seals: &Seals, event: RecordId, session: &TermKey) -> String {
    crockford::encode(&seals.room_hash(event, session))[..LETTERS].to_owned()
}
