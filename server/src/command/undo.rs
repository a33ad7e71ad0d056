//! `mangrove undo`: takes a batch back, as a batch of its own.

use server::commit::undo;
use server::store::BatchId;

use super::place::now_ms;
use super::{CommandError, Outcome, print};
use crate::config::{Place, Undo};

pub async fn run(place: &Place, wishes: Undo) -> Result<Outcome, CommandError> {
    let store = place.held_store().await?;
    let batch = BatchId::parse(&wishes.batch.to_string()).expect("a batch has the id of a record");
    let report = undo(&store, batch, now_ms()).await?;
    match report.batch {
        Some(batch) => print(&format!("Taken back as batch {batch}: {} records are as they were.", report.restored)),
        None => print("Nothing could be taken back."),
    }
    if report.conflicts.is_empty() {
        return Ok(Outcome::Done);
    }
    print(&format!("{} records were changed since and stay as they are:", report.conflicts.len()));
    report.conflicts.iter().for_each(|id| print(&format!("  {id}")));
    Ok(Outcome::Problems)
}
