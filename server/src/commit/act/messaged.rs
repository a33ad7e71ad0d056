//! An organiser writes to some of those who registered: into their feeds, and by mail. The copies are sent after the
//! commit by who looks for them, so none is lost and none goes out for a message that was not kept.

use std::collections::BTreeSet;

use model::feed::{Entry, LetterView};
use model::{CommandId, Line, Outcome, Prose, Reason, RegistrationId, Scope};

use super::Halt;
use super::held::Held;
use super::work::Work;

/// Registrations that are gone meanwhile are passed over; the message is refused only if none is left.
pub(super) async fn messaged(
    work: &mut Work,
    id: CommandId,
    to: &[RegistrationId],
    subject: &Line,
    text: &Prose,
) -> Result<Outcome, Halt> {
    let event = work.event()?;
    let ids: Vec<RegistrationId> = to.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let rows = work.tx.registrations(&ids).await?.into_iter().filter(|row| row.event == event);
    let readers = rows.map(Held::read).collect::<Result<Vec<_>, _>>()?;
    if readers.is_empty() {
        return Err(Reason::NoRegistration.into());
    }
    let (subject, text) = (subject.clone(), text.clone());
    let letter = LetterView { id, event, subject, text, sent_ms: work.now_ms };
    let mut people = BTreeSet::new();
    let mut addresses = BTreeSet::new();
    let mut copies = Vec::new();
    for held in readers {
        if let Some(person) = held.row.person.filter(|person| people.insert(*person)) {
            work.tell(Scope::Person(person), Entry::Letter(letter.clone()));
        }
        if let Some(email) = held.details.email.filter(|email| addresses.insert(email.key())) {
            copies.push((held.row.id, email));
        }
    }
    work.tx.put_letter(&letter, &copies).await?;
    work.tell(Scope::Desk(event), Entry::Letter(letter));
    Ok(Outcome::Accepted)
}
