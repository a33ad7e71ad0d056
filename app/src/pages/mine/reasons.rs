//! Why something was not done, in words: what happened, what is safe, what to do.

use model::Outcome;

use crate::state::words::t;

pub fn said_reason(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Refused { reason } | Outcome::Held { reason } => t(&format!("reason.{}", reason.key())),
        Outcome::Conflict { .. } => t("reason.conflict"),
        _ => String::new(),
    }
}
