//! A database of the version before people comes along whole.

use anyhow::Result;
use server::store::Store;
use tests::ground::{BEGIN_MS, Ground, institutions};

use crate::town::Town;

tests::on_both_databases! {
    a_database_from_before_people_gets_their_tables_and_keeps_its_records
}

async fn a_database_from_before_people_gets_their_tables_and_keeps_its_records(ground: Ground) -> Result<()> {
    ground.show(institutions(0, 3, "Old"), BEGIN_MS).await?;
    let pool = sqlx::AnyPool::connect(&ground.database.url()).await?;
    for statement in [
        "DROP TABLE role",
        "DROP TABLE session",
        "DROP TABLE sign_in_code",
        "DROP TABLE person",
        "DELETE FROM version WHERE number > 1",
    ] {
        sqlx::query(statement).execute(&pool).await?;
    }
    pool.close().await;
    let upgraded = Store::open(&ground.database).await?;
    assert_eq!(upgraded.count_records().await?, 3);
    upgraded.close().await;
    Town::open(ground).await?.signed_in("ana@example.org").await?;
    Ok(())
}
