//! What a person and a door see while commands wait: one test a command, and the laws over all of them.

#![allow(clippy::unwrap_used)]

mod commands;
mod desk;
mod door;
mod laws;

use model::feed::{Entry, RegistrationState, RegistrationView};
use model::registration::Answers;
use model::view::{Delivery, EventView, Mine, Pending, PersonView, fold};
use model::{
    Act, Command, CommandId, Consent, Digest, FeedRow, LanguageTag, Line, List, Outcome, PersonId, PersonName, Receipt,
    RecordId, Scope,
};

pub fn event(n: u8) -> RecordId {
    RecordId::made_at(1, [n; 10])
}

pub fn id(n: u8) -> CommandId {
    CommandId::made_at(2, [n; 10])
}

pub fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

pub fn name(text: &str) -> PersonName {
    PersonName::of(line(text))
}

pub fn answers(choice: &str) -> Answers {
    serde_json::from_str(&format!(r#"{{"kind":{{"choice":"{choice}"}}}}"#)).unwrap()
}

pub fn consent(purpose: &str) -> Consent {
    let language = LanguageTag::parse("en").unwrap();
    Consent { purpose: line(purpose), text_hash: Digest::of(b"text"), language, guardian: None }
}

pub fn registered(n: u8) -> Act {
    let consents = List::parse(vec![consent("data")]).unwrap();
    Act::Registered { event: event(n), form: 1, group: None, answers: answers("a"), consents, name: name("Lan") }
}

pub fn command(n: u8, act: Act) -> Command {
    Command { id: id(n), after: None, made_ms: 0, act }
}

pub fn scope() -> Scope {
    Scope::Person(PersonId::made_at(3, [1; 10]))
}

pub fn receipt(n: u8, outcome: Outcome, cursor: u64) -> Receipt {
    Receipt { command: id(n), outcome, at_ms: 9, feeds: vec![(scope(), cursor)] }
}

/// The server's row on the registration that command `n` asked for at event `n`.
pub fn row(cursor: u64, n: u8, state: RegistrationState) -> FeedRow {
    let ticket = (state == RegistrationState::Accepted).then(|| "TICKET".to_owned());
    let view = RegistrationView {
        id: id(n).into(),
        event: event(n),
        state,
        group: None,
        country: None,
        form: 1,
        answers: answers("a"),
        name: name("Lan"),
        ticket,
        for_other: false,
        email: None,
        changed_ms: cursor as i64,
    };
    FeedRow { cursor, entry: Entry::Registration(view) }
}

pub fn feed(rows: impl IntoIterator<Item = FeedRow>) -> PersonView {
    let mut feed = PersonView::default();
    rows.into_iter().for_each(|row| feed.take(row));
    feed
}

/// The view with one command in the outbox.
pub fn with(feed: &PersonView, command: &Command, delivery: Delivery<'_>) -> Mine {
    fold(feed, &[Pending { command, delivery }])
}

pub fn at(mine: &Mine, n: u8) -> &EventView {
    &mine.events[&event(n)]
}
