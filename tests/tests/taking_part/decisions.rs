//! What an organiser decides, under everything at once.

use anyhow::Result;
use futures::future::try_join_all;
use model::feed::RegistrationState;
use model::{Outcome, Reason, Scope};
use serde_json::{Value, json};
use server::commit::act::{Role, act};
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    only_who_runs_the_event_decides
    an_organiser_accepts_while_there_is_room_and_never_more
    who_was_refused_gives_their_place_back_and_can_be_accepted_again
    to_wait_is_to_be_the_last_and_the_next_gets_the_offer
    another_group_is_another_quota
}

fn accept() -> Value {
    json!({"decision": "accept"})
}

async fn only_who_runs_the_event_decides(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"approval": true, "places": 1})).await?;
    let asked = registered(0, "vn");
    assert_eq!(send(&ground, 0, &asked).await?, Outcome::Asked);
    let words = json!({"act": "decided", "event": event(), "registration": asked.id, "decision": "accept"});
    let mut door = actor(901);
    door.roles.push(Role::Door(event()));
    for who in [actor(0), door] {
        assert_eq!(send_as(&ground, &who, &command(words.clone())).await?, refused(Reason::NotYours));
    }
    let accepted = command(words);
    let receipt = act(&ground.store, &ground.seals, &organiser(), &accepted, &payload(&accepted), NOW_MS).await?;
    assert_eq!(receipt.outcome, Outcome::Accepted);
    // The organiser waits for the desk's feed, and it says so.
    let desk = whole_feed(&ground, Scope::Desk(event())).await?;
    assert_eq!(receipt.feeds, [(Scope::Desk(event()), desk.len() as u64)]);
    assert_eq!(state(&ground, 0).await?, RegistrationState::Accepted);
    assert_eq!(decide(&ground, plain("withdrawn").id.into(), accept()).await?, refused(Reason::NoRegistration));
    Ok(())
}

async fn an_organiser_accepts_while_there_is_room_and_never_more(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"approval": true, "places": 5})).await?;
    let asked: Vec<_> = (0..30).map(|number| (number, registered(number, "vn"))).collect();
    send_all(&ground, &asked).await?;
    let decisions = asked.iter().map(|(_, command)| decide(&ground, command.id.into(), accept()));
    let outcomes = try_join_all(decisions).await?;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Accepted).count(), 5);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == refused(Reason::Full)).count(), 25);
    let mut held = 0;
    for (number, _) in &asked {
        held += u32::from(state(&ground, *number).await? == RegistrationState::Accepted);
    }
    assert_eq!(held, 5);
    Ok(())
}

async fn who_was_refused_gives_their_place_back_and_can_be_accepted_again(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    let (first, next) = (registered(0, "vn"), registered(1, "vn"));
    send(&ground, 0, &first).await?;
    send(&ground, 1, &next).await?;
    let refuse = || json!({"decision": "refuse"});
    assert_eq!(decide(&ground, first.id.into(), refuse()).await?, Outcome::Accepted);
    assert_eq!(decide(&ground, first.id.into(), refuse()).await?, Outcome::AlreadyDone);
    assert_eq!(state(&ground, 0).await?, RegistrationState::Refused { reason: Reason::ByOrganiser });
    assert!(matches!(state(&ground, 1).await?, RegistrationState::Offered { .. }));
    assert_eq!(send(&ground, 0, &registered(0, "vn")).await?, refused(Reason::ByOrganiser));
    assert_eq!(decide(&ground, first.id.into(), accept()).await?, refused(Reason::Full));
    // An offer is a place already.
    assert_eq!(decide(&ground, next.id.into(), accept()).await?, Outcome::Accepted);
    assert_eq!(decide(&ground, next.id.into(), accept()).await?, Outcome::AlreadyDone);
    assert_eq!(decide(&ground, next.id.into(), refuse()).await?, Outcome::Accepted);
    assert_eq!(decide(&ground, first.id.into(), accept()).await?, Outcome::Accepted);
    assert_eq!(state(&ground, 0).await?, RegistrationState::Accepted);
    // Who went by their own will is not brought back.
    send(&ground, 0, &plain("withdrawn")).await?;
    assert_eq!(decide(&ground, first.id.into(), accept()).await?, refused(Reason::NoRegistration));
    assert_eq!(decide(&ground, first.id.into(), refuse()).await?, refused(Reason::NoRegistration));
    Ok(())
}

