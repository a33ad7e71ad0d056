//! Places and quotas, under everything at once.

use anyhow::Result;
use model::feed::RegistrationState;
use model::{Outcome, Reason};
use serde_json::json;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    of_two_hundred_at_once_one_gets_the_last_place_and_the_others_a_line_without_gaps
    seats_given_back_and_taken_at_once_are_never_more_than_there_are
    a_quota_is_full_for_its_country_only
    answers_that_move_somebody_to_a_full_quota_change_nothing
}

async fn of_two_hundred_at_once_one_gets_the_last_place_and_the_others_a_line_without_gaps(
    ground: Ground,
) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    let commands: Vec<_> = (0..200).map(|number| (number, registered(number, "vn"))).collect();
    let begun = std::time::Instant::now();
    let receipts = send_all(&ground, &commands).await?;
    println!("200 registrations at once: {:?}", begun.elapsed());
    let mut places = Vec::new();
    let mut accepted = 0;
    for receipt in &receipts {
        match receipt.outcome {
            Outcome::Accepted => accepted += 1,
            Outcome::Waiting { place } => places.push(place),
            ref other => panic!("{other:?}"),
        }
    }
    places.sort_unstable();
    assert_eq!(accepted, 1);
    assert_eq!(places, (1..=199).collect::<Vec<_>>());
    for ((number, _), receipt) in commands.iter().zip(&receipts).step_by(40) {
        let wanted = match receipt.outcome {
            Outcome::Waiting { place } => RegistrationState::Waiting { place },
            _ => RegistrationState::Accepted,
        };
        assert_eq!(state(&ground, *number).await?, wanted);
    }
    Ok(())
}

async fn seats_given_back_and_taken_at_once_are_never_more_than_there_are(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    for number in 0..20 {
        send(&ground, number, &registered(number, "vn")).await?;
    }
    // Ten leave, thirty come; some of those who leave had a place.
    let mut commands: Vec<_> = (0..10).map(|number| (number, plain("withdrawn"))).collect();
    commands.extend((20..50).map(|number| (number, registered(number, "th"))));
    send_all(&ground, &commands).await?;
    let (mut held, mut waiting) = (0, Vec::new());
    for number in 0..50 {
        match state(&ground, number).await? {
            RegistrationState::Accepted | RegistrationState::Offered { .. } => held += 1,
            RegistrationState::Waiting { place } => waiting.push(place),
            RegistrationState::Withdrawn => assert!(number < 10),
            other => panic!("{other:?}"),
        }
    }
    waiting.sort_unstable();
    assert_eq!(held, 5);
    assert_eq!(waiting, (1..=35).collect::<Vec<_>>());
    Ok(())
}

async fn a_quota_is_full_for_its_country_only(ground: Ground) -> Result<()> {
    let quotas = json!([{"by": "country", "value": "VN", "places": 1}, {"by": "country", "value": "TH", "places": 2}]);
    open_camp(&ground, json!({"places": 4, "quotas": quotas})).await?;
    assert_eq!(send(&ground, 0, &registered(0, "vn")).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 1, &registered(1, "vn")).await?, Outcome::Waiting { place: 1 });
    assert_eq!(send(&ground, 2, &registered(2, "th")).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 3, &registered(3, "th")).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 4, &registered(4, "la")).await?, Outcome::Accepted);
    // Now the camp itself is full, and the line is one line.
    assert_eq!(send(&ground, 5, &registered(5, "la")).await?, Outcome::Waiting { place: 2 });
    // A Thai place helps the first for whom there is room: Viet Nam's is taken still.
    send(&ground, 2, &plain("withdrawn")).await?;
    assert_eq!(state(&ground, 1).await?, RegistrationState::Waiting { place: 1 });
    assert!(matches!(state(&ground, 5).await?, RegistrationState::Offered { .. }));
    send(&ground, 0, &plain("withdrawn")).await?;
    assert!(matches!(state(&ground, 1).await?, RegistrationState::Offered { .. }));
    Ok(())
}

async fn answers_that_move_somebody_to_a_full_quota_change_nothing(ground: Ground) -> Result<()> {
    let quotas = json!([{"by": "country", "value": "VN", "places": 1}, {"by": "country", "value": "TH", "places": 1}]);
    open_camp(&ground, json!({"quotas": quotas})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    send(&ground, 1, &registered(1, "th")).await?;
    send(&ground, 2, &registered(2, "vn")).await?;
    let answers = |country: &str| {
        let answers = json!({"country": {"choice": country}});
        command(json!({"act": "answers_changed", "event": event(), "form": 3, "answers": answers}))
    };
    let before = part(&ground, 0).await?;
    assert_eq!(send(&ground, 0, &answers("th")).await?, refused(Reason::Full));
    assert_eq!(part(&ground, 0).await?, before);
    assert_eq!(send(&ground, 0, &answers("vn")).await?, Outcome::AlreadyDone);
    // To a country without a quota: the place in the old one goes on at once.
    assert_eq!(send(&ground, 0, &answers("la")).await?, Outcome::Accepted);
    assert!(matches!(state(&ground, 2).await?, RegistrationState::Offered { .. }));
    assert_eq!(send(&ground, 3, &registered(3, "vn")).await?, Outcome::Waiting { place: 1 });
    Ok(())
}
