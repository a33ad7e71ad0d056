//! What is missing or wrong, in words that say how to mend it; and the way to the first of them.

use leptos::prelude::*;
use leptos::web_sys;
use model::registration::AnswerReason;
use wasm_bindgen::JsCast;

use crate::state::draft::Flaw;
use crate::state::words::{self, number, t, t_with};

pub fn said_flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoName => t("flaw.no_name"),
        Flaw::NameTooLong => t("flaw.name_too_long"),
        Flaw::NoGroup => t("flaw.no_group"),
        Flaw::Consent(_) => t("flaw.consent"),
        Flaw::NoGuardian => t("flaw.guardian"),
        Flaw::Answer(problem) => said_answer(&problem.reason),
    }
}

fn said_answer(reason: &AnswerReason) -> String {
    let count = |count: u32| number(u64::from(count));
    match reason {
        AnswerReason::TooLong { have, most } => {
            t_with("answer.too_long", &[("have", &count(*have)), ("most", &count(*most))])
        }
        AnswerReason::TooFew { least, .. } => t_with("answer.too_few", &[("least", &count(*least))]),
        AnswerReason::TooMany { most, .. } => t_with("answer.too_many", &[("most", &count(*most))]),
        AnswerReason::TooSmall { least } => t_with("answer.too_small", &[("least", &words::decimal(least))]),
        AnswerReason::TooLarge { most } => t_with("answer.too_large", &[("most", &words::decimal(most))]),
        AnswerReason::OffStep { step } => t_with("answer.off_step", &[("step", &words::decimal(step))]),
        AnswerReason::TooEarly { earliest } => t_with("answer.too_early", &[("day", &words::day(*earliest))]),
        AnswerReason::TooLate { latest } => t_with("answer.too_late", &[("day", &words::day(*latest))]),
        AnswerReason::FileTooLarge { most, .. } => {
            t_with("answer.file_too_large", &[("most", &words::bytes(u64::from(*most)))])
        }
        other => t(&format!("answer.{}", other.key())),
    }
}

/// Where the field of a flaw is.
fn id_of(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoName | Flaw::NameTooLong => "full".to_owned(),
        Flaw::NoGroup => "group".to_owned(),
        Flaw::Consent(purpose) => format!("consent-{purpose}"),
        Flaw::NoGuardian => "guardian".to_owned(),
        Flaw::Answer(problem) => format!("q-{}", problem.question),
    }
}

/// Goes to the first one, so that nobody has to look for it.
pub fn focus(flaw: Option<&Flaw>) {
    let Some(id) = flaw.map(id_of) else { return };
    request_animation_frame(move || {
        let field = document().get_element_by_id(&id).and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(field) = field {
            let _ = field.focus();
            field.scroll_into_view_with_bool(true);
        }
    });
}
