//! Somebody answers anew. What they say may move them to other quotas; if those are full, all stays as it was.

use model::feed::Entry;
use model::registration::{Answers, Facts, Opening};
use model::{Outcome, Reason, Scope};

use super::files::check_files;
use super::held::Held;
use super::judge::{Judged, judge};
use super::work::Work;
use super::{Actor, Halt, places, twins};

pub(super) async fn answers_changed(
    work: &mut Work,
    actor: &Actor,
    form: u32,
    answers: &Answers,
) -> Result<Outcome, Halt> {
    let rules = work.rules()?;
    let held = work.part_of(actor.person).await?.filter(Held::is_living);
    let mut held = held.ok_or(Reason::NoRegistration)?;
    // Who was given somebody else's place answers when they come.
    if !held.details.unasked && rules.opening(work.now_ms) != Opening::Open {
        return Err(Reason::Closed.into());
    }
    let country = work.tx.profile(actor.person).await?.and_then(|profile| profile.country);
    let known = Facts { country, group: held.details.group.clone(), ..Facts::default() };
    let Judged { answers, facts } = judge(&rules, known, form, answers)?;
    let is_same = held.details.answers == *answers.answers() && held.details.country == facts.country;
    if is_same && held.details.form == form && !held.details.unasked {
        return Ok(Outcome::AlreadyDone);
    }
    check_files(work, actor.person, Some(held.row.id), answers.answers()).await?;
    places::exchange(work, &rules, &mut held, &facts).await?;
    if let Some(before) = held.details.country.filter(|before| Some(*before) != facts.country) {
        work.tell(Scope::Country(before), Entry::Erased { registration: Some(held.row.id) });
    }
    held.details.country = facts.country;
    held.details.form = answers.form();
    held.details.answers = answers.into_answers();
    held.details.unasked = false;
    twins::save(work, held).await?;
    Ok(Outcome::Accepted)
}
