//! Somebody came who had not registered: they get a place if one is free, and are in. Registration and check-in get the
//! command's id. Those who wait are asked before: a place that is kept for one of them is not free.

use model::command::Way;
use model::feed::RegistrationState;
use model::registration::{Answers, Facts};
use model::{CommandId, Line, Outcome, PersonName, Reason, RegistrationId, TermKey};

use super::checked_in::{self, Seen};
use super::held::{Details, Held};
use super::work::Work;
use super::{Actor, Halt, places, twins};
use crate::store::RegistrationRow;

/// Who came, as it stands in the command.
pub(super) struct Guest<'c> {
    pub id: CommandId,
    pub name: &'c PersonName,
    pub group: Option<&'c TermKey>,
    pub gate: &'c Line,
    pub seen_ms: i64,
}

pub(super) async fn walked_in(work: &mut Work, actor: &Actor, guest: Guest<'_>) -> Result<Outcome, Halt> {
    let event = work.event()?;
    let rules = work.rules()?;
    if !rules.takes_group(guest.group) {
        return Err(Reason::UnknownGroup.into());
    }
    let facts = Facts { group: guest.group.cloned(), ..Facts::default() };
    let seats = places::seats_for(&rules, &facts);
    if !places::has_room(work, event, &rules, &seats).await? {
        return Err(Reason::Full.into());
    }
    places::take(work, event, &rules, &seats).await?;
    let id = RegistrationId::from(guest.id);
    let row = RegistrationRow {
        id,
        event,
        person: None,
        address: None,
        leader: None,
        state: RegistrationState::Accepted,
        arrival: work.tx.next_arrival(event).await?,
        seats,
        bytes: Vec::new(),
        changed_ms: work.now_ms,
    };
    let details = Details {
        group: facts.group,
        country: None,
        form: rules.form.version(),
        answers: Answers::none(),
        name: guest.name.clone(),
        email: None,
        consents: Vec::new(),
        unasked: true,
        ticket: None,
    };
    // They may have registered after all, under another name.
    twins::save(work, Held { row, details }).await?;
    let seen = Seen { id: guest.id, registration: id, way: Way::WalkIn, gate: guest.gate, seen_ms: guest.seen_ms };
    checked_in::add(work, actor, event, &seen).await?;
    Ok(checked_in::outcome(work, guest.seen_ms))
}
