//! Somebody asks for a place: accepted, on the waiting line, or with the organiser.

use model::feed::{ConsentView, RegistrationState};
use model::receipt::Version;
use model::registration::{Answers, Facts, Opening, Registration, check};
use model::{CommandId, Consent, Outcome, PersonName, Reason, RecordId, RegistrationId, TermKey};

use super::files::check_files;
use super::held::{Details, Held};
use super::judge::{Judged, judge, judge_consents};
use super::work::Work;
use super::{Actor, Halt, places};
use crate::store::{RegistrationRow, StoreError};

/// What they wish, as it stands in the command.
pub(super) struct Wish<'c> {
    pub id: CommandId,
    pub made_ms: i64,
    pub form: u32,
    pub group: Option<&'c TermKey>,
    pub answers: &'c Answers,
    pub consents: &'c [Consent],
    pub name: &'c PersonName,
}

pub(super) async fn registered(work: &mut Work, actor: &Actor, wish: Wish<'_>) -> Result<Outcome, Halt> {
    let event = work.event()?;
    let rules = work.rules()?;
    if let Some(held) = work.part_of(actor.person).await? {
        if held.is_living() {
            return Ok(beside(&held, &rules, &wish));
        }
        if held.row.state == (RegistrationState::Refused { reason: Reason::ByOrganiser }) {
            return Err(Reason::ByOrganiser.into());
        }
    }
    let is_late = is_late(&rules, wish.made_ms, work.now_ms)?;
    let country = work.tx.profile(actor.person).await?.and_then(|profile| profile.country);
    let known = Facts { country, group: wish.group.cloned(), ..Facts::default() };
    let judged = judge(&rules, known, wish.form, wish.answers)?;
    judge_consents(&rules, &judged.facts, work.first_day(&rules), wish.consents)?;
    check_files(work, actor.person, None, judged.answers.answers()).await?;

    for consent in wish.consents {
        let (consent, changed_ms) = (consent.clone(), work.now_ms);
        let view = ConsentView { event: Some(event), consent, given: true, changed_ms };
        work.save_consent(actor.person, view).await?;
    }
    let row = row(work, actor, event, &rules, &judged, &wish, is_late).await?;
    let state = row.state;
    let Judged { answers, facts } = judged;
    let details = Details {
        group: facts.group,
        country: facts.country,
        form: answers.form(),
        answers: answers.into_answers(),
        name: wish.name.clone(),
        unasked: false,
        ticket: None,
    };
    work.save(Held { row, details }).await?;
    Ok(outcome(state, is_late))
}

/// The phone of somebody who asked in time may have had no network until it was too late. Its clock proves nothing, so
/// a person decides.
fn is_late(rules: &Registration, made_ms: i64, now_ms: i64) -> Result<bool, Reason> {
    match (rules.opening(now_ms), rules.opening(made_ms)) {
        (Opening::Open, _) => Ok(false),
        (Opening::NotYet, _) => Err(Reason::NotOpenYet),
        (Opening::Closed, Opening::Open) => Ok(true),
        (Opening::Closed, Opening::NotYet | Opening::Closed) => Err(Reason::Closed),
    }
}

/// The same person asked before, perhaps on another phone. One place is enough; other answers are theirs to choose from.
fn beside(held: &Held, rules: &Registration, wish: &Wish<'_>) -> Outcome {
    let fitting = check(&rules.form, wish.answers).map(|answers| answers.into_answers());
    let answers = fitting.unwrap_or_else(|_| wish.answers.clone());
    if held.details.form == wish.form && held.details.answers == answers {
        return Outcome::Merged { into: held.row.id };
    }
    let theirs = Version::Answers { form: held.details.form, answers: held.details.answers.clone() };
    Outcome::Conflict { mine: Box::new(Version::Answers { form: wish.form, answers }), theirs: Box::new(theirs) }
}

/// Takes a place, or one in the line.
async fn row(
    work: &mut Work,
    actor: &Actor,
    event: RecordId,
    rules: &Registration,
    judged: &Judged,
    wish: &Wish<'_>,
    is_late: bool,
) -> Result<RegistrationRow, StoreError> {
    let seats = places::seats_for(rules, &judged.facts);
    let state = if rules.approval || is_late {
        RegistrationState::Asked
    } else if places::has_room(work, event, rules, &seats).await? {
        places::take(work, event, rules, &seats).await?;
        RegistrationState::Accepted
    } else {
        RegistrationState::Waiting { place: work.tx.count_waiting(event).await? + 1 }
    };
    Ok(RegistrationRow {
        id: RegistrationId::from(wish.id),
        event,
        person: Some(actor.person),
        address: None,
        state,
        arrival: work.tx.next_arrival(event).await?,
        seats,
        bytes: Vec::new(),
        changed_ms: work.now_ms,
    })
}

fn outcome(state: RegistrationState, is_late: bool) -> Outcome {
    match state {
        RegistrationState::Asked if is_late => Outcome::Held { reason: Reason::LateClaim },
        RegistrationState::Asked => Outcome::Asked,
        RegistrationState::Waiting { place } => Outcome::Waiting { place },
        RegistrationState::Accepted
        | RegistrationState::Offered { .. }
        | RegistrationState::Withdrawn
        | RegistrationState::Refused { .. } => Outcome::Accepted,
    }
}
