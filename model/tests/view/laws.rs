//! What holds for every outbox over every feed.

use std::collections::BTreeMap;

use model::feed::RegistrationState;
use model::view::{Delivery, Erasure, EventState, Export, Pending, fold};
use model::{Act, Command, Email, FeedRow, LanguageTag, Outcome, Profile, Reason, RecordId};
use proptest::prelude::*;

use crate::{answers, command, consent, event, feed, line, name, receipt, registered, row};

fn act() -> impl Strategy<Value = Act> {
    let email = Email::parse("a@b.org").unwrap();
    let profile = Profile {
        name: name("Lan"),
        country: None,
        language: LanguageTag::parse("vi").unwrap(),
        institution: None,
        phone: None,
    };
    (0u8..4, 0u8..12).prop_map(move |(n, kind)| {
        let event = event(n);
        match kind {
            0 | 1 => registered(n),
            2 => Act::AnswersChanged { event, form: 2, answers: answers("b") },
            3 => Act::Withdrawn { event, registration: None },
            4 => Act::SubstituteNamed { event, name: name("Mai"), email: email.clone() },
            5 => Act::OfferAccepted { event },
            6 => Act::OfferDeclined { event },
            7 => Act::AttendanceScanned { event, session: line("Opening"), code: line("7KQ2"), seen_ms: 5 },
            8 => Act::ConsentGiven { event: Some(event), consent: consent("photos") },
            9 => Act::ConsentWithdrawn { event: Some(event), purpose: line("data") },
            10 => Act::ProfileChanged { profile: profile.clone() },
            _ => Act::ExportAsked,
        }
    })
}

fn outbox() -> impl Strategy<Value = Vec<(Command, bool)>> {
    let one = (act(), any::<bool>());
    proptest::collection::vec(one, 0..12).prop_map(|all| {
        // Ids of their own, so that no command is one that the feed knows.
        let commands = all.into_iter().enumerate();
        commands.map(|(at, (act, sent))| (command(100 + at as u8, act), sent)).collect()
    })
}

fn rows() -> impl Strategy<Value = Vec<FeedRow>> {
    let state = prop_oneof![
        Just(RegistrationState::Asked),
        Just(RegistrationState::Accepted),
        (1u32..9).prop_map(|place| RegistrationState::Waiting { place }),
        Just(RegistrationState::Offered { until_ms: 5 }),
        Just(RegistrationState::Withdrawn),
        Just(RegistrationState::Refused { reason: Reason::ByOrganiser }),
    ];
    proptest::collection::vec((0u8..4, state), 0..8)
        .prop_map(|all| all.into_iter().enumerate().map(|(at, (n, state))| row(at as u64 + 1, n, state)).collect())
}

fn waiting(commands: &[(Command, bool)]) -> Vec<Pending<'_>> {
    let delivery = |sent: bool| if sent { Delivery::Sent } else { Delivery::Saved };
    commands.iter().map(|(command, sent)| Pending { command, delivery: delivery(*sent) }).collect()
}

proptest! {
    #[test]
    fn what_waits_never_looks_settled(rows in rows(), commands in outbox()) {
        let feed = feed(rows);
        let told = fold(&feed, &[]);
        let mine = fold(&feed, &waiting(&commands));
        for (event, view) in &mine.events {
            let before = told.events.get(event);
            let is_told = before.is_some_and(|before| before.state == view.state && before.ticket == view.ticket);
            let is_asked = matches!(view.state, EventState::AskedFor { .. }) && view.ticket.is_none();
            prop_assert!(is_told || is_asked, "{view:?}");
        }
        prop_assert!(told.events.keys().all(|event| mine.events.contains_key(event)));
        for (key, shown) in mine.consents.iter().filter(|(_, shown)| shown.settled) {
            prop_assert_eq!(told.consents.get(key), Some(shown));
        }
        prop_assert!(mine.attendance.iter().all(|(key, settled)| !settled || told.attendance.contains_key(key)));
        prop_assert!(mine.profile.is_none_or(|shown| !shown.settled));
        prop_assert!(mine.export == Export::None || mine.export == Export::AskedFor);
        prop_assert_eq!((mine.erasure, mine.attention.len()), (Erasure::None, 0));
    }

    #[test]
    fn rows_that_come_twice_change_nothing(rows in rows()) {
        let once = feed(rows.clone());
        let mut twice = once.clone();
        rows.into_iter().for_each(|row| twice.take(row));
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn an_item_that_the_feed_has_passed_can_leave_without_a_flicker(rows in rows(), commands in outbox()) {
        let feed = feed(rows);
        let receipts: Vec<_> = commands.iter().map(|(command, _)| {
            let mut receipt = receipt(0, Outcome::Accepted, feed.cursor);
            receipt.command = command.id;
            receipt
        }).collect();
        let passed = commands.iter().zip(&receipts).map(|((command, _), receipt)| Pending { command, delivery: Delivery::Answered(receipt) });
        prop_assert_eq!(fold(&feed, &passed.collect::<Vec<_>>()), fold(&feed, &[]));
    }

    #[test]
    fn every_refusal_is_there_until_it_is_seen_to(rows in rows(), commands in outbox()) {
        let feed = feed(rows);
        let refusals: Vec<_> = commands.iter().map(|(command, _)| {
            let mut receipt = receipt(0, Outcome::Refused { reason: Reason::Closed }, feed.cursor);
            receipt.command = command.id;
            receipt
        }).collect();
        let refused = commands.iter().zip(&refusals).map(|((command, _), receipt)| Pending { command, delivery: Delivery::Answered(receipt) });
        let mine = fold(&feed, &refused.collect::<Vec<_>>());
        let named: Vec<_> = mine.attention.iter().map(|attention| attention.command).collect();
        prop_assert_eq!(named, commands.iter().map(|(command, _)| command.id).collect::<Vec<_>>());
        // And nothing of it looks done.
        let told = fold(&feed, &[]);
        let states = |mine: &model::view::Mine| mine.events.iter().map(|(event, view)| (*event, view.state.clone())).filter(|(_, state)| !matches!(state, EventState::NeedsAttention { .. })).collect::<BTreeMap<RecordId, EventState>>();
        prop_assert!(states(&mine).iter().all(|(event, state)| told.events.get(event).is_some_and(|view| view.state == *state)));
    }
}
