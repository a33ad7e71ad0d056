//! Somebody gives their place to another. The place stays taken, so nobody in the line loses by it; the other answers
//! for themselves when they come.

use model::feed::RegistrationState;
use model::registration::Answers;
use model::{CommandId, Email, Outcome, PersonName, Reason, RegistrationId};

use super::held::{Details, Held};
use super::work::Work;
use super::{Actor, Halt, twins};
use crate::store::RegistrationRow;

pub(super) async fn substitute_named(
    work: &mut Work,
    actor: &Actor,
    command: CommandId,
    name: &PersonName,
    email: &Email,
) -> Result<Outcome, Halt> {
    work.event()?;
    let mut held = work.part_of(actor.person).await?.ok_or(Reason::NoRegistration)?;
    if held.row.state != RegistrationState::Accepted {
        return Err(Reason::NoRegistration.into());
    }
    let row = RegistrationRow {
        id: RegistrationId::from(command),
        person: None,
        address: Some(email.key()),
        leader: None,
        ..held.row.clone()
    };
    let details = Details {
        group: held.details.group.clone(),
        country: None,
        form: held.details.form,
        answers: Answers::none(),
        name: name.clone(),
        email: Some(email.clone()),
        consents: Vec::new(),
        unasked: true,
        ticket: None,
    };
    held.row.state = RegistrationState::Withdrawn;
    work.save(held).await?;
    twins::save(work, Held { row, details }).await?;
    Ok(Outcome::Accepted)
}
