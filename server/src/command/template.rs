//! `mangrove template`: an empty workbook for a kind.

use server::export;

use super::{CommandError, Outcome, print};
use crate::config::Template;

pub fn run(wishes: &Template) -> Result<Outcome, CommandError> {
    let bytes = export::template(wishes.kind, &wishes.file)?;
    std::fs::write(&wishes.file, bytes).map_err(|cause| CommandError::Io { path: wishes.file.clone(), cause })?;
    print(&format!(
        "Written to {}. Fill in one sheet, then: mangrove import {}",
        wishes.file.display(),
        wishes.file.display()
    ));
    Ok(Outcome::Done)
}
