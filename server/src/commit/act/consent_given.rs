//! Somebody agrees to a purpose. For an event, to the text that the event shows.

use model::feed::ConsentView;
use model::registration::Facts;
use model::{Consent, Outcome, RecordId};

use super::judge::judge_consent;
use super::work::Work;
use super::{Actor, Halt};

pub(super) async fn consent_given(
    work: &mut Work,
    actor: &Actor,
    event: Option<RecordId>,
    consent: &Consent,
) -> Result<Outcome, Halt> {
    if event.is_some() {
        let rules = work.rules()?;
        let part = work.part_of(actor.person).await?;
        let facts = part.map_or_else(Facts::default, |held| {
            let known = Facts { country: held.details.country, group: held.details.group, ..Facts::default() };
            known.with_answers(&rules.form, &held.details.answers)
        });
        judge_consent(&rules, &facts, work.first_day(&rules), consent)?;
    }
    let before = work.tx.consent(actor.person, event, &consent.purpose).await?;
    if before.is_some_and(|before| before.given && before.consent == *consent) {
        return Ok(Outcome::AlreadyDone);
    }
    let view = ConsentView { event, consent: consent.clone(), given: true, changed_ms: work.now_ms };
    work.save_consent(actor.person, view).await?;
    Ok(Outcome::Accepted)
}
