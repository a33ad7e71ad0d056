//! An account that is erased: nothing of it is left but ids and hashes, its places pass on, and who may not go stays.

use anyhow::Result;
use model::feed::{Entry, RegistrationState};
use model::{CountryCode, Outcome, Reason, Scope};
use serde_json::json;
use server::auth::{Email, Role, invite};
use server::commit::act::{Actor, ChainState, Role as ActorRole, act, audit_chains, claim, verify_chain};
use tests::ground::{BEGIN_MS, Ground};

use crate::camp::*;

tests::on_both_databases! {
    nothing_of_an_erased_person_is_left_in_any_table
    their_place_passes_on_in_the_same_transaction
    desks_and_doors_are_told_and_old_rows_keep_no_name
    a_leader_goes_and_those_whom_they_brought_stay
    somebody_who_was_brought_goes_from_the_leaders_phone_too
    the_last_admin_stays
    who_was_erased_is_known_by_a_line_without_a_name
}

const NAME: &str = "Somchai Unmistakable";

fn named(number: u32, country: &str) -> model::Command {
    let mut wish = serde_json::to_value(registered(number, country).act).unwrap();
    wish["name"] = json!({"full": NAME, "latin": format!("{NAME} Latin")});
    command(wish)
}

/// The whole database as a backup holds it.
async fn everything(ground: &Ground, name: &str) -> Result<Vec<u8>> {
    let path = ground.folder.path().join(name);
    ground.store.dump(&path).await?;
    Ok(std::fs::read(path)?)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|found| found == text.as_bytes())
}

async fn nothing_of_an_erased_person_is_left_in_any_table(ground: Ground) -> Result<()> {
    let consents = json!([{"purpose": "photo", "required": false, "texts": {"en": "Photos may be taken."}}]);
    open_camp(&ground, json!({"places": 5, "consents": consents})).await?;
    let email = "somchai.unmistakable@example.org";
    let invited = invite(&ground.store, &Email::parse(email)?, &Role::Organiser(event()), BEGIN_MS).await?;
    let actor = Actor { person: invited.person, ..actor(77) };
    let send = async |command: model::Command| {
        act(&ground.store, &ground.seals, &actor, &command, &payload(&command), NOW_MS).await
    };
    let profile = json!({"name": {"full": NAME}, "language": "th", "phone": "+66 81 234 5678"});
    assert_eq!(send(command(json!({"act": "profile_changed", "profile": profile}))).await?.outcome, Outcome::Accepted);
    assert_eq!(send(named(77, "th")).await?.outcome, Outcome::Accepted);
    // Another phone of theirs asks with other answers: both are kept in a receipt.
    let mut again = serde_json::to_value(named(77, "vn").act)?;
    again["name"] = json!({"full": NAME});
    assert!(matches!(send(command(again)).await?.outcome, Outcome::Conflict { .. }));
    let moved =
        json!({"act": "answers_changed", "event": event(), "form": 3, "answers": {"country": {"choice": "la"}}});
    assert_eq!(send(command(moved)).await?.outcome, Outcome::Accepted);
    let before = everything(&ground, "before").await?;
    for text in [NAME, email, "+66 81 234 5678"] {
        assert!(holds(&before, text), "{text}");
    }
    let erased = send(command(json!({"act": "account_erased"}))).await?;
    assert_eq!((erased.outcome, erased.feeds), (Outcome::Accepted, Vec::new()));
    let after = everything(&ground, "after").await?;
    for text in ["Unmistakable", "unmistakable", "81 234", r#""choice":"th""#, r#""choice":"la""#, r#""choice":"vn""#] {
        // The camp itself says which countries there are, in its own words.
        assert!(!holds(&after, text), "{text}");
    }
    for chain in audit_chains(&ground.store).await? {
        assert!(matches!(verify_chain(&ground.store, &chain).await?, ChainState::Whole { .. }), "{chain}");
    }
    Ok(())
}

async fn their_place_passes_on_in_the_same_transaction(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    let other = model::RecordId::made_at(5, [5; 10]);
    ground.commit([camp(other, json!({"places": 1}))]).await?;
    let there = |number: u32| {
        let mut act = serde_json::to_value(registered(number, "vn").act).unwrap();
        act["event"] = json!(other);
        command(act)
    };
    for number in 0..3 {
        send(&ground, number, &registered(number, "vn")).await?;
    }
    // First there, and in the line here.
    assert_eq!(send(&ground, 1, &there(1)).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 2, &there(2)).await?, Outcome::Waiting { place: 1 });
    assert_eq!(send(&ground, 1, &command(json!({"act": "account_erased"}))).await?, Outcome::Accepted);
    let states = |number| {
        let ground = &ground;
        async move {
            let rows = whole_feed(ground, Scope::Person(person(number))).await?;
            let last = |event| {
                rows.iter().rev().find_map(|row| match &row.entry {
                    Entry::Registration(view) if view.event == event => Some(view.state),
                    _ => None,
                })
            };
            anyhow::Ok((last(event()), last(other)))
        }
    };
    let (here, there) = states(2).await?;
    assert_eq!(here, Some(RegistrationState::Waiting { place: 1 }), "the second in line is the first now");
    assert!(matches!(there, Some(RegistrationState::Offered { .. })), "{there:?}");
    assert_eq!(send(&ground, 0, &plain("withdrawn")).await?, Outcome::Accepted);
    assert!(matches!(states(2).await?.0, Some(RegistrationState::Offered { .. })));
    Ok(())
}

