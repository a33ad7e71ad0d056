//! What an organiser writes reaches each once: in their feed, and by mail.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use model::feed::Entry;
use model::{Command, Outcome, Reason, Scope};
use serde_json::json;
use server::letters::send_due;
use server::mail::Post;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    a_message_is_in_each_feed_and_in_each_mailbox_once
    a_copy_that_could_not_be_sent_stays_and_goes_out_later
    two_servers_send_each_copy_once
}

const MINUTE_MS: i64 = 60 * 1000;

async fn registered_with_addresses(ground: &Ground, count: u32) -> Result<Vec<Command>> {
    open_camp(ground, json!({})).await?;
    let mut commands = Vec::new();
    for number in 0..count {
        with_address(ground, number, &format!("p{number}@example.org")).await?;
        commands.push(registered(number, "vn"));
    }
    for (number, command) in (0..).zip(&commands) {
        send(ground, number, command).await?;
    }
    Ok(commands)
}

fn message(to: &[Command]) -> Command {
    let ids: Vec<_> = to.iter().map(|command| command.id).collect();
    let words =
        json!({"act": "messaged", "event": event(), "to": ids, "subject": "The bus", "text": "It leaves at 8."});
    command(words)
}

/// How often each address got the letter.
fn letters(folder: &Path) -> Result<BTreeMap<String, u32>> {
    let mut to = BTreeMap::new();
    if !folder.exists() {
        return Ok(to);
    }
    for file in std::fs::read_dir(folder)? {
        let text = std::fs::read_to_string(file?.path())?;
        assert!(text.contains("Subject: The bus") && text.contains("It leaves at 8."), "{text}");
        assert!(text.contains("Camp"), "the event has a name: {text}");
        let line = text.lines().find_map(|line| line.strip_prefix("To: ")).unwrap_or_default();
        *to.entry(line.to_owned()).or_default() += 1;
    }
    Ok(to)
}

async fn a_message_is_in_each_feed_and_in_each_mailbox_once(ground: Ground) -> Result<()> {
    let mut to = registered_with_addresses(&ground, 3).await?;
    let guest = nominated("Mai", "mai@example.la");
    send(&ground, 0, &guest).await?;
    let not_written_to = to.pop().unwrap();
    to.push(guest);
    let written = message(&to);
    assert_eq!(send(&ground, 0, &message(&to)).await?, refused(Reason::NotYours));
    assert_eq!(send_as(&ground, &organiser(), &written).await?, Outcome::Accepted);
    assert_eq!(send_as(&ground, &organiser(), &written).await?, Outcome::Accepted);
    assert_eq!(send_as(&ground, &organiser(), &message(&[plain("withdrawn")])).await?, refused(Reason::NoRegistration));
    for (number, wanted) in [(0, 1), (1, 1), (2, 0)] {
        let rows = whole_feed(&ground, Scope::Person(person(number))).await?;
        let letters = rows.iter().filter(|row| matches!(&row.entry, Entry::Letter(letter) if letter.id == written.id));
        assert_eq!(letters.count(), wanted);
    }
    let folder = ground.folder.path().join("mail");
    let post = Post::folder(&folder);
    assert_eq!(send_due(&ground.store, &post, NOW_MS).await?, 3);
    assert_eq!(send_due(&ground.store, &post, NOW_MS + 100 * HOUR_MS).await?, 0);
    let wanted = ["mai@example.la", "p0@example.org", "p1@example.org"];
    assert_eq!(letters(&folder)?, wanted.into_iter().map(|to| (to.to_owned(), 1)).collect());
    assert!(!letters(&folder)?.contains_key("p2@example.org"), "{not_written_to:?}");
    Ok(())
}

async fn a_copy_that_could_not_be_sent_stays_and_goes_out_later(ground: Ground) -> Result<()> {
    let to = registered_with_addresses(&ground, 2).await?;
    send_as(&ground, &organiser(), &message(&to)).await?;
    // Where the folder should be, there is a file.
    let folder = ground.folder.path().join("mail");
    std::fs::write(&folder, "")?;
    let post = Post::folder(&folder);
    assert_eq!(send_due(&ground.store, &post, NOW_MS).await?, 2);
    assert_eq!(send_due(&ground.store, &post, NOW_MS + MINUTE_MS - 1).await?, 0);
    std::fs::remove_file(&folder)?;
    assert_eq!(send_due(&ground.store, &post, NOW_MS + MINUTE_MS).await?, 2);
    assert_eq!(letters(&folder)?.values().sum::<u32>(), 2);
    assert_eq!(send_due(&ground.store, &post, NOW_MS + 100 * HOUR_MS).await?, 0);

    // A server that took copies and died: they are due again by themselves.
    send_as(&ground, &organiser(), &message(&to)).await?;
    let mut tx = ground.store.write().await?;
    assert_eq!(tx.take_due_letters(NOW_MS, NOW_MS + MINUTE_MS, 20).await?.len(), 2);
    tx.commit().await?;
    assert_eq!(send_due(&ground.store, &post, NOW_MS).await?, 0);
    assert_eq!(send_due(&ground.store, &post, NOW_MS + MINUTE_MS).await?, 2);
    Ok(())
}

async fn two_servers_send_each_copy_once(ground: Ground) -> Result<()> {
    let to = registered_with_addresses(&ground, 60).await?;
    send_as(&ground, &organiser(), &message(&to)).await?;
    let folder = ground.folder.path().join("mail");
    let all = async || -> Result<usize> {
        let (post, mut sent) = (Post::folder(&folder), 0);
        loop {
            match send_due(&ground.store, &post, NOW_MS).await {
                Ok(0) => return Ok(sent),
                Ok(some) => sent += some,
                Err(error) if error.is_retryable() => {}
                Err(error) => return Err(error.into()),
            }
        }
    };
    let (one, other) = futures::future::try_join(all(), all()).await?;
    assert_eq!(one + other, 60);
    let letters = letters(&folder)?;
    assert!(letters.len() == 60 && letters.values().all(|count| *count == 1), "{letters:?}");
    Ok(())
}
