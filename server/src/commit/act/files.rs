//! The files that answers name: each was handed in whole before, by who answers, and is what the answer says.

use model::registration::{Answers, FileAnswer};
use model::{Digest, PersonId, Reason, RegistrationId};

use super::Halt;
use super::work::Work;
use crate::store::StoreError;

/// Refuses answers that name a file which is not here. One that this registration names already stays good, whoever
/// handed it in: the leader of a delegation may have.
pub(super) async fn check_files(
    work: &mut Work,
    person: PersonId,
    registration: Option<RegistrationId>,
    answers: &Answers,
) -> Result<(), Halt> {
    for file in answers.files() {
        let is_here = is_handed_in(work, person, file).await? || is_kept(work, registration, &file.hash).await?;
        if !is_here {
            return Err(Reason::UnknownFile.into());
        }
    }
    Ok(())
}

async fn is_handed_in(work: &mut Work, person: PersonId, named: &FileAnswer) -> Result<bool, StoreError> {
    let held = work.tx.attachment(person, &named.hash).await?;
    Ok(held.is_some_and(|held| held.whole && held.bytes == named.bytes && held.kind == named.kind.media_type()))
}

async fn is_kept(work: &mut Work, registration: Option<RegistrationId>, hash: &Digest) -> Result<bool, StoreError> {
    match registration {
        Some(registration) => work.tx.is_attachment_used(registration, hash).await,
        None => Ok(false),
    }
}
