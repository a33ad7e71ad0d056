//! A database of the version before people comes along whole.

use anyhow::Result;
use server::store::Store;
use tests::ground::{BEGIN_MS, Ground, institutions};

use crate::town::Town;

tests::on_both_databases! {
    a_database_from_before_people_gets_their_tables_and_keeps_its_records
}

/// The tables of later versions.
const LATER: [&str; 26] = [
    "attachment",
    "attachment_piece",
    "attachment_use",
    "attendance",
    "certificate",
    "erasure",
    "likeness",
    "twin",
    "letter_to",
    "letter",
    "check_in",
    "door_pairing",
    "door_phone",
    "role",
    "session",
    "sign_in_code",
    "person",
    "command",
    "profile",
    "consent",
    "registration",
    "seat",
    "feed",
    "feed_end",
    "audit",
    "audit_end",
];

async fn a_database_from_before_people_gets_their_tables_and_keeps_its_records(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 3, "Old"), BEGIN_MS).await?;
    let pool = sqlx::AnyPool::connect(&ground.database.url()).await?;
    for table in LATER {
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP TABLE {table}"))).execute(&pool).await?;
    }
    sqlx::query("DELETE FROM version WHERE number > 1").execute(&pool).await?;
    pool.close().await;
    let upgraded = Store::open(&ground.database).await?;
    assert_eq!(upgraded.count_records().await?, 3);
    upgraded.close().await;
    Town::open(ground).await?.signed_in("ana@example.org").await?;
    Ok(())
}
