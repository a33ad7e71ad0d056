//! One command after the other: saved, sent, answered, told by the feed.

use model::feed::{AttendanceView, ConsentView, Entry, ExportView, RegistrationState};
use model::view::{Delivery, Erasure, EventAsk, EventState, Export, Pending, PersonView, ShownConsent, fold};
use model::{Act, Digest, Email, FeedRow, LanguageTag, Outcome, Profile, Reason, RegistrationId};

use crate::{answers, at, command, consent, event, feed, id, line, name, receipt, registered, row, with};

fn accepted() -> PersonView {
    feed([row(1, 1, RegistrationState::Accepted)])
}

#[test]
fn a_registration_in_the_outbox_is_asked_for_and_never_more() {
    let asked = command(1, registered(1));
    for (delivery, sent) in [(Delivery::Saved, false), (Delivery::Sent, true)] {
        let mine = with(&PersonView::default(), &asked, delivery);
        assert_eq!(at(&mine, 1).state, EventState::AskedFor { sent });
        assert_eq!(at(&mine, 1).registration, RegistrationId::from(id(1)));
        assert_eq!(at(&mine, 1).ticket, None);
        assert_eq!(mine.consents[&(Some(event(1)), line("data"))], ShownConsent { given: true, settled: false });
    }
}

#[test]
fn a_receipt_says_what_came_of_a_registration_until_the_feed_does() {
    let asked = command(1, registered(1));
    let refused = Outcome::Refused { reason: Reason::Closed };
    let table = [
        (Outcome::Accepted, EventState::Accepted),
        (Outcome::Waiting { place: 3 }, EventState::Waiting { place: 3 }),
        (Outcome::Asked, EventState::Asked),
        (Outcome::Held { reason: Reason::PossibleTwin }, EventState::Held { reason: Reason::PossibleTwin }),
        (Outcome::AlreadyDone, EventState::AskedFor { sent: true }),
        (Outcome::Merged { into: id(9).into() }, EventState::AskedFor { sent: true }),
        (Outcome::Blocked { by: id(9) }, EventState::AskedFor { sent: true }),
        (refused.clone(), EventState::NeedsAttention { outcome: refused.clone() }),
    ];
    for (outcome, wanted) in table {
        let answer = receipt(1, outcome.clone(), 1);
        let mine = with(&PersonView::default(), &asked, Delivery::Answered(&answer));
        assert_eq!(at(&mine, 1).state, wanted);
        assert_eq!(mine.attention.len(), usize::from(outcome == refused));
        // The feed moves on: nothing of the receipt is left but a refusal.
        let later = feed([row(1, 1, RegistrationState::Offered { until_ms: 5 })]);
        let mine = with(&later, &asked, Delivery::Answered(&answer));
        assert_eq!(at(&mine, 1).state, EventState::Offered { until_ms: 5 });
    }
}

#[test]
fn the_feed_is_right_though_the_receipt_was_lost() {
    let asked = command(1, registered(1));
    for state in [RegistrationState::Withdrawn, RegistrationState::Waiting { place: 2 }] {
        let mine = with(&feed([row(1, 1, state)]), &asked, Delivery::Sent);
        assert_eq!(mine, fold(&feed([row(1, 1, state)]), &[]));
    }
}

#[test]
fn asking_twice_changes_nothing_and_asking_again_after_the_end_does() {
    let again = Act::Registered {
        event: event(1),
        form: 2,
        group: None,
        answers: answers("b"),
        consents: Default::default(),
        name: name("Lan"),
    };
    let again = command(2, again);
    assert_eq!(at(&with(&accepted(), &again, Delivery::Saved), 1).state, EventState::Accepted);
    let refused = RegistrationState::Refused { reason: Reason::ByOrganiser };
    for over in [RegistrationState::Withdrawn, refused] {
        let mine = with(&feed([row(1, 1, over)]), &again, Delivery::Saved);
        assert_eq!((&at(&mine, 1).state, at(&mine, 1).form), (&EventState::AskedFor { sent: false }, 2));
    }
    let withdrawn = command(3, Act::Withdrawn { event: event(1), registration: None });
    let outbox = [&withdrawn, &again].map(|command| Pending { command, delivery: Delivery::Saved });
    assert_eq!(at(&fold(&accepted(), &outbox), 1).state, EventState::AskedFor { sent: false });
}

