//! Somebody says who they are. Only they do; the newest word counts.

use model::feed::Entry;
use model::{Outcome, Profile, Scope};

use super::work::Work;
use super::{Actor, Halt};

pub(super) async fn profile_changed(work: &mut Work, actor: &Actor, profile: &Profile) -> Result<Outcome, Halt> {
    if work.tx.profile(actor.person).await?.as_ref() == Some(profile) {
        return Ok(Outcome::AlreadyDone);
    }
    work.tx.put_profile(actor.person, profile, work.now_ms).await?;
    work.tell(Scope::Person(actor.person), Entry::Profile(profile.clone()));
    Ok(Outcome::Accepted)
}
