//! `mangrove backup`: everything but the key, in one new file.

use super::{CommandError, Outcome, print};
use crate::config::{Backup, Place};

pub async fn run(place: &Place, wishes: Backup) -> Result<Outcome, CommandError> {
    let store = place.held_store().await?;
    server::backup::backup(&store, &wishes.file).await?;
    print(&format!("Written to {}. The key is not in it: keep {} too.", wishes.file.display(), place.data.display()));
    Ok(Outcome::Done)
}