#[test]
fn changed_answers_are_shown_at_once_and_as_not_yet_taken() {
    let changed = command(2, Act::AnswersChanged { event: event(1), form: 2, answers: answers("b") });
    let mine = with(&accepted(), &changed, Delivery::Saved);
    assert_eq!((&at(&mine, 1).answers, at(&mine, 1).form), (&answers("b"), 2));
    assert_eq!((&at(&mine, 1).asks[..], &at(&mine, 1).state), (&[EventAsk::Answers][..], &EventState::Accepted));
    let done = receipt(2, Outcome::Accepted, 2);
    let mine = with(&accepted(), &changed, Delivery::Answered(&done));
    assert_eq!((&at(&mine, 1).answers, at(&mine, 1).asks.is_empty()), (&answers("b"), true));
    let refused = receipt(2, Outcome::Refused { reason: Reason::BadAnswers }, 1);
    let mine = with(&accepted(), &changed, Delivery::Answered(&refused));
    assert_eq!((&at(&mine, 1).answers, mine.attention[0].command), (&answers("a"), id(2)));
}

#[test]
fn a_withdrawal_is_asked_for_and_the_ticket_stays_until_it_is_taken() {
    let withdrawn = command(2, Act::Withdrawn { event: event(1), registration: None });
    let mine = with(&accepted(), &withdrawn, Delivery::Sent);
    assert!(at(&mine, 1).is_withdrawing() && at(&mine, 1).ticket.is_some());
    assert_eq!(at(&mine, 1).state, EventState::Accepted);
    let done = receipt(2, Outcome::Accepted, 2);
    let mine = with(&accepted(), &withdrawn, Delivery::Answered(&done));
    assert_eq!((&at(&mine, 1).state, &at(&mine, 1).ticket), (&EventState::Withdrawn, &None));
    // A withdrawal before the registration was even sent keeps its order.
    let asked = command(1, registered(1));
    let outbox = [&asked, &withdrawn].map(|command| Pending { command, delivery: Delivery::Saved });
    let mine = fold(&PersonView::default(), &outbox);
    assert!(at(&mine, 1).is_withdrawing());
}

#[test]
fn a_substitute_is_asked_for() {
    let email = Email::parse("chen@gxu.edu.cn").unwrap();
    let named = command(2, Act::SubstituteNamed { event: event(1), name: name("陈美玲"), email });
    let mine = with(&accepted(), &named, Delivery::Saved);
    assert_eq!(at(&mine, 1).asks, [EventAsk::Substitute { name: name("陈美玲") }]);
    assert_eq!(at(&mine, 1).name, name("Lan"));
}

#[test]
fn an_offer_is_kept_as_an_offer_until_the_server_has_the_answer() {
    let offered = feed([row(1, 1, RegistrationState::Offered { until_ms: 5 })]);
    let taken = command(2, Act::OfferAccepted { event: event(1) });
    let mine = with(&offered, &taken, Delivery::Sent);
    assert_eq!(at(&mine, 1).state, EventState::Offered { until_ms: 5 });
    assert_eq!(at(&mine, 1).asks, [EventAsk::OfferAccepted]);
    let done = receipt(2, Outcome::Accepted, 2);
    assert_eq!(at(&with(&offered, &taken, Delivery::Answered(&done)), 1).state, EventState::Accepted);
    let late = receipt(2, Outcome::Refused { reason: Reason::OfferOver }, 1);
    let mine = with(&offered, &taken, Delivery::Answered(&late));
    assert_eq!(mine.attention[0].outcome, Outcome::Refused { reason: Reason::OfferOver });
    let declined = command(2, Act::OfferDeclined { event: event(1) });
    assert_eq!(at(&with(&offered, &declined, Delivery::Saved), 1).asks, [EventAsk::OfferDeclined]);
}

#[test]
fn attendance_is_shown_with_whether_the_server_knows() {
    let key = (event(1), line("Opening"));
    let act = Act::AttendanceScanned { event: event(1), session: line("Opening"), code: line("7KQ2"), seen_ms: 5 };
    let scanned = command(2, act);
    assert!(!with(&accepted(), &scanned, Delivery::Saved).attendance[&key]);
    let wrong = receipt(2, Outcome::Refused { reason: Reason::WrongCode }, 1);
    assert!(!with(&accepted(), &scanned, Delivery::Answered(&wrong)).attendance.contains_key(&key));
    let view = AttendanceView { event: event(1), registration: id(1).into(), session: line("Opening"), seen_ms: 5 };
    let mut known = accepted();
    known.take(FeedRow { cursor: 2, entry: Entry::Attendance(view) });
    assert!(with(&known, &scanned, Delivery::Sent).attendance[&key]);
}

