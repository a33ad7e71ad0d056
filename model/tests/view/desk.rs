//! The desk: what its feed says, and decisions that wait beside it.

use model::command::Decision;
use model::feed::{Entry, LetterView, Likeness, RegistrationState, TwinView};
use model::view::{Asked, Delivery, DeskView, Pending, Standing, fold_desk};
use model::{Act, Command, FeedRow, List, Outcome, Prose, Reason, Receipt, Scope};

use crate::{command, event, id, line, row};

fn twin(over: bool) -> Entry {
    let pair = [id(1).into(), id(2).into()];
    Entry::Twin(TwinView { event: event(1), pair, because: Likeness::Name, over })
}

/// Two who registered for event 1, who may be one person.
fn desk() -> DeskView {
    let mut desk = DeskView::default();
    desk.take(row(1, 1, RegistrationState::Asked));
    let FeedRow { entry: Entry::Registration(mut second), .. } = row(2, 1, RegistrationState::Accepted) else {
        panic!("a registration");
    };
    second.id = id(2).into();
    desk.take(FeedRow { cursor: 2, entry: Entry::Registration(second) });
    desk.take(FeedRow { cursor: 3, entry: twin(false) });
    desk
}

fn decided(n: u8, decision: Decision) -> Command {
    command(n, Act::Decided { event: event(1), registration: id(1).into(), decision })
}

fn receipt(n: u8, outcome: Outcome, cursor: u64) -> Receipt {
    Receipt { command: id(n), outcome, at_ms: 9, feeds: vec![(Scope::Desk(event(1)), cursor)] }
}

#[test]
fn a_decision_stands_beside_the_state_until_the_feed_tells_it() {
    let mut feed = desk();
    let accept = decided(7, Decision::Accept);
    for delivery in [Delivery::Saved, Delivery::Sent] {
        let desk = fold_desk(&feed, event(1), &[Pending { command: &accept, delivery }]);
        let person = desk.find(id(1).into()).unwrap();
        assert_eq!((person.view.state, person.asked.as_slice()), (RegistrationState::Asked, &[Asked::Accept][..]));
        assert_eq!((desk.count(Standing::Asked), desk.count(Standing::Accepted)), (1, 1));
    }
    let answered = receipt(7, Outcome::Accepted, 4);
    let waiting = [Pending { command: &accept, delivery: Delivery::Answered(&answered) }];
    assert_eq!(fold_desk(&feed, event(1), &waiting).find(id(1).into()).unwrap().asked, [Asked::Accept]);
    feed.take(row(4, 1, RegistrationState::Accepted));
    let desk = fold_desk(&feed, event(1), &waiting);
    assert!(desk.find(id(1).into()).unwrap().asked.is_empty());
    assert_eq!(desk.count(Standing::Accepted), 2);
}

#[test]
fn a_refused_decision_asks_for_attention_and_stands_beside_nobody() {
    let accept = decided(7, Decision::Accept);
    let full = receipt(7, Outcome::Refused { reason: Reason::Full }, 0);
    let desk = fold_desk(&desk(), event(1), &[Pending { command: &accept, delivery: Delivery::Answered(&full) }]);
    assert_eq!(desk.attention.len(), 1);
    assert!(desk.find(id(1).into()).unwrap().asked.is_empty());
}

#[test]
fn twins_are_shown_until_somebody_decides_or_one_is_gone() {
    let mut feed = desk();
    let merged = command(7, Act::Merged { event: event(1), from: id(1).into(), into: id(2).into() });
    assert_eq!(fold_desk(&feed, event(1), &[]).twins.len(), 1);
    let desk = fold_desk(&feed, event(1), &[Pending { command: &merged, delivery: Delivery::Saved }]);
    assert_eq!(desk.find(id(1).into()).unwrap().asked, [Asked::MergeInto(id(2).into())]);
    assert!(desk.twins.is_empty());
    feed.take(FeedRow { cursor: 4, entry: twin(true) });
    assert!(fold_desk(&feed, event(1), &[]).twins.is_empty());
    feed.take(FeedRow { cursor: 5, entry: twin(false) });
    feed.take(FeedRow { cursor: 6, entry: Entry::Erased { registration: Some(id(2).into()) } });
    assert!(feed.twins.is_empty() && feed.registrations.len() == 1);
}

#[test]
fn a_letter_is_shown_before_it_is_sent_and_another_events_commands_are_not() {
    let mut feed = desk();
    let (subject, text) = (line("The bus"), Prose::parse("It leaves at 8.").unwrap());
    let to = List::parse(vec![id(1).into()]).unwrap();
    let written = command(7, Act::Messaged { event: event(1), to, subject: subject.clone(), text: text.clone() });
    let desk = fold_desk(&feed, event(1), &[Pending { command: &written, delivery: Delivery::Saved }]);
    assert_eq!(desk.letters.iter().map(|(letter, sent)| (letter.id, *sent)).collect::<Vec<_>>(), [(id(7), false)]);
    assert!(fold_desk(&feed, event(2), &[Pending { command: &written, delivery: Delivery::Saved }]).letters.is_empty());
    let letter = LetterView { id: id(7), event: event(1), subject, text, sent_ms: 5 };
    feed.take(FeedRow { cursor: 4, entry: Entry::Letter(letter) });
    let answered = receipt(7, Outcome::Accepted, 4);
    let desk = fold_desk(&feed, event(1), &[Pending { command: &written, delivery: Delivery::Answered(&answered) }]);
    assert_eq!(desk.letters.iter().map(|(_, sent)| *sent).collect::<Vec<_>>(), [true]);
}

#[test]
fn a_wiped_desk_is_empty_and_a_row_counts_once() {
    let mut feed = desk();
    feed.take(row(2, 9, RegistrationState::Asked));
    assert_eq!(feed.registrations.len(), 2);
    feed.take(FeedRow { cursor: 4, entry: Entry::Erased { registration: None } });
    assert_eq!(feed, DeskView { cursor: 4, ..DeskView::default() });
}
