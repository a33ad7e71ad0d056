//! How the exchange stands, as a plain value. `state` shows it; nothing decides by it.

use super::PushError;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    pub under_way: bool,
    /// None before the first.
    pub ended: Option<Ended>,
    pub ended_ms: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Whole,
    NoNetwork,
    Busy,
    SignIn,
    OtherPerson,
    Erased,
    NotUnderstood,
    StoreFailed,
}

impl Ended {
    pub(super) fn of(done: &Result<(), PushError>) -> Self {
        match done {
            Ok(()) => Ended::Whole,
            Err(PushError::NoNetwork) => Ended::NoNetwork,
            Err(PushError::Later { .. }) => Ended::Busy,
            Err(PushError::SignIn) => Ended::SignIn,
            Err(PushError::OtherPerson) => Ended::OtherPerson,
            Err(PushError::Erased) => Ended::Erased,
            Err(PushError::NotUnderstood) => Ended::NotUnderstood,
            Err(PushError::Store(_)) => Ended::StoreFailed,
        }
    }
}