async fn to_wait_is_to_be_the_last_and_the_next_gets_the_offer(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    let all: Vec<_> = (0..4).map(|number| registered(number, "vn")).collect();
    for (number, command) in (0..).zip(&all) {
        send(&ground, number, command).await?;
    }
    let wait = || json!({"decision": "wait"});
    assert_eq!(decide(&ground, all[0].id.into(), wait()).await?, Outcome::Accepted);
    assert!(matches!(state(&ground, 1).await?, RegistrationState::Offered { .. }));
    for (number, place) in [(2, 1), (3, 2), (0, 3)] {
        assert_eq!(state(&ground, number).await?, RegistrationState::Waiting { place });
    }
    assert_eq!(decide(&ground, all[2].id.into(), wait()).await?, Outcome::Accepted);
    for (number, place) in [(3, 1), (0, 2), (2, 3)] {
        assert_eq!(state(&ground, number).await?, RegistrationState::Waiting { place });
    }
    assert_eq!(decide(&ground, all[2].id.into(), wait()).await?, Outcome::AlreadyDone);
    // From the line to a place, before all who wait.
    send(&ground, 1, &plain("offer_declined")).await?;
    assert!(matches!(state(&ground, 3).await?, RegistrationState::Offered { .. }));
    assert_eq!(decide(&ground, all[3].id.into(), json!({"decision": "refuse"})).await?, Outcome::Accepted);
    assert!(matches!(state(&ground, 0).await?, RegistrationState::Offered { .. }));
    assert_eq!(state(&ground, 2).await?, RegistrationState::Waiting { place: 1 });
    Ok(())
}

async fn another_group_is_another_quota(ground: Ground) -> Result<()> {
    let group = |key: &str| json!({"key": key, "label": {"en": key}});
    let groups = json!([group("startup"), group("expert")]);
    let quotas =
        json!([{"by": "group", "value": "startup", "places": 1}, {"by": "group", "value": "expert", "places": 1}]);
    open_camp(&ground, json!({"groups": groups, "quotas": quotas, "places": 3})).await?;
    let come = |number: u32, group: &str| {
        let mut act = serde_json::to_value(registered(number, "vn")).unwrap();
        act["group"] = json!(group);
        command(act)
    };
    let (first, waits) = (come(0, "startup"), come(1, "startup"));
    assert_eq!(send(&ground, 0, &first).await?, Outcome::Accepted);
    assert_eq!(send(&ground, 1, &waits).await?, Outcome::Waiting { place: 1 });
    let to = |group: &str| json!({"decision": "move", "group": group});
    assert_eq!(decide(&ground, first.id.into(), to("judge")).await?, refused(Reason::UnknownGroup));
    assert_eq!(decide(&ground, first.id.into(), to("startup")).await?, Outcome::AlreadyDone);
    assert_eq!(decide(&ground, first.id.into(), to("expert")).await?, Outcome::Accepted);
    assert_eq!(part(&ground, 0).await?.group.unwrap().as_str(), "expert");
    // The place in the old group goes on at once.
    assert!(matches!(state(&ground, 1).await?, RegistrationState::Offered { .. }));
    assert_eq!(decide(&ground, waits.id.into(), to("expert")).await?, refused(Reason::Full));
    assert_eq!(send(&ground, 2, &come(2, "expert")).await?, Outcome::Waiting { place: 1 });
    assert_eq!(decide(&ground, first.id.into(), json!({"decision": "refuse"})).await?, Outcome::Accepted);
    assert!(matches!(state(&ground, 2).await?, RegistrationState::Offered { .. }));
    Ok(())
}
