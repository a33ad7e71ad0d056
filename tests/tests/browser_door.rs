//! The door in the real browser: two phones are paired, let people in with the server gone, and know the same when it is
//! back.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use model::{CommandId, RecordId};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::browser::people::{paired, post, read_in, sign_in};
use tests::browser::server::run;
use tests::browser::{Browser, Phone, Server};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

/// Today as records write it, told by the browser's calendar.
async fn today(phone: &Phone) -> Result<String> {
    let day = phone.value("new Date().toISOString().slice(0, 10)").await?;
    Ok(day.as_str().context("a day")?.to_owned())
}

async fn camp(data: &Path, id: RecordId, day: &str) -> Result<()> {
    let event = json!({
        "id": id, "kind": "event", "form": "camp", "names": [{"text": "Night camp", "lang": "en", "use": "official"}],
        "standing": {"state": "active"}, "source": {"title": "A test"}, "verified_on": "2026-01-01",
        "begins": day, "zone": "Etc/UTC",
        "registration": {
            "opens": "2025-01-01T08:00Z", "closes": "2099-01-01T08:00Z", "offer_hours": 24,
            "form": {"version": 1, "questions": []},
        },
    });
    let file = data.join("event.jsonl");
    std::fs::write(&file, format!("{event}\n"))?;
    run(data, &["import", &file.to_string_lossy(), "--apply"]).await.map(drop)
}

/// Registers who is signed in; gives the token of their ticket.
async fn ticket(phone: &Phone, person: &Value, event: RecordId, name: &str) -> Result<String> {
    let command = json!({
        "id": CommandId::made_at(now_ms(), rand::random()), "made_ms": now_ms(),
        "act": "registered", "event": event, "form": 1, "answers": {}, "consents": [], "name": {"full": name},
    });
    post(phone, "push", json!({"person": person, "commands": [command]})).await?;
    let fed = post(phone, "feed", json!({"person": person, "epoch": "", "cursors": []})).await?;
    let token = fed["pages"][0]["rows"][0]["ticket"].as_str();
    Ok(token.with_context(|| format!("no ticket in {fed}"))?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_door_phones_with_the_server_gone_let_people_in_and_merge_when_it_is_back() -> Result<()> {
    let folder = TempDir::new()?;
    let event = RecordId::made_at(now_ms() - DAY_MS, [5; 10]);
    let server = Server::start(folder.path()).await?;
    let browser = Browser::start("en-US").await?;
    let organiser = browser.tab().await?;
    organiser.open(&format!("{}/about", server.address())).await?;
    camp(folder.path(), event, &today(&organiser).await?).await?;
    run(folder.path(), &["invite", "ana@example.org", "--role", "organiser", "--event", &event.to_string()]).await?;
    let lan = sign_in(&organiser, folder.path(), "lan@example.org").await?;
    let lans = ticket(&organiser, &lan, event, "Nguyễn Thị Lan").await?;
    let ana = sign_in(&organiser, folder.path(), "ana@example.org").await?;
    let anas = ticket(&organiser, &ana, event, "Ana Lim").await?;
    let north = paired(&browser, &server, &organiser, event, "North gate").await?;
    let south = paired(&browser, &server, &organiser, event, "South gate").await?;

    for phone in [&north, &south] {
        phone.sees("0 of 2 in").await?;
    }
    let gone = server.stop().await?;
    for phone in [&north, &south] {
        phone.show().await?;
        phone.reload().await?;
        phone.sees("0 of 2 in").await?;
    }
    north.show().await?;
    read_in(&north, &lans).await?;
    north.finds("heading", "Admit").await?;
    north.sees("Nguyễn Thị Lan").await?;
    north.sees("1 of 2 in").await?;
    if std::env::var_os("MANGROVE_PICTURES").is_some() {
        north.picture("door-admit").await?;
    }
    read_in(&north, &lans).await?;
    north.finds("heading", "Already in").await?;
    north.sees("North gate, ").await?;
    north.press("button", "Next").await?;
    read_in(&north, "https://example.org/").await?;
    north.finds("heading", "Not on the list").await?;
    north.sees("1 entry waits on this phone to be shared").await?;

    south.show().await?;
    south.press("button", "Find by name").await?;
    south.types("searchbox", "Name", "nguyen lan").await?;
    south.press("button", "Nguyễn Thị Lan").await?;
    south.finds("heading", "Admit").await?;
    south.press("button", "Next").await?;
    read_in(&south, &anas).await?;
    south.sees("2 of 2 in").await?;
    south.press("button", "Undo").await?;
    south.sees("1 of 2 in").await?;
    south.press("button", "Walk-in").await?;
    south.types("textbox", "Full name", "Bounmy").await?;
    south.press("button", "Let in").await?;
    south.sees("2 of 3 in").await?;
    // What was done stays over a reload.
    south.reload().await?;
    south.sees("2 of 3 in").await?;
    south.sees("4 entries wait on this phone to be shared").await?;

    let server = gone.start().await?;
    let door = format!("{}/door/{event}", server.address());
    for phone in [&south, &north] {
        phone.show().await?;
        phone.open(&door).await?;
        phone.sees("Everything here is shared with the other doors").await?;
    }
    for phone in [&north, &south] {
        phone.show().await?;
        phone.open(&door).await?;
        phone.sees("2 of 3 in").await?;
        phone.press("button", "Entries").await?;
        phone.sees("In more than once").await?;
        phone.sees("South gate, ").await?;
        phone.sees("North gate, ").await?;
        assert_eq!(phone.complaints(), Vec::<String>::new());
    }
    // A code is read once.
    north.open(&format!("{}/door/pair#{}", server.address(), "0".repeat(26))).await?;
    north.press("button", "Mind the door with this phone").await?;
    north.sees("The code was used").await?;
    browser.stop().await
}
