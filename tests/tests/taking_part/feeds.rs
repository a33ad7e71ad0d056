//! Feeds have no gaps and miss nothing, whatever comes at once; the audit trail notices a changed line.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use futures::future::try_join;
use model::feed::Entry;
use model::{CountryCode, Outcome, RegistrationId, Scope};
use serde_json::json;
use server::commit::act::{ChainState, audit_chains, feed, verify_chain};
use sqlx::Connection;
use tests::ground::Ground;

use crate::camp::*;

tests::on_both_databases! {
    a_reader_beside_many_writers_misses_nothing
    a_country_sees_its_own_only
    a_changed_line_of_the_audit_trail_is_noticed
}

/// Reads the desk's feed while it is written, always from where it stands, and never goes back.
async fn a_reader_beside_many_writers_misses_nothing(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 30})).await?;
    let mut commands: Vec<_> = (0..60).map(|number| (number, registered(number, "vn"))).collect();
    commands.extend((60..90).map(|number| (number, registered(number, "th"))));
    let over = Arc::new(AtomicBool::new(false));
    let read = async {
        let mut seen = BTreeSet::new();
        let mut after = 0;
        loop {
            let last = over.load(Ordering::SeqCst);
            let rows = feed(&ground.store, Scope::Desk(event()), after, 500).await?;
            for row in &rows {
                assert_eq!(row.cursor, after + 1);
                after = row.cursor;
                if let Entry::Registration(view) = &row.entry {
                    seen.insert(view.id);
                }
            }
            if last && rows.is_empty() {
                return Ok::<_, anyhow::Error>(seen);
            }
            tokio::task::yield_now().await;
        }
    };
    let write = async {
        let receipts = send_all(&ground, &commands).await;
        over.store(true, Ordering::SeqCst);
        receipts
    };
    let (seen, receipts) = try_join(read, write).await?;
    let wanted: BTreeSet<RegistrationId> = commands.iter().map(|(_, command)| command.id.into()).collect();
    assert_eq!(seen, wanted);
    assert_eq!(receipts.iter().filter(|receipt| receipt.outcome == Outcome::Accepted).count(), 30);
    for (number, _) in commands {
        assert_eq!(whole_feed(&ground, Scope::Person(person(number))).await?.len(), 1);
    }
    let vietnam = whole_feed(&ground, Scope::Country(CountryCode::parse("VN")?)).await?;
    assert_eq!(vietnam.len(), 60);
    Ok(())
}

async fn a_country_sees_its_own_only(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 5})).await?;
    send(&ground, 0, &registered(0, "vn")).await?;
    send(&ground, 1, &registered(1, "th")).await?;
    let answers = json!({"country": {"choice": "th"}});
    let moved = command(json!({"act": "answers_changed", "event": event(), "form": 3, "answers": answers}));
    let own = part(&ground, 0).await?.id;
    assert_eq!(send(&ground, 0, &moved).await?, Outcome::Accepted);
    let vietnam = whole_feed(&ground, Scope::Country(CountryCode::parse("VN")?)).await?;
    assert_eq!(vietnam.last().map(|row| &row.entry), Some(&Entry::Erased { registration: Some(own) }));
    assert_eq!(vietnam.len(), 2);
    assert_eq!(whole_feed(&ground, Scope::Country(CountryCode::parse("TH")?)).await?.len(), 2);
    assert_eq!(whole_feed(&ground, Scope::Person(person(1))).await?.len(), 1);
    Ok(())
}

async fn a_changed_line_of_the_audit_trail_is_noticed(ground: Ground) -> Result<()> {
    open_camp(&ground, json!({"places": 2})).await?;
    let commands: Vec<_> = (0..8).map(|number| (number, registered(number, "vn"))).collect();
    send_all(&ground, &commands).await?;
    let profile = json!({"act": "profile_changed", "profile": {"name": {"full": "Lan"}, "language": "vi"}});
    send(&ground, 0, &command(profile)).await?;
    let chain = format!("event/{}", event());
    let chains = audit_chains(&ground.store).await?;
    assert_eq!(chains, [chain.clone(), format!("person/{}", person(0))]);
    for (chain, lines) in chains.iter().zip([8, 1]) {
        assert_eq!(verify_chain(&ground.store, chain).await?, ChainState::Whole { lines });
    }
    let mut conn = sqlx::AnyConnection::connect(&ground.database.url()).await?;
    let mut run = async |sql: &'static str| sqlx::query(sql).execute(&mut conn).await;
    run("UPDATE audit SET at_ms = at_ms + 1 WHERE number = 5").await?;
    assert_eq!(verify_chain(&ground.store, &chain).await?, ChainState::Broken { at: 5 });
    run("UPDATE audit SET at_ms = at_ms - 1 WHERE number = 5").await?;
    assert_eq!(verify_chain(&ground.store, &chain).await?, ChainState::Whole { lines: 8 });
    // The end cut off, and a line taken out.
    run("DELETE FROM audit WHERE number = 8").await?;
    assert_eq!(verify_chain(&ground.store, &chain).await?, ChainState::Broken { at: 8 });
    run("DELETE FROM audit WHERE number = 3").await?;
    assert_eq!(verify_chain(&ground.store, &chain).await?, ChainState::Broken { at: 3 });
    Ok(())
}
