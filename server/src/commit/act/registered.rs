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
    let email = work.tx.email_of(actor.person).await?;
    ask(work, Guest::Own { person: actor.person, email, country }, wish).await
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
