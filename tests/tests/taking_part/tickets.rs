//! Tickets: who has one, that the head's key opens it, and what the door hears when it is no longer good.

use anyhow::Result;
use catalogue::head::KeyBytes;
use catalogue::ticket::{SignedTicket, TICKET_KEY};
use model::feed::{Entry, RosterRow};
use model::view::{DoorRefusal, DoorVerdict, DoorView};
use model::{CountryCode, Email, Moment, Outcome, Scope, Ticket};
use serde_json::json;
use server::commit::act::claim;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    a_place_comes_with_a_ticket_for_its_owner_alone
    nobody_without_a_place_has_a_ticket
    a_place_given_to_another_takes_the_ticket_away
    a_camp_that_moves_gives_other_tickets
}

fn ticket_key(ground: &Ground) -> KeyBytes {
    let keys = ground.seals.public();
    keys.into_iter().find(|(purpose, _)| purpose == TICKET_KEY).expect("there is a ticket key").1
}

/// The ticket that somebody holds now.
async fn ticket(ground: &Ground, number: u32) -> Result<Option<Ticket>> {
    let Some(token) = part(ground, number).await?.ticket else { return Ok(None) };
    Ok(Some(SignedTicket::open(&token, &ticket_key(ground))?.ticket().clone()))
}

/// The door as it stands at the end of its feed.
async fn door(ground: &Ground) -> Result<DoorView> {
    let mut door = DoorView::default();
    whole_feed(ground, Scope::Door(event())).await?.into_iter().for_each(|row| door.take(row));
    Ok(door)
}

fn answers(country: &str) -> model::Command {
    let answers = json!({"country": {"choice": country}});
    command(json!({"act": "answers_changed", "event": event(), "form": 3, "answers": answers}))
}

async fn a_place_comes_with_a_ticket_for_its_owner_alone(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"groups": [{"key": "startup", "label": {"en": "Startup"}}]})).await?;
    let mut wish = serde_json::to_value(registered(0, "vn").act)?;
    wish["group"] = json!("startup");
    wish["name"] = json!({"full": "陈美玲", "latin": "Chen Meiling"});
    assert_eq!(send(&ground, 0, &command(wish)).await?, Outcome::Accepted);
    let mine = part(&ground, 0).await?;
    let held = ticket(&ground, 0).await?.expect("who is accepted has a ticket");
    assert_eq!((held.event(), held.registration()), (event(), mine.id));
    assert_eq!(held.group().map(|group| group.as_str()), Some("startup"));
    // From the day before until the end of the day after; the camp names no zone, so that of its registration counts.
    assert_eq!(held.valid_from_ms(), Moment::parse("2026-08-31T00:00+08:00")?.unix_ms());
    assert_eq!(held.valid_until_ms(), Moment::parse("2026-09-03T00:00+08:00")?.unix_ms());
    let (desk, country) = (Scope::Desk(event()), Scope::Country(CountryCode::parse("VN")?));
    for scope in [desk, country] {
        for row in whole_feed(&ground, scope).await? {
            assert!(matches!(row.entry, Entry::Registration(view) if view.ticket.is_none()), "{scope}");
        }
    }
    let rows = whole_feed(&ground, Scope::Door(event())).await?;
    let [row] = &rows[..] else { panic!("one line of the roster") };
    let name = model::Line::parse("陈美玲 · Chen Meiling")?;
    let group = held.group().cloned();
    let roster = RosterRow { event: event(), registration: mine.id, ticket: held.hash(), name, group };
    assert_eq!(row.entry, Entry::Roster(roster));
    // Told again, it is the same token.
    assert_eq!(send(&ground, 0, &answers("th")).await?, Outcome::Accepted);
    assert_eq!(part(&ground, 0).await?.ticket, mine.ticket);
    assert!(door(&ground).await?.revoked.is_empty());
    Ok(())
}

async fn nobody_without_a_place_has_a_ticket(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    send(&ground, 1, &registered(1, "vn")).await?;
    assert_eq!(ticket(&ground, 1).await?, None);
    let first = ticket(&ground, 0).await?.unwrap();
    send(&ground, 0, &plain("withdrawn")).await?;
    assert_eq!(ticket(&ground, 0).await?, None);
    assert_eq!(ticket(&ground, 1).await?, None, "an offer is no place");
    assert!(door(&ground).await?.roster.is_empty());
    let verdict = door(&ground).await?;
    let verdict = verdict.verdict(event(), &first, first.valid_from_ms());
    assert_eq!(verdict, DoorVerdict::Refused(DoorRefusal::Revoked));
    send(&ground, 1, &plain("offer_accepted")).await?;
    let second = ticket(&ground, 1).await?.unwrap();
    assert_eq!(door(&ground).await?.verdict(event(), &second, second.valid_from_ms()), DoorVerdict::Welcome);
    Ok(())
}

async fn a_place_given_to_another_takes_the_ticket_away(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    let first = ticket(&ground, 0).await?.unwrap();
    let to = json!({"act": "substitute_named", "event": event(), "name": {"full": "Mai"}, "email": "mai@example.org"});
    send(&ground, 0, &command(to)).await?;
    assert_eq!(ticket(&ground, 0).await?, None);
    let names = |door: &DoorView| door.roster.values().map(|row| row.name.to_string()).collect::<Vec<_>>();
    let at_door = door(&ground).await?;
    assert_eq!((names(&at_door), at_door.revoked.contains(&first.hash())), (vec!["Mai".to_owned()], true));
    claim(&ground.store, &ground.seals, person(9), &Email::parse("mai@example.org")?, NOW_MS).await?;
    let mai = ticket(&ground, 9).await?.unwrap();
    assert_eq!(door(&ground).await?.roster.values().next().map(|row| row.ticket), Some(mai.hash()));
    Ok(())
}

async fn a_camp_that_moves_gives_other_tickets(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    let before = ticket(&ground, 0).await?.unwrap();
    let mut moved = serde_json::to_value(camp(event(), json!({})))?;
    moved["begins"] = json!("2026-10-01");
    ground.commit([serde_json::from_value(moved)?]).await?;
    send(&ground, 0, &answers("th")).await?;
    let after = ticket(&ground, 0).await?.unwrap();
    assert_eq!(after.valid_from_ms(), Moment::parse("2026-09-30T00:00+08:00")?.unix_ms());
    let at_door = door(&ground).await?;
    assert_eq!(at_door.revoked.iter().copied().collect::<Vec<_>>(), [before.hash()]);
    assert_eq!(at_door.roster.values().map(|row| row.ticket).collect::<Vec<_>>(), [after.hash()]);
    Ok(())
}
