//! Many camps at once, and a transaction that is cut off: nobody waits for each other for ever, and nothing is half done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use futures::FutureExt;
use futures::future::{pending, try_join_all};
use model::{CountryCode, Outcome, RecordId, Scope};
use serde_json::json;
use server::fault::{Faults, Point};
use tests::ground::{BEGIN_MS, Ground};
use tokio::sync::Notify;

use crate::camp::*;

tests::on_both_databases! {
    many_camps_at_once_share_people_and_countries
}

const CAMPS: u8 = 4;
const PEOPLE: u32 = 40;

async fn many_camps_at_once_share_people_and_countries(ground: Ground) -> Result<()> {
    let camps: Vec<RecordId> = (0..CAMPS).map(|number| RecordId::made_at(BEGIN_MS as u64, [number; 10])).collect();
    ground.commit(camps.iter().map(|id| camp(*id, json!({"places": 10})))).await?;
    let countries = ["vn", "th", "la"];
    let mut commands = Vec::new();
    for number in 0..PEOPLE {
        for (at, id) in camps.iter().enumerate() {
            let mut wish = serde_json::to_value(registered(number, countries[(number as usize + at) % 3]).act)?;
            wish["event"] = json!(id);
            commands.push((number, command(wish)));
        }
        let profile = json!({"name": {"full": format!("Person {number}")}, "language": "vi"});
        commands.push((number, command(json!({"act": "profile_changed", "profile": profile}))));
    }
    send_all(&ground, &commands).await?;
    for id in &camps {
        let rows = whole_feed(&ground, Scope::Desk(*id)).await?;
        assert_eq!(rows.len(), PEOPLE as usize);
    }
    let all = try_join_all(["VN", "TH", "LA"].map(async |code| {
        Ok::<_, anyhow::Error>(whole_feed(&ground, Scope::Country(CountryCode::parse(code)?)).await?.len())
    }));
    assert_eq!(all.await?.into_iter().sum::<usize>(), CAMPS as usize * PEOPLE as usize);
    for number in 0..PEOPLE {
        let rows = whole_feed(&ground, Scope::Person(person(number))).await?;
        assert_eq!(rows.len(), usize::from(CAMPS) + 1);
    }
    Ok(())
}

/// Where the transaction is cut off, and word that it got there.
#[derive(Clone, Default)]
struct Cut {
    armed: Arc<AtomicBool>,
    reached: Arc<Notify>,
}

impl Cut {
    fn faults(&self) -> Faults {
        let cut = self.clone();
        Faults::holding(move |point| {
            let cut = cut.clone();
            async move {
                if point == Point::CommitWritten && cut.armed.load(Ordering::SeqCst) {
                    cut.reached.notify_one();
                    pending().await
                }
            }
            .boxed()
        })
    }
}

#[tokio::test]
async fn on_sqlite_a_command_cut_off_before_its_end_never_was() {
    let cut = Cut::default();
    never_was(Ground::sqlite_with(cut.faults()).await.unwrap(), cut).await.unwrap();
}

#[tokio::test]
async fn on_postgres_a_command_cut_off_before_its_end_never_was() {
    let cut = Cut::default();
    never_was(Ground::postgres_with(cut.faults()).await.unwrap(), cut).await.unwrap();
}

async fn never_was(ground: Ground, cut: Cut) -> Result<()> {
    open_camp(&ground, json!({"places": 1})).await?;
    cut.armed.store(true, Ordering::SeqCst);
    let command = registered(0, "vn");
    tokio::select! {
        receipt = send_at(&ground, 0, &command, NOW_MS) => panic!("{receipt:?}"),
        () = cut.reached.notified() => {}
    }
    cut.armed.store(false, Ordering::SeqCst);
    assert_eq!(ground.store.command(command.id).await?, None);
    assert!(whole_feed(&ground, Scope::Person(person(0))).await?.is_empty());
    assert!(whole_feed(&ground, Scope::Desk(event())).await?.is_empty());
    assert_eq!(send(&ground, 0, &command).await?, Outcome::Accepted);
    assert_eq!(whole_feed(&ground, Scope::Desk(event())).await?.len(), 1);
    Ok(())
}