async fn desks_and_doors_are_told_and_old_rows_keep_no_name(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    send(&ground, 0, &named(0, "vn")).await?;
    send(&ground, 1, &registered(1, "vn")).await?;
    let id = part(&ground, 0).await?.id;
    let country = Scope::Country(CountryCode::parse("VN")?);
    let scopes = [Scope::Desk(event()), Scope::Door(event()), country];
    send(&ground, 0, &command(json!({"act": "account_erased"}))).await?;
    for scope in scopes {
        let rows = whole_feed(&ground, scope).await?;
        assert!(!serde_json::to_string(&rows)?.contains(NAME), "{scope}");
        let told = Entry::Erased { registration: Some(id) };
        assert!(rows.iter().rev().take(2).any(|row| row.entry == told), "{scope}: {rows:?}");
        let others = rows.iter().filter(|row| matches!(row.entry, Entry::Registration(_) | Entry::Roster(_)));
        assert_eq!(others.count(), 1, "{scope}: the other one stays");
    }
    let revoked = |row: &model::FeedRow| matches!(row.entry, Entry::Revoked { .. });
    assert!(whole_feed(&ground, Scope::Door(event())).await?.iter().any(revoked));
    assert!(whole_feed(&ground, Scope::Person(person(0))).await?.is_empty());
    Ok(())
}

async fn a_leader_goes_and_those_whom_they_brought_stay(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    let brought = nominated("Bounmy", "bounmy@example.la");
    assert_eq!(send(&ground, 0, &brought).await?, Outcome::Accepted);
    send(&ground, 0, &named(0, "vn")).await?;
    assert_eq!(send(&ground, 0, &command(json!({"act": "account_erased"}))).await?, Outcome::Accepted);
    with_address(&ground, 5, "bounmy@example.la").await?;
    let email = model::Email::parse("bounmy@example.la")?;
    assert_eq!(claim(&ground.store, &ground.seals, person(5), &email, NOW_MS).await?, 1);
    assert_eq!(part(&ground, 5).await?.state, RegistrationState::Accepted);
    // Nothing is told to who is no longer there.
    assert!(whole_feed(&ground, Scope::Person(person(0))).await?.is_empty());
    Ok(())
}

async fn somebody_who_was_brought_goes_from_the_leaders_phone_too(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    send(&ground, 0, &nominated("Bounmy Unmistakable", "bounmy@example.la")).await?;
    with_address(&ground, 5, "bounmy@example.la").await?;
    // Without having taken the place over: it was given to their address.
    assert_eq!(send(&ground, 5, &command(json!({"act": "account_erased"}))).await?, Outcome::Accepted);
    let rows = whole_feed(&ground, Scope::Person(person(0))).await?;
    assert!(matches!(rows.last().map(|row| &row.entry), Some(Entry::Erased { registration: Some(_) })));
    let after = everything(&ground, "after").await?;
    assert!(!holds(&after, "Unmistakable") && !holds(&after, "bounmy@example.la"));
    Ok(())
}

async fn the_last_admin_stays(ground: Ground) -> Result<()> {
    let ana = invite(&ground.store, &Email::parse("ana@example.org")?, &Role::Admin, BEGIN_MS).await?.person;
    let erase = async || {
        let actor = Actor { person: ana, roles: vec![ActorRole::Admin], ..actor(1) };
        let command = command(json!({"act": "account_erased"}));
        let receipt = act(&ground.store, &ground.seals, &actor, &command, &payload(&command), NOW_MS).await;
        receipt.map(|receipt| receipt.outcome)
    };
    assert_eq!(erase().await?, refused(Reason::LastAdmin));
    assert!(ground.store.person(ana).await?.is_some());
    invite(&ground.store, &Email::parse("ben@example.org")?, &Role::Admin, BEGIN_MS).await?;
    assert_eq!(erase().await?, Outcome::Accepted);
    assert!(ground.store.person(ana).await?.is_none());
    Ok(())
}

async fn who_was_erased_is_known_by_a_line_without_a_name(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    send(&ground, 0, &named(0, "vn")).await?;
    assert!(!ground.store.is_erased(person(0)).await?);
    send(&ground, 0, &command(json!({"act": "account_erased"}))).await?;
    assert!(ground.store.is_erased(person(0)).await? && !ground.store.is_erased(person(1)).await?);
    let lines = ground.store.erasures().await?;
    let [line] = &lines[..] else { panic!("one line: {lines:?}") };
    assert_eq!((line.about, line.at_ms, line.why.as_str()), (*person(0).as_bytes(), NOW_MS, "account"));
    assert_eq!(line.counts.registrations, 1);
    assert!(line.counts.feed_rows >= 4, "{line:?}");
    Ok(())
}
