//! The same command is one effect and one receipt.

use anyhow::Result;
use model::{Command, CommandId, Digest, Outcome, Reason, Scope};
use serde_json::json;
use server::commit::act::act;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    every_command_again_gets_the_same_bytes_and_does_nothing
    twenty_copies_at_once_are_one_effect
    an_id_with_another_content_or_from_somebody_else_is_refused
    a_command_waits_for_the_one_before_it
}

/// One of each that the server knows, in an order that makes sense, each with who sends it.
fn one_of_each() -> Vec<(u32, Command)> {
    let consent = json!({"purpose": "news", "text_hash": Digest::of(b"text"), "language": "en"});
    let answers = json!({"country": {"choice": "th"}});
    vec![
        (0, command(json!({"act": "profile_changed", "profile": {"name": {"full": "Lan"}, "language": "vi"}}))),
        (0, command(json!({"act": "consent_given", "consent": consent}))),
        (0, command(json!({"act": "consent_withdrawn", "purpose": "news"}))),
        (0, registered(0, "vn")),
        (1, registered(1, "vn")),
        (2, registered(2, "vn")),
        (0, registered(0, "vn")),
        (0, registered(0, "la")),
        (0, command(json!({"act": "answers_changed", "event": event(), "form": 3, "answers": answers}))),
        (0, plain("withdrawn")),
        (0, plain("withdrawn")),
        (1, plain("offer_declined")),
        (2, plain("offer_accepted")),
        (2, command(json!({"act": "substitute_named", "event": event(), "name": {"full": "Mai"}, "email": "m@x.org"}))),
        (3, plain("withdrawn")),
        (3, command(json!({"act": "export_asked"}))),
    ]
}

async fn every_command_again_gets_the_same_bytes_and_does_nothing(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    let commands = one_of_each();
    let mut first = Vec::new();
    for (number, command) in &commands {
        first.push(send_at(&ground, *number, command, NOW_MS).await?);
    }
    let keys: Vec<&str> = first.iter().map(|receipt| outcome_key(&receipt.outcome)).collect();
    let wanted = [
        "accepted",
        "accepted",
        "accepted",
        "accepted",
        "waiting",
        "waiting",
        "merged",
        "conflict",
        "accepted",
        "accepted",
        "already_done",
        "accepted",
        "accepted",
        "accepted",
        "refused",
        "accepted",
    ];
    assert_eq!(keys, wanted);
    let desk = whole_feed(&ground, Scope::Desk(event())).await?;
    for ((number, command), receipt) in commands.iter().zip(&first).rev() {
        let again = send_at(&ground, *number, command, NOW_MS + 5).await?;
        let bytes = serde_json::to_vec(&again)?;
        assert_eq!(bytes, serde_json::to_vec(receipt)?);
        assert_eq!(ground.store.command(command.id).await?.unwrap().receipt, bytes);
        // What the phone waits for is there.
        for (scope, cursor) in &again.feeds {
            assert_eq!(*scope, Scope::Person(person(*number)));
            assert!(whole_feed(&ground, *scope).await?.iter().any(|row| row.cursor == *cursor));
        }
    }
    assert_eq!(whole_feed(&ground, Scope::Desk(event())).await?, desk);
    Ok(())
}

fn outcome_key(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::Waiting { .. } => "waiting",
        Outcome::Asked => "asked",
        Outcome::AlreadyDone => "already_done",
        Outcome::Merged { .. } => "merged",
        Outcome::Conflict { .. } => "conflict",
        Outcome::Refused { .. } => "refused",
        Outcome::Held { .. } => "held",
        Outcome::Blocked { .. } => "blocked",
    }
}

async fn twenty_copies_at_once_are_one_effect(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    let copies = vec![(0, registered(0, "vn")); 20];
    let receipts = send_all(&ground, &copies).await?;
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
    assert_eq!(receipts[0].outcome, Outcome::Accepted);
    assert_eq!(whole_feed(&ground, Scope::Desk(event())).await?.len(), 1);
    // Two phones of one person, each with a command of its own.
    let two = vec![(1, registered(1, "vn")), (1, registered(1, "vn"))];
    let into = send_all(&ground, &two).await?;
    let merged = into.iter().filter(|receipt| matches!(receipt.outcome, Outcome::Merged { .. })).count();
    assert_eq!(merged, 1);
    Ok(())
}

async fn an_id_with_another_content_or_from_somebody_else_is_refused(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    let command = registered(0, "vn");
    let receipt = send_at(&ground, 0, &command, NOW_MS).await?;
    let mut other = registered(0, "th");
    other.id = command.id;
    assert_eq!(send(&ground, 0, &other).await?, refused(Reason::OtherPayload));
    assert_eq!(send(&ground, 1, &command).await?, refused(Reason::NotYours));
    // The bytes count, not what they mean.
    let spaced = [payload(&command), b" ".to_vec()].concat();
    let answer = act(&ground.store, &ground.seals, &actor(0), &command, &spaced, NOW_MS).await?;
    assert_eq!(answer.outcome, refused(Reason::OtherPayload));
    assert_eq!(send_at(&ground, 0, &command, NOW_MS).await?, receipt);
    assert_eq!(whole_feed(&ground, Scope::Desk(event())).await?.len(), 1);
    Ok(())
}

async fn a_command_waits_for_the_one_before_it(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    let first = registered(0, "vn");
    let second = Command { after: Some(first.id), ..plain("withdrawn") };
    let blocked = Outcome::Blocked { by: first.id };
    assert_eq!(send(&ground, 0, &second).await?, blocked);
    // Somebody else's command is as good as none.
    let others = Command { id: CommandId::made_at(5, [5; 10]), ..registered(1, "vn") };
    send(&ground, 1, &others).await?;
    let third = Command { after: Some(others.id), ..plain("withdrawn") };
    assert_eq!(send(&ground, 0, &third).await?, Outcome::Blocked { by: others.id });
    send(&ground, 0, &first).await?;
    assert_eq!(send(&ground, 0, &second).await?, Outcome::Accepted);
    Ok(())
}
