//! Roles: given by an address before or after its owner first signs in, taken away at once, kept by a backup.

use anyhow::Result;
use model::{CountryCode, RecordId};
use serde_json::json;
use server::auth::{Email, Role, invite, withdraw};
use tests::ground::{BEGIN_MS, Ground, id, publisher};

use crate::town::Town;

tests::on_both_databases! {
    who_is_invited_has_the_role_at_the_first_sign_in
    a_role_that_is_taken_away_is_gone_at_once
    a_backup_keeps_people_and_roles_and_no_sessions
}

async fn who_is_invited_has_the_role_at_the_first_sign_in(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let store = &town.ground.store;
    let email = Email::parse("ana@example.org")?;
    let event: RecordId = id(1);
    assert!(invite(store, &email, &Role::Admin, BEGIN_MS).await?.role_is_new);
    assert!(!invite(store, &email, &Role::Admin, BEGIN_MS).await?.role_is_new);
    let mut browser = town.signed_in("ANA@example.org").await?;
    assert_eq!(browser.me().await?.json()["roles"], json!([{"role": "admin"}]));
    for role in [Role::Organiser(event), Role::Contact(CountryCode::parse("LA")?), Role::Door(event)] {
        invite(store, &email, &role, BEGIN_MS).await?;
    }
    let all = json!([
        {"role": "admin"},
        {"role": "contact", "country": "LA"},
        {"role": "door", "event": event},
        {"role": "organiser", "event": event},
    ]);
    assert_eq!(browser.me().await?.json()["roles"], all);
    let mut other = town.signed_in("ben@example.org").await?;
    assert_eq!(other.me().await?.json()["roles"], json!([]));
    Ok(())
}

async fn a_role_that_is_taken_away_is_gone_at_once(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let store = &town.ground.store;
    let email = Email::parse("ana@example.org")?;
    let (kept, taken) = (Role::Door(id(1)), Role::Door(id(2)));
    for role in [&kept, &taken] {
        invite(store, &email, role, BEGIN_MS).await?;
    }
    let mut browser = town.signed_in("ana@example.org").await?;
    assert!(withdraw(store, &email, &taken).await?);
    assert!(!withdraw(store, &email, &taken).await?);
    assert!(!withdraw(store, &Email::parse("nobody@example.org")?, &Role::Admin).await?);
    assert_eq!(browser.me().await?.json()["roles"], json!([{"role": "door", "event": id(1)}]));
    Ok(())
}

async fn a_backup_keeps_people_and_roles_and_no_sessions(ground: Ground) -> Result<()> {
    let town = Town::open(ground).await?;
    let email = Email::parse("ana@example.org")?;
    invite(&town.ground.store, &email, &Role::Admin, BEGIN_MS).await?;
    let mut browser = town.signed_in("ana@example.org").await?;
    let file = town.ground.folder.path().join("backup");
    server::backup::backup(&town.ground.store, &file).await?;
    let fresh = Ground::sqlite().await?;
    let with_the_key = publisher(&fresh.store, town.ground.folder.path())?;
    server::backup::restore(&with_the_key, &file, BEGIN_MS).await?;
    let person = browser.me().await?.json()["person"].clone();
    let restored = Town::open(fresh).await?;
    browser.turn_to(&restored);
    assert_eq!(browser.me().await?.status, 401, "a session that was ended since must not come back");
    browser.sign_in(&restored, "ana@example.org").await?;
    let me = browser.me().await?.json();
    assert_eq!((&me["person"], &me["roles"]), (&person, &json!([{"role": "admin"}])));
    Ok(())
}
