//! Asking for a place, for oneself or for somebody else: accepted, on the waiting line, or with the organiser.

use model::feed::{ConsentView, RegistrationState};
use model::registration::{Answers, Facts, Opening, Registration};
use model::{
    CommandId, Consent, CountryCode, Email, Outcome, PersonId, PersonName, Reason, RecordId, RegistrationId, TermKey,
};

use super::files::check_files;
use super::held::{Details, Held};
use super::judge::{Judged, judge, judge_consents};
use super::work::Work;
use super::{Halt, places, twins};
use crate::store::{RegistrationRow, StoreError};

/// What is wished, as it stands in the command.
pub(super) struct Wish<'c> {
    pub id: CommandId,
    pub made_ms: i64,
    pub form: u32,
    pub group: Option<&'c TermKey>,
    pub answers: &'c Answers,
    pub consents: &'c [Consent],
    pub name: &'c PersonName,
}

/// For whom.
pub(super) enum Guest {
    /// Who asks.
    Own { person: PersonId, email: Option<Email>, country: Option<CountryCode> },
    /// Who signs in with this address. What they agreed to is kept until they do.
    Other { email: Email, leader: PersonId },
}

pub(super) async fn ask(work: &mut Work, guest: Guest, wish: Wish<'_>) -> Result<Outcome, Halt> {
    let event = work.event()?;
    let rules = work.rules()?;
    let is_late = is_late(&rules, wish.made_ms, work.now_ms)?;
    let known = Facts { country: guest.country(), group: wish.group.cloned(), ..Facts::default() };
    let Judged { answers, facts } = judge(&rules, known, wish.form, wish.answers)?;
    judge_consents(&rules, &facts, work.first_day(&rules), wish.consents)?;
    check_files(work, guest.asks(), None, answers.answers()).await?;

    let state = state(work, event, &rules, &facts, is_late).await?;
    let row = RegistrationRow {
        id: RegistrationId::from(wish.id),
        event,
        person: guest.person(),
        address: guest.address(),
        leader: guest.leader(),
        state,
        arrival: work.tx.next_arrival(event).await?,
        seats: places::seats_for(&rules, &facts),
        bytes: Vec::new(),
        changed_ms: work.now_ms,
    };
    let mut details = Details {
        group: facts.group,
        country: facts.country,
        form: answers.form(),
        answers: answers.into_answers(),
        name: wish.name.clone(),
        email: None,
        consents: Vec::new(),
        unasked: false,
        ticket: None,
    };
    match guest {
        Guest::Own { person, email, .. } => {
            details.email = email;
            for consent in wish.consents {
                let (consent, changed_ms) = (consent.clone(), work.now_ms);
                work.save_consent(person, ConsentView { event: Some(event), consent, given: true, changed_ms }).await?;
            }
        }
        Guest::Other { email, .. } => {
            details.email = Some(email);
            details.consents = wish.consents.to_vec();
        }
    }
    twins::save(work, Held { row, details }).await?;
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

/// Takes a place, or one in the line.
async fn state(
    work: &mut Work,
    event: RecordId,
    rules: &Registration,
    facts: &Facts,
    is_late: bool,
) -> Result<RegistrationState, StoreError> {
    let seats = places::seats_for(rules, facts);
    if rules.approval || is_late {
        return Ok(RegistrationState::Asked);
    }
    if places::has_room(work, event, rules, &seats).await? {
        places::take(work, event, rules, &seats).await?;
        return Ok(RegistrationState::Accepted);
    }
    Ok(RegistrationState::Waiting { place: work.tx.count_waiting(event).await? + 1 })
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

impl Guest {
    fn person(&self) -> Option<PersonId> {
        match self {
            Guest::Own { person, .. } => Some(*person),
            Guest::Other { .. } => None,
        }
    }

    fn address(&self) -> Option<String> {
        match self {
            Guest::Own { .. } => None,
            Guest::Other { email, .. } => Some(email.key()),
        }
    }

    /// Who asks, and hands in the files.
    fn asks(&self) -> PersonId {
        match self {
            Guest::Own { person, .. } => *person,
            Guest::Other { leader, .. } => *leader,
        }
    }

    fn leader(&self) -> Option<PersonId> {
        match self {
            Guest::Own { .. } => None,
            Guest::Other { leader, .. } => Some(*leader),
        }
    }

    /// What the profile tells. Of somebody else only the answers tell it.
    fn country(&self) -> Option<CountryCode> {
        match self {
            Guest::Own { country, .. } => *country,
            Guest::Other { .. } => None,
        }
    }
}
