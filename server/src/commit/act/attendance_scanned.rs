//! Somebody was in a session: they scanned the room's code. Who was in enough of them is given a certificate, in the same
//! transaction; with each session more, another that says so.

use catalogue::sign_certificate;
use model::feed::{AttendanceView, CertificateView, Entry, RegistrationState};
use model::record::Session;
use model::{Certificate, Line, Outcome, Reason, Scope};

use super::held::Held;
use super::work::Work;
use super::{Actor, Halt, room};
use crate::store::{AttendanceRow, CertificateRow, StoreError};

/// Before a session and after it, a code still counts: people sit down early, and phones are slow to find a network.
const AROUND_MS: i64 = 2 * 60 * 60 * 1000;

pub(super) async fn attendance_scanned(
    work: &mut Work,
    actor: &Actor,
    session: &Line,
    code: &Line,
    seen_ms: i64,
) -> Result<Outcome, Halt> {
    let event = work.event()?;
    let sessions = work.sessions();
    let (session, key) = room::open(work.seals(), event, &sessions, session, code)?;
    let held = work.part_of(actor.person).await?;
    let held = held.filter(|held| held.row.state == RegistrationState::Accepted).ok_or(Reason::NoRegistration)?;
    if work.tx.attended(held.row.id).await?.iter().any(|row| row.session == key.as_str()) {
        return Ok(Outcome::AlreadyDone);
    }
    // The phone's clock may be off, and its network may have been gone: one of the two has to fit.
    if !is_within(session, seen_ms) && !is_within(session, work.now_ms) {
        return Err(Reason::LateClaim.into());
    }
    let row = AttendanceRow { registration: held.row.id, session: key.as_str().to_owned(), event, seen_ms };
    work.tx.insert_attendance(&row).await?;
    let named = Line::parse(key.as_str()).map_err(|_| Reason::UnknownSession)?;
    let view = AttendanceView { event, registration: held.row.id, session: named, seen_ms };
    work.tell(Scope::Desk(event), Entry::Attendance(view.clone()));
    work.tell(Scope::Person(actor.person), Entry::Attendance(view));
    certify(work, actor, &held, &sessions).await?;
    Ok(Outcome::Accepted)
}

/// By the sessions that count today: one that the organiser took off the programme counts for nobody.
async fn certify(work: &mut Work, actor: &Actor, held: &Held, sessions: &[Session]) -> Result<(), StoreError> {
    let wanted = work.rules().ok().and_then(|rules| rules.completion);
    let keys: Vec<&str> = sessions.iter().filter_map(|session| Some(session.key.as_ref()?.as_str())).collect();
    let attended = work.tx.attended(held.row.id).await?;
    let attended = attended.iter().filter(|row| keys.contains(&row.session.as_str())).count();
    let Some(day) = work.last_day(sessions) else { return Ok(()) };
    if wanted.is_none_or(|wanted| (attended as u64) < u64::from(wanted)) {
        return Ok(());
    }
    let certificate = Certificate {
        event: held.row.event,
        registration: held.row.id,
        name: held.details.name.full.clone(),
        attended: attended as u16,
        held: keys.len() as u16,
        day,
    };
    let token = sign_certificate(&certificate, work.seals().certificate());
    let (event, registration, issued_ms) = (held.row.event, held.row.id, work.now_ms);
    work.tx.put_certificate(&CertificateRow { registration, event, token: token.clone(), issued_ms }).await?;
    work.tell(
        Scope::Person(actor.person),
        Entry::Certificate(CertificateView { event, registration, token, issued_ms }),
    );
    Ok(())
}

fn is_within(session: &Session, at_ms: i64) -> bool {
    let begins = session.begins.unix_ms();
    let ends = session.ends.map_or(begins, |ends| ends.unix_ms());
    (begins - AROUND_MS..=ends + AROUND_MS).contains(&at_ms)
}
