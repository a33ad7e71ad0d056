//! Relations to records that are known by an id others gave them: they link whichever comes first.
use anyhow::Result;
use catalogue::cells;
use model::{ForeignId, Record, RecordId};
use serde_json::json;
use server::commit::{Batch, commit, preview, undo};
use tests::ground::{BEGIN_MS, Ground, institution_with};

tests::on_both_databases! {
    a_relation_links_when_its_target_arrives_under_another_id
    a_relation_that_comes_later_finds_the_record_that_bears_the_id
    a_record_that_came_under_its_foreign_id_needs_no_pointing
}

fn foreign() -> ForeignId {
    ForeignId::parse("ror", "https://ror.org/0abcdef12").unwrap()
}

fn own(number: u8) -> RecordId {
    RecordId::made_at(BEGIN_MS as u64, [number; 10])
}

/// A university that has a child, of whom it knows the foreign id only.
fn parent() -> Record {
    let relations = json!([{"kind": "child", "foreign": foreign_json(), "label": "Its institute"}]);
    institution_with(own(1), "A university", json!({ "relations": relations }))
}

/// The child, made by an operator under an id of its own.
fn child() -> Record {
    institution_with(own(2), "Its institute", json!({"ids": [foreign_json()]}))
}

fn foreign_json() -> serde_json::Value {
    json!({"scheme": foreign().scheme(), "value": foreign().value()})
}

async fn target(ground: &Ground) -> RecordId {
    let row = ground.store.row(own(1)).await.unwrap().unwrap();
    cells::to_record(&row).unwrap().relations[0].target
}

async fn a_relation_links_when_its_target_arrives_under_another_id(ground: Ground) -> Result<()> {
    ground.commit([parent()]).await?;
    assert_eq!(target(&ground).await, foreign().record_id());
    let batch = Batch::new("the child", BEGIN_MS).with([child()]);
    assert_eq!(preview(&ground.store, &batch).await?.len(), 2);
    let report = commit(&ground.store, &batch).await?;
    assert_eq!((report.added, report.relinked.as_slice()), (1, [own(1)].as_slice()));
    assert_eq!(target(&ground).await, own(2));
    let found = ground.store.resolve(&[&foreign()]).await?;
    assert_eq!(found[&foreign()], [own(2)]);
    // The same file again, with the derived id in it, changes nothing.
    assert_eq!(ground.commit([parent(), child()]).await?.batch, None);
    // Taken back with the batch that did it.
    undo(&ground.store, batch.id, BEGIN_MS).await?;
    assert_eq!(target(&ground).await, foreign().record_id());
    assert!(ground.store.resolve(&[&foreign()]).await?.is_empty());
    Ok(())
}

async fn a_relation_that_comes_later_finds_the_record_that_bears_the_id(ground: Ground) -> Result<()> {
    ground.commit([child()]).await?;
    ground.commit([parent()]).await?;
    assert_eq!(target(&ground).await, own(2));
    Ok(())
}

async fn a_record_that_came_under_its_foreign_id_needs_no_pointing(ground: Ground) -> Result<()> {
    let derived = institution_with(foreign().record_id(), "Its institute", json!({"ids": [foreign_json()]}));
    ground.commit([parent(), child(), derived]).await?;
    assert_eq!(target(&ground).await, foreign().record_id());
    Ok(())
}
