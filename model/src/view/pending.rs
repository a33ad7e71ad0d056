//! A command that has not left the outbox.

use crate::command::Command;
use crate::feed::Scope;
use crate::receipt::{Outcome, Receipt};

/// One item of the outbox, in the order of its lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending<'c> {
    pub command: &'c Command,
    pub delivery: Delivery<'c>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery<'c> {
    /// On this phone only.
    Saved,
    /// Handed to the network at least once. What came of it is not known.
    Sent,
    Answered(&'c Receipt),
}

/// How far a command has come, as the views see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nobody has decided. `sent`: the server may have it.
    Asking { sent: bool },
    /// The server did it; the feed has yet to say so.
    Done,
    /// The person has to do something about it.
    Attention,
}

impl<'c> Pending<'c> {
    pub fn progress(&self) -> Progress {
        match self.delivery {
            Delivery::Saved => Progress::Asking { sent: false },
            Delivery::Sent => Progress::Asking { sent: true },
            Delivery::Answered(receipt) => match receipt.outcome {
                Outcome::Accepted | Outcome::AlreadyDone | Outcome::Merged { .. } => Progress::Done,
                Outcome::Waiting { .. } | Outcome::Asked | Outcome::Held { .. } | Outcome::Blocked { .. } => {
                    Progress::Asking { sent: true }
                }
                Outcome::Conflict { .. } | Outcome::Refused { .. } => Progress::Attention,
            },
        }
    }

    /// Whether a feed that was read up to this cursor already tells the effect. Then the feed is right, and it may say
    /// more than the receipt did.
    pub(super) fn is_told(&self, is_of: impl Fn(&Scope) -> bool, cursor: u64) -> bool {
        let Delivery::Answered(receipt) = self.delivery else { return false };
        let told = receipt.feeds.iter().any(|(scope, at)| is_of(scope) && *at <= cursor);
        told && !receipt.outcome.needs_attention()
    }
}