#[test]
fn consent_is_given_and_withdrawn_by_purpose() {
    let view = ConsentView { event: None, consent: consent("news"), given: true, changed_ms: 1 };
    let given = feed([FeedRow { cursor: 1, entry: Entry::Consent(view) }]);
    let key = (None, line("news"));
    assert_eq!(fold(&given, &[]).consents[&key], ShownConsent { given: true, settled: true });
    let withdrawn = command(2, Act::ConsentWithdrawn { event: None, purpose: line("news") });
    let shown = with(&given, &withdrawn, Delivery::Sent).consents[&key];
    assert_eq!(shown, ShownConsent { given: false, settled: false });
    let again = command(3, Act::ConsentGiven { event: None, consent: consent("news") });
    let outbox = [&withdrawn, &again].map(|command| Pending { command, delivery: Delivery::Saved });
    assert_eq!(fold(&given, &outbox).consents[&key], ShownConsent { given: true, settled: false });
}

#[test]
fn a_changed_profile_is_shown_at_once() {
    let language = LanguageTag::parse("vi").unwrap();
    let profile = Profile { name: name("Lan"), country: None, language, institution: None, phone: None };
    let changed = command(2, Act::ProfileChanged { profile: profile.clone() });
    let shown = with(&PersonView::default(), &changed, Delivery::Saved).profile.unwrap();
    assert_eq!((shown.profile, shown.settled), (profile.clone(), false));
    let theirs = model::receipt::Version::Profile(Profile { name: name("Mai"), ..profile.clone() });
    let mine = model::receipt::Version::Profile(profile);
    let conflict = Outcome::Conflict { mine: Box::new(mine), theirs: Box::new(theirs) };
    let conflict = receipt(2, conflict, 1);
    let seen = with(&PersonView::default(), &changed, Delivery::Answered(&conflict));
    assert_eq!((seen.profile, seen.attention.len()), (None, 1));
}

#[test]
fn an_export_is_ready_when_the_feed_says_so() {
    let asked = command(2, Act::ExportAsked);
    assert_eq!(with(&PersonView::default(), &asked, Delivery::Saved).export, Export::AskedFor);
    let done = receipt(2, Outcome::Accepted, 1);
    assert_eq!(with(&PersonView::default(), &asked, Delivery::Answered(&done)).export, Export::AskedFor);
    let ready = ExportView { file: Digest::of(b"zip"), bytes: 3, until_ms: 5 };
    let fed = feed([FeedRow { cursor: 1, entry: Entry::Export(ready.clone()) }]);
    assert_eq!(with(&fed, &asked, Delivery::Answered(&done)).export, Export::Ready(ready));
}

#[test]
fn an_erased_account_leaves_nothing_to_show() {
    let erased = command(2, Act::AccountErased);
    let mine = with(&accepted(), &erased, Delivery::Saved);
    assert_eq!((mine.erasure, mine.events.len()), (Erasure::AskedFor, 1));
    let done = receipt(2, Outcome::Accepted, 2);
    let mine = with(&accepted(), &erased, Delivery::Answered(&done));
    assert_eq!((mine.erasure, mine.events.len()), (Erasure::Done, 0));
    let mut fed = accepted();
    fed.take(FeedRow { cursor: 2, entry: Entry::Erased { registration: None } });
    assert_eq!((fold(&fed, &[]).erasure, fold(&fed, &[]).events.len()), (Erasure::Done, 0));
}

#[test]
fn one_erased_registration_takes_its_own_rows_along() {
    let mut fed = feed([row(1, 1, RegistrationState::Accepted), row(2, 2, RegistrationState::Accepted)]);
    for (cursor, n) in [(3, 1), (4, 2)] {
        let view = ConsentView { event: Some(event(n)), consent: consent("data"), given: true, changed_ms: 1 };
        fed.take(FeedRow { cursor, entry: Entry::Consent(view) });
    }
    fed.take(FeedRow { cursor: 5, entry: Entry::Erased { registration: Some(id(1).into()) } });
    let mine = fold(&fed, &[]);
    assert_eq!((mine.events.len(), mine.consents.len()), (1, 1));
    assert!(mine.events.contains_key(&event(2)));
}
