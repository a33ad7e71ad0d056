//! Whether somebody may take part as they say: pure, and in the words of the refusal.

use model::registration::{
    Answers, CheckedAnswers, ConsentReason, Facts, Registration, check, check_consents, is_eligible,
};
use model::{Consent, Day, Reason};

/// Answers that fit, and what they tell over what was known before.
pub(super) struct Judged {
    pub answers: CheckedAnswers,
    pub facts: Facts,
}

/// The form, the group, the answers, the rules; the first that does not fit.
pub(super) fn judge(rules: &Registration, known: Facts, form: u32, answers: &Answers) -> Result<Judged, Reason> {
    if rules.form.version() != form {
        return Err(Reason::UnknownForm);
    }
    if !rules.takes_group(known.group.as_ref()) {
        return Err(Reason::UnknownGroup);
    }
    let answers = check(&rules.form, answers).map_err(|_| Reason::BadAnswers)?;
    let facts = known.with_answers(&rules.form, answers.answers());
    if !is_eligible(&rules.rules, &facts) {
        return Err(Reason::NotEligible);
    }
    Ok(Judged { answers, facts })
}

/// Whether what they agreed to is what the event asks, all of it, and by the hand that it takes.
pub(super) fn judge_consents(rules: &Registration, facts: &Facts, on: Day, given: &[Consent]) -> Result<(), Reason> {
    let problems = check_consents(&rules.consents, given, rules.needs_guardian(facts, on));
    refused(problems.iter().map(|problem| problem.reason))
}

/// The same for one of them; the others may have been given before.
pub(super) fn judge_consent(rules: &Registration, facts: &Facts, on: Day, given: &Consent) -> Result<(), Reason> {
    let problems = check_consents(&rules.consents, std::slice::from_ref(given), rules.needs_guardian(facts, on));
    refused(problems.iter().filter(|problem| problem.purpose == given.purpose).map(|problem| problem.reason))
}

fn refused(problems: impl Iterator<Item = ConsentReason>) -> Result<(), Reason> {
    let problems: Vec<ConsentReason> = problems.collect();
    if problems.is_empty() {
        return Ok(());
    }
    let only_guardian = problems.iter().all(|problem| *problem == ConsentReason::NoGuardian);
    Err(if only_guardian { Reason::NoGuardian } else { Reason::NoConsent })
}
