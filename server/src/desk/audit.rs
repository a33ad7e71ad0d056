//! The audit trail of an event, for those who run it: what was done, when and by whom, and whether the chain is whole.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use model::{Digest, PersonId, RecordId};

use super::{DeskError, allow};
use crate::auth::Porter;
use crate::commit::act::{Actor, ChainState, audit_lines, chain_of, verify_chain};

/// Lines of one answer.
pub const AUDIT_LINES: u32 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailLine {
    pub number: u64,
    pub at_ms: i64,
    /// The address of who did it; none: the server by itself, or somebody whose account is erased.
    pub by: Option<String>,
    pub act: String,
    /// Of what came and of what was answered.
    pub content: Digest,
}

/// The lines after a number. With the first ones the whole chain is verified.
pub async fn trail(
    porter: &Porter,
    actor: &Actor,
    event: RecordId,
    after: u64,
) -> Result<(Vec<TrailLine>, Option<ChainState>), DeskError> {
    allow(actor, event)?;
    let store = porter.store();
    let chain = chain_of(event);
    let lines = audit_lines(store, &chain, after, AUDIT_LINES).await?;
    let mut names: BTreeMap<PersonId, Option<String>> = BTreeMap::new();
    for person in lines.iter().filter_map(|line| line.person) {
        if let Entry::Vacant(unknown) = names.entry(person) {
            unknown.insert(store.person(person).await?.map(|person| person.email));
        }
    }
    let shown = lines.into_iter().map(|line| TrailLine {
        number: line.number,
        at_ms: line.at_ms,
        by: line.person.and_then(|person| names.get(&person).cloned().flatten()),
        act: line.act,
        content: line.content,
    });
    let state = if after == 0 { Some(verify_chain(store, &chain).await?) } else { None };
    Ok((shown.collect(), state))
}
