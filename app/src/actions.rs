//! What a person does, made into commands that lie in the outbox before anybody says "saved".
//!
//! A command that no network has seen may still be rewritten: changed answers go into the registration that waits, and a
//! registration that is taken back before it was sent leaves nothing behind. Once it was handed over it is frozen, and
//! what comes next is a command of its own that names it.

use model::{Act, Command, CommandId};

use crate::store::{Item, Outbox, Owner, Store, StoreError, outbox};

/// How often it is tried again when another tab sends or writes at the same moment.
const TRIES: usize = 4;

/// What a command takes from its surroundings: the clock, which orders nothing, and dice.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    pub now_ms: i64,
    pub random: [u8; 10],
}

/// What became of an act on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// A command of its own.
    Added(CommandId),
    /// Put into a command that waits.
    Rewritten(CommandId),
    /// What it takes back had not been sent: nothing is left of both.
    TakenBack,
}

/// Saves what a person did.
pub async fn act(store: &dyn Store, owner: Owner, act: Act, made: Made) -> Result<Saved, StoreError> {
    for _ in 0..TRIES {
        let outbox = Outbox::load(store, owner).await?;
        if let Some(saved) = combine(store, &outbox, &act, made).await? {
            return Ok(saved);
        }
        let last = last_open(&outbox, &act);
        if last.is_some_and(|item| rewritten(&item.command.act, &act).is_some() && !item.handed_over) {
            // It was sent while we looked.
            continue;
        }
        let id = CommandId::made_at(u64::try_from(made.now_ms).unwrap_or_default(), made.random);
        let command = Command { id, after: last.map(Item::id), made_ms: made.now_ms, act };
        outbox::add(store, owner, &command).await?;
        return Ok(Saved::Added(id));
    }
    Err(StoreError::Failed("the outbox is written to by another tab".to_owned()))
}

/// The command that this one would come after in its lane. What was answered is in the past.
fn last_open<'o>(outbox: &'o Outbox, act: &Act) -> Option<&'o Item> {
    outbox.last_of(act.aggregate()).filter(|item| item.is_open())
}

async fn combine(store: &dyn Store, outbox: &Outbox, act: &Act, made: Made) -> Result<Option<Saved>, StoreError> {
    let Some(last) = last_open(outbox, act).filter(|item| !item.handed_over) else { return Ok(None) };
    if let (Act::Registered { .. }, Act::Withdrawn { registration: None, .. }) = (&last.command.act, act) {
        return Ok(outbox::take_back(store, last).await?.then_some(Saved::TakenBack));
    }
    let Some(act) = rewritten(&last.command.act, act) else { return Ok(None) };
    let command = Command { made_ms: made.now_ms, act, ..last.command.clone() };
    Ok(outbox::rewrite(store, last, &command).await?.then_some(Saved::Rewritten(last.id())))
}

/// The one act that says what both say, if there is one.
fn rewritten(before: &Act, now: &Act) -> Option<Act> {
    match (before, now) {
        (Act::Registered { event, group, consents, name, .. }, Act::AnswersChanged { form, answers, .. }) => {
            let (group, consents, name) = (group.clone(), consents.clone(), name.clone());
            Some(Act::Registered { event: *event, form: *form, group, answers: answers.clone(), consents, name })
        }
        (Act::Registered { .. }, Act::Registered { .. })
        | (Act::AnswersChanged { .. }, Act::AnswersChanged { .. })
        | (Act::ProfileChanged { .. }, Act::ProfileChanged { .. }) => Some(now.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
