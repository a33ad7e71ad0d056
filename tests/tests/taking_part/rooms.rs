//! Sessions and their rooms: whose code counts, when, once, and the certificate at the end of it.

use anyhow::Result;
use catalogue::head::CERTIFICATE_KEY;
use catalogue::verify_certificate;
use model::feed::Entry;
use model::{Command, Outcome, Reason, Scope};
use serde_json::{Value, json};
use server::commit::act::{Actor, Role, RoomCode, room_codes};
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    a_code_counts_for_its_session_alone_and_once
    somebody_without_a_place_was_not_there
    one_of_the_two_clocks_has_to_fit
    enough_sessions_are_a_certificate
    codes_are_for_organisers
}

/// A camp with two sessions that count, on the day after `NOW_MS`, and one that does not.
async fn open(ground: &Ground, registration: Value) -> Result<()> {
    let mut camp = serde_json::to_value(camp(event(), registration))?;
    camp["sessions"] = json!([
        {"key": "opening", "title": "Opening", "begins": "2026-01-03T09:00+08:00", "ends": "2026-01-03T10:00+08:00"},
        {"key": "pitching", "title": "Pitching", "begins": "2026-01-03T14:00+08:00"},
        {"title": "Dinner", "begins": "2026-01-03T19:00+08:00"},
    ]);
    ground.commit([serde_json::from_value(camp)?]).await?;
    Ok(())
}

fn ms(text: &str) -> i64 {
    model::Moment::parse(text).unwrap().unix_ms()
}

async fn codes(ground: &Ground) -> Result<Vec<RoomCode>> {
    let runs = Actor { roles: vec![Role::Organiser(event())], ..actor(900) };
    Ok(room_codes(&ground.store, &ground.seals, &runs, event(), NOW_MS).await?)
}

fn scanned(session: &str, code: &str, seen_ms: i64) -> Command {
    let act =
        json!({"act": "attendance_scanned", "event": event(), "session": session, "code": code, "seen_ms": seen_ms});
    command(act)
}

async fn a_code_counts_for_its_session_alone_and_once(ground: Ground) -> Result<()> {
    open(&ground, json!({})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    let codes = codes(&ground).await?;
    let [opening, pitching] = &codes[..] else { panic!("two sessions count: {codes:?}") };
    assert_ne!(opening.code, pitching.code);
    let at = ms("2026-01-03T09:30+08:00");
    let send = async |session: &str, code: &str| {
        Ok::<Outcome, anyhow::Error>(send_at(&ground, 0, &scanned(session, code, at), at).await?.outcome)
    };
    assert_eq!(send("opening", &pitching.code).await?, refused(Reason::WrongCode));
    assert_eq!(send("opening", "0000000000").await?, refused(Reason::WrongCode));
    assert_eq!(send("dinner", &opening.code).await?, refused(Reason::UnknownSession));
    // As a person may type it.
    assert_eq!(send("opening", &opening.code.to_lowercase().replace('0', "o")).await?, Outcome::Accepted);
    assert_eq!(send("opening", &opening.code).await?, Outcome::AlreadyDone);
    for scope in [Scope::Person(person(0)), Scope::Desk(event())] {
        let rows = whole_feed(&ground, scope).await?;
        let seen = rows.iter().filter(|row| matches!(&row.entry, Entry::Attendance(view) if view.seen_ms == at));
        assert_eq!(seen.count(), 1, "{scope}");
    }
    Ok(())
}

async fn somebody_without_a_place_was_not_there(ground: Ground) -> Result<()> {
    open(&ground, json!({"places": 1})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    send(&ground, 1, &registered(1, "vn")).await?;
    let code = codes(&ground).await?[0].code.clone();
    let at = ms("2026-01-03T09:30+08:00");
    for number in [1, 2] {
        let outcome = send_at(&ground, number, &scanned("opening", &code, at), at).await?.outcome;
        assert_eq!(outcome, refused(Reason::NoRegistration));
    }
    Ok(())
}

async fn one_of_the_two_clocks_has_to_fit(ground: Ground) -> Result<()> {
    open(&ground, json!({})).await?;
    let code = codes(&ground).await?[0].code.clone();
    let inside = [ms("2026-01-03T07:00+08:00"), ms("2026-01-03T12:00+08:00")];
    let outside = [inside[0] - 1, inside[1] + 1];
    for (number, seen_ms, arrives_ms, fits) in [
        (0, inside[0], outside[1], true),
        (1, outside[0], inside[1], true),
        (2, outside[0], outside[1], false),
        (3, 0, outside[1], false),
    ] {
        send(&ground, number, &registered(number, "vn")).await?;
        let outcome = send_at(&ground, number, &scanned("opening", &code, seen_ms), arrives_ms).await?.outcome;
        let wanted = if fits { Outcome::Accepted } else { refused(Reason::LateClaim) };
        assert_eq!(outcome, wanted, "{number}");
    }
    Ok(())
}

async fn enough_sessions_are_a_certificate(ground: Ground) -> Result<()> {
    open(&ground, json!({"completion": 2})).await?;
    let mut wish = serde_json::to_value(registered(0, "vn").act)?;
    wish["name"] = json!({"full": "陈美玲", "latin": "Chen Meiling"});
    send(&ground, 0, &command(wish)).await?;
    let certificates = async || {
        let rows = whole_feed(&ground, Scope::Person(person(0))).await?;
        let of = |row: model::FeedRow| match row.entry {
            Entry::Certificate(view) => Some(view),
            _ => None,
        };
        anyhow::Ok(rows.into_iter().filter_map(of).collect::<Vec<_>>())
    };
    let codes = codes(&ground).await?;
    for (room, at) in codes.iter().zip(["2026-01-03T09:30+08:00", "2026-01-03T14:30+08:00"]) {
        assert!(certificates().await?.is_empty());
        send_at(&ground, 0, &scanned(room.session.as_str(), &room.code, ms(at)), ms(at)).await?;
    }
    let views = certificates().await?;
    let [view] = &views[..] else { panic!("one certificate: {views:?}") };
    let keys = ground.seals.public();
    let key = keys.iter().find(|(purpose, _)| purpose == CERTIFICATE_KEY).expect("there is a key for it").1;
    let certificate = verify_certificate(&view.token, &key)?;
    assert_eq!((certificate.event, certificate.name.as_str()), (event(), "陈美玲"));
    assert_eq!((certificate.attended, certificate.held, certificate.day.to_string()), (2, 2, "2026-09-01".to_owned()));
    assert_eq!(certificate.registration, part(&ground, 0).await?.id);
    Ok(())
}

async fn codes_are_for_organisers(ground: Ground) -> Result<()> {
    open(&ground, json!({})).await?;
    for roles in [vec![], vec![Role::Door(event())], vec![Role::Organiser(tests::ground::id(1))]] {
        let actor = Actor { roles, ..actor(1) };
        assert!(room_codes(&ground.store, &ground.seals, &actor, event(), NOW_MS).await?.is_empty());
    }
    // Another server's are others.
    let other = Ground::sqlite().await?;
    open(&other, json!({})).await?;
    let (here, there) = (codes(&ground).await?, codes(&other).await?);
    assert!(here.iter().zip(&there).all(|(here, there)| here.code != there.code));
    Ok(())
}
