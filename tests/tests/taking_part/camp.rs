//! A camp to take part in, people who do, and what they send.

use anyhow::Result;
use futures::future::try_join_all;
use model::feed::{Entry, RegistrationState, RegistrationView};
use model::{
    Act, Command, CommandId, Email, FeedRow, Outcome, PersonId, Reason, Receipt, Record, RecordId, RegistrationId,
    Scope,
};
use serde_json::{Value, json};
use server::commit::act::{Actor, ClientId, Role, act, feed};
use tests::ground::{BEGIN_MS, DAY_MS, Ground};

/// Registration is open from `BEGIN_MS` for a hundred days.
pub const NOW_MS: i64 = BEGIN_MS + DAY_MS;
pub const CLOSED_MS: i64 = BEGIN_MS + 200 * DAY_MS;
pub const HOUR_MS: i64 = 60 * 60 * 1000;

pub fn event() -> RecordId {
    RecordId::made_at(BEGIN_MS as u64, [7; 10])
}

/// A camp that asks for the country, with keys of its registration changed.
pub fn camp(id: RecordId, registration: Value) -> Record {
    let country = |code: &str| json!({"key": code, "label": {"en": code}});
    let mut rules = json!({
        "opens": "2026-01-01T08:00+08:00", "closes": "2026-04-11T08:00+08:00", "offer_hours": 24,
        "form": {"version": 3, "questions": [{"key": "country", "label": {"en": "Country"}, "required": true,
            "ask": "choice", "tells": "country", "options": [country("vn"), country("th"), country("la")]}]},
    });
    if let (Some(rules), Some(more)) = (rules.as_object_mut(), registration.as_object()) {
        rules.extend(more.clone());
    }
    let event = json!({
        "id": id, "kind": "event", "form": "camp", "names": [{"text": "Camp", "use": "official"}],
        "standing": {"state": "active"}, "source": {"title": "A test"}, "verified_on": "2026-01-01",
        "begins": "2026-09-01", "registration": rules,
    });
    serde_json::from_value(event).expect("the camp is well formed")
}

pub async fn open_camp(ground: &Ground, registration: Value) -> Result<()> {
    ground.commit([camp(event(), registration)]).await?;
    Ok(())
}

pub fn person(number: u32) -> PersonId {
    PersonId::made_at(u64::from(number) + 1, [3; 10])
}

pub fn actor(number: u32) -> Actor {
    let mut client = [0; 16];
    client[..4].copy_from_slice(&number.to_le_bytes());
    Actor { person: person(number), client: ClientId::from_bytes(client), roles: Vec::new() }
}

/// Somebody who runs the camp.
pub fn organiser() -> Actor {
    Actor { roles: vec![Role::Organiser(event())], ..actor(900) }
}

/// A command with a new id, from JSON.
pub fn command(act: Value) -> Command {
    let act: Act = serde_json::from_value(act).expect("the act is well formed");
    Command { id: CommandId::made_at(NOW_MS as u64, rand::random()), after: None, made_ms: NOW_MS, act }
}

pub fn registered(number: u32, country: &str) -> Command {
    command(json!({
        "act": "registered", "event": event(), "form": 3, "answers": {"country": {"choice": country}}, "consents": [],
        "name": {"full": format!("Person {number}")},
    }))
}

/// The leader of a delegation asks for somebody else.
pub fn nominated(name: &str, email: &str) -> Command {
    command(json!({
        "act": "nominated", "event": event(), "form": 3, "answers": {"country": {"choice": "la"}}, "consents": [],
        "name": {"full": name}, "email": email,
    }))
}

/// An act that says nothing but its event.
pub fn plain(act: &str) -> Command {
    command(json!({"act": act, "event": event()}))
}

pub fn payload(command: &Command) -> Vec<u8> {
    serde_json::to_vec(command).unwrap()
}

pub async fn send_at(ground: &Ground, number: u32, command: &Command, now_ms: i64) -> Result<Receipt> {
    Ok(act(&ground.store, &ground.seals, &actor(number), command, &payload(command), now_ms).await?)
}

pub async fn send(ground: &Ground, number: u32, command: &Command) -> Result<Outcome> {
    Ok(send_at(ground, number, command, NOW_MS).await?.outcome)
}

pub async fn send_as(ground: &Ground, who: &Actor, command: &Command) -> Result<Outcome> {
    Ok(act(&ground.store, &ground.seals, who, command, &payload(command), NOW_MS).await?.outcome)
}

/// What the organiser of the camp does.
pub async fn decide(ground: &Ground, registration: RegistrationId, decision: Value) -> Result<Outcome> {
    let mut words = json!({"act": "decided", "event": event(), "registration": registration});
    if let (Some(words), Some(more)) = (words.as_object_mut(), decision.as_object()) {
        words.extend(more.clone());
    }
    send_as(ground, &organiser(), &command(words)).await
}

/// Gives a person an address, as signing in does.
pub async fn with_address(ground: &Ground, number: u32, email: &str) -> Result<()> {
    let id = person(number);
    let (email, email_key) = (email.to_owned(), Email::parse(email)?.key());
    let mut tx = ground.store.write().await?;
    tx.ensure_person(&server::store::Person { id, email, email_key, created_ms: NOW_MS }).await?;
    Ok(tx.commit().await?)
}

/// All of them at once, one command each.
pub async fn send_all(ground: &Ground, commands: &[(u32, Command)]) -> Result<Vec<Receipt>> {
    try_join_all(commands.iter().map(|(number, command)| send_at(ground, *number, command, NOW_MS))).await
}

pub fn refused(reason: Reason) -> Outcome {
    Outcome::Refused { reason }
}

/// The whole of a feed. Its cursors have no gap.
pub async fn whole_feed(ground: &Ground, scope: Scope) -> Result<Vec<FeedRow>> {
    let mut rows: Vec<FeedRow> = Vec::new();
    loop {
        let more = feed(&ground.store, scope, rows.len() as u64, 100).await?;
        if more.is_empty() {
            assert!(rows.iter().map(|row| row.cursor).eq(1..=rows.len() as u64), "{scope} has gaps");
            return Ok(rows);
        }
        rows.extend(more);
    }
}

/// A person's registration, as their own feed says it last.
pub async fn part(ground: &Ground, number: u32) -> Result<RegistrationView> {
    let rows = whole_feed(ground, Scope::Person(person(number))).await?;
    let mut views = rows.into_iter().filter_map(|row| match row.entry {
        Entry::Registration(view) => Some(view),
        _ => None,
    });
    Ok(views.next_back().expect("they have a part in it"))
}

pub async fn state(ground: &Ground, number: u32) -> Result<RegistrationState> {
    Ok(part(ground, number).await?.state)
}

/// A registration, as a feed says it last.
pub async fn as_seen(ground: &Ground, scope: Scope, id: RegistrationId) -> Result<RegistrationView> {
    let rows = whole_feed(ground, scope).await?;
    let mut views = rows.into_iter().filter_map(|row| match row.entry {
        Entry::Registration(view) if view.id == id => Some(view),
        _ => None,
    });
    Ok(views.next_back().expect("the feed tells of it"))
}

/// A registration, as the desk sees it.
pub async fn at_desk(ground: &Ground, command: &Command) -> Result<RegistrationState> {
    Ok(as_seen(ground, Scope::Desk(event()), command.id.into()).await?.state)
}
