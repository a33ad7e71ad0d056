//! `mangrove export`: all records of a kind, in a file that imports again without a change.

use server::export;

use super::{CommandError, Outcome, held, print};
use crate::config::{Export, Place};

pub async fn run(place: &Place, wishes: Export) -> Result<Outcome, CommandError> {
    let form = export::Form::of_path(&wishes.file)?;
    let store = place.held_store().await?;
    let records = held::of_kind(&store, wishes.kind).await?;
    let bytes = export::write(wishes.kind, form, &records, wishes.chinese)?;
    std::fs::write(&wishes.file, bytes).map_err(|cause| CommandError::Io { path: wishes.file.clone(), cause })?;
    print(&format!("{} records of kind {} written to {}", records.len(), wishes.kind, wishes.file.display()));
    Ok(Outcome::Done)
}
