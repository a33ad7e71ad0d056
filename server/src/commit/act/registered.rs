//! Somebody asks for a place for themselves. One place is enough: who has one, or waits for one, gets no second.

use model::feed::RegistrationState;
use model::receipt::Version;
use model::registration::{Registration, check};
use model::{Outcome, Reason};

use super::asking::{Guest, Wish, ask};
use super::held::Held;
use super::work::Work;
use super::{Actor, Halt};

pub(super) async fn registered(work: &mut Work, actor: &Actor, wish: Wish<'_>) -> Result<Outcome, Halt> {
    work.event()?;
    let rules = work.rules()?;
    if let Some(held) = work.part_of(actor.person).await? {
        if held.is_living() {
            return Ok(beside(&held, &rules, &wish));
        }
        if held.row.state == (RegistrationState::Refused { reason: Reason::ByOrganiser }) {
            return Err(Reason::ByOrganiser.into());
        }
    }
    let country = work.tx.profile(actor.person).await?.and_then(|profile| profile.country);
<<<<<<< HEAD
    let email = work.tx.email_of(actor.person).await?;
    ask(work, Guest::Own { person: actor.person, email, country }, wish).await
=======
    let known = Facts { country, group: wish.group.cloned(), ..Facts::default() };
    let judged = judge(&rules, known, wish.form, wish.answers)?;
    judge_consents(&rules, &judged.facts, work.first_day(&rules), wish.consents)?;

    for consent in wish.consents {
        let (consent, changed_ms) = (consent.clone(), work.now_ms);
        let view = ConsentView { event: Some(event), consent, given: true, changed_ms };
        work.save_consent(actor.person, view).await?;
    }
    let row = row(work, actor, event, &rules, &judged, &wish, is_late).await?;
    let state = row.state;
    let Judged { answers, facts } = judged;
    let details = Details {
        group: facts.group,
        country: facts.country,
        form: answers.form(),
        answers: answers.into_answers(),
        name: wish.name.clone(),
        unasked: false,
        ticket: None,
    };
    work.save(Held { row, details }).await?;
    Ok(outcome(state, is_late))
>>>>>>> main
}

/// The same person asked before, perhaps on another phone. Other answers are theirs to choose from.
fn beside(held: &Held, rules: &Registration, wish: &Wish<'_>) -> Outcome {
    let fitting = check(&rules.form, wish.answers).map(|answers| answers.into_answers());
    let answers = fitting.unwrap_or_else(|_| wish.answers.clone());
    if held.details.form == wish.form && held.details.answers == answers {
        return Outcome::Merged { into: held.row.id };
    }
    let theirs = Version::Answers { form: held.details.form, answers: held.details.answers.clone() };
    Outcome::Conflict { mine: Box::new(Version::Answers { form: wish.form, answers }), theirs: Box::new(theirs) }
}
